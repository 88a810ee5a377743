"""A date as far as it is known: a year, a month of one, or a day."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from marshmallow import ValidationError, fields

_FORM = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")


class PartialDate(NamedTuple):
    """What is not known is 0."""

    year: int
    month: int = 0
    day: int = 0

    def __str__(self) -> str:
        """As "June 23, 2016", "June 2016" or "2016"."""
        if not self.month:
            return str(self.year)
        month = f"{date(self.year, self.month, 1):%B}"
        return f"{month} {self.day}, {self.year}" if self.day else f"{month} {self.year}"


@cache
def partial_date(text: str) -> PartialDate:
    """As "2016-06-23", "2016-06" or "2016"."""
    return PartialDate(*map(int, text.split("-")))


class PartialDateField(fields.Field[PartialDate]):
    """The same in a newsroom's own rows."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> PartialDate:
        match = _FORM.fullmatch(str(value))
        if not match:
            raise ValidationError("Must be a year, a month or a day, as 2016, 2016-06 or 2016-06-23.")
        return partial_date(match[0])
