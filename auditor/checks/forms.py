"""The parameter `forms` of kinds whose rules say how texts word figures."""

from __future__ import annotations

from marshmallow import ValidationError, fields

from auditor.mentions.forms import FormError, compile_form, with_lists
from auditor.vocabulary import VocabularyError


def forms_with(*names: str) -> fields.List[str]:
    """A list of forms, each of which has the figures `names`."""

    def is_form(written: str) -> None:
        try:
            form = compile_form(with_lists(written))
        except (FormError, VocabularyError) as error:
            raise ValidationError(str(error)) from None
        if not set(names) <= set(form.names):
            raise ValidationError(f"must have the figures {', '.join(f'<{name}>' for name in names)}")

    return fields.List(fields.Str(validate=is_form), load_default=[])
