"""What of an article could be judged, and what could not and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from auditor.article import Span


class Part(StrEnum):
    """What of an article was not judged."""

    ARTICLE = "article"
    """None of it."""
    REST = "rest"
    """What should follow and did not come: the text is a beginning."""
    PASSAGE = "passage"
    DATE = "date"
    """What needs the day of publication."""
    TITLE = "title"


class Reason(StrEnum):
    """Why something was not judged."""

    NO_TEXT = "no-text"
    TOO_SHORT = "too-short"
    OTHER_LANGUAGE = "other-language"
    UNKNOWN_LANGUAGE = "unknown-language"
    """Not English, and none that can be told."""
    UNKNOWN_SCRIPT = "unknown-script"
    BEHIND_WALL = "behind-wall"
    CUT = "cut"
    NO_DATE = "no-date"
    DATE_CONTRADICTED = "date-contradicted"
    NO_TITLE = "no-title"


class Gap(NamedTuple):
    """Something that was not judged."""

    part: Part
    reason: Reason
    message: str
    """Part and reason as a sentence."""
    span: Span | None = None
    """The passage of the text, where it is one."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What an audit rests on."""

    language: str | None = None
    """What the text was found to be written in, by BCP 47; None where it could not be told."""
    words: int = 0
    """How many words were judged."""
    date: date | None = None
    """The day of publication that the article was held against."""
    date_from: str | None = None
    """Where that day was declared, as `Article.published_from`."""
    title: bool = False
    """Whether there was a title to hold against the text."""
    gaps: tuple[Gap, ...] = ()

    @property
    def read(self) -> bool:
        """Whether rules could read the text at all: it is there, and English."""
        return not any(gap.part is Part.ARTICLE and gap.reason is not Reason.TOO_SHORT for gap in self.gaps)

    @property
    def whole(self) -> bool:
        """Whether all of the article was there, and in a language that is judged."""
        return self.obstacle is None

    @property
    def obstacle(self) -> Gap | None:
        """What kept the article from being judged as a whole; None if nothing did."""
        return next((gap for gap in self.gaps if gap.part in (Part.ARTICLE, Part.REST)), None)
