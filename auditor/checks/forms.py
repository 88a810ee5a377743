"""The parameter `forms` of kinds whose rules say how texts word figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields

from auditor.mentions.forms import FormError, compile_form, with_lists
from auditor.vocabulary import VocabularyError


class Forms(fields.List[str]):
    """A list of forms, each of which has the figures `names`, and no lists but those that there are."""

    def __init__(self, *names: str) -> None:
        super().__init__(fields.Str(), load_default=[])
        self.names = names

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> list[Any]:
        forms: list[Any] = super()._deserialize(value, attr, data, **kwargs)
        problems = {at: problem for at, form in enumerate(forms) if (problem := self._problem_of(form, data or {}))}
        if problems:
            raise ValidationError(problems)
        return forms

    def _problem_of(self, written: str, own: Mapping[str, Any]) -> list[str]:
        """What is wrong with a form of a rule whose parameters are `own`."""
        try:
            form = compile_form(with_lists(written, own))
        except (FormError, VocabularyError) as error:
            return [str(error)]
        missing = [f"<{name}>" for name in self.names if name not in form.names]
        return [f"must have the figures {', '.join(missing)}"] if missing else []
