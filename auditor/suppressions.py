"""Findings that editors have settled: the rows of `[[suppress]]`, and which findings they take away on a day."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from auditor.toml_lines import DAY, TEXT, Shape

KEYS: Mapping[str, Shape] = {"fingerprint": TEXT, "reason": TEXT, "by": TEXT, "until": DAY, "article": TEXT}


class SuppressionError(ValueError):
    """A row of `[[suppress]]` that cannot be used; `key` says where."""

    def __init__(self, key: str, text: str) -> None:
        super().__init__(text)
        self.key = key


@dataclass(frozen=True, slots=True)
class Suppression:
    """A finding that an editor has settled, by its fingerprint."""

    fingerprint: str
    reason: str
    by: str = ""
    until: date | None = None
    """The last day on which it counts; None: for good."""
    article: str | None = None
    """The id of the one article in which it counts; None: every article with the fingerprint."""


def read_suppression(row: Mapping[str, Any]) -> Suppression:
    """The suppression that a row, whose keys are of KEYS, says. Raises SuppressionError."""
    if not row.get("fingerprint") or not row.get("reason"):
        raise SuppressionError("", "a suppression needs a fingerprint and a reason")
    if row.get("article") == "":
        raise SuppressionError("article", "article must be the id of an article; leave it out for every article")
    return Suppression(**row)


class Settled:
    """What suppressions take away; asked in constant time, however many there are."""

    def __init__(self, suppressions: Iterable[Suppression]) -> None:
        self._ends: dict[tuple[str, str | None], date] = {}
        for each in suppressions:
            key = (each.fingerprint, each.article)
            self._ends[key] = max(each.until or date.max, self._ends.get(key, date.min))
        self.digest = self._digest()

    def covers(self, fingerprint: str, article: str | None, today: date | None) -> bool:
        """Whether a finding of the article with this id is settled; where no day is known, nothing has ended."""
        ends = (self._ends.get((fingerprint, each)) for each in (None, article))
        return any(end is not None and (today is None or today <= end) for end in ends)

    def _digest(self) -> str:
        """A name for what is settled until when, the same on every day and in every order; "" for nothing."""
        if not self._ends:
            return ""
        rows = sorted((fingerprint, article or "", end) for (fingerprint, article), end in self._ends.items())
        return hashlib.sha256(repr(rows).encode("utf-8", "surrogatepass")).hexdigest()[:16]
