"""What an editor sees and can do beside an article's findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from auditor.article import Span
from auditor.score.article import Status

VERB_WORDS: Mapping[str, str] = {
    "accept": "Accepted",
    "dismiss": "Dismissed",
    "fixed": "Marked as fixed",
    "reopen": "Opened again",
}


class Link(NamedTuple):
    """A link of a menu."""

    text: str
    href: str
    here: bool = False
    """Whether it leads to the page it stands in."""


class Event(NamedTuple):
    """Something that happened to a finding."""

    when: datetime
    text: str


@dataclass(frozen=True, slots=True)
class DeskFinding:
    """One finding as an editor decides on it."""

    id: int
    status: Status
    decided: str = ""
    """Who decided what and why; empty while it is open."""
    history: Sequence[Event] = ()
    """What happened to it, oldest first."""
    muted: str = ""
    """Who muted its rule for the source, why and until when; empty if nobody did."""


class Told(NamedTuple):
    """Who was told what by the gate, and what came of it."""

    kind: str
    audit: int
    """The audit of the text that it was about."""
    editor: str | None
    way: str | None
    lines: Sequence[str]
    """What was shown."""
    reason: str | None
    """Why an editor published the article all the same."""
    created: datetime


class GoneFinding(NamedTuple):
    """A finding of an earlier revision that this one has no more."""

    rule: str
    quote: str
    message: str
    history: Sequence[Event]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What an editor sees and can do on the page of one article."""

    audit: int
    findings: Mapping[int, DeskFinding]
    """Those of the part that is shown, by their numbers, in order."""
    flagged: bool
    """Whether the article has any."""
    reasons: Sequence[str]
    """Why a finding may be dismissed."""
    mute: str | None = None
    """Address of the form that mutes a rule for the article's source; None if the editor may not, or there is none."""
    erase: str | None = None
    """Address of the page that asks whether the article is to be erased; None if the editor may not."""
    source: str | None = None
    """Address of the source's page."""
    story: str | None = None
    """Address of the story's page."""
    waiting: int = 0
    next: str | None = None
    """Address of the next article that waits."""
    assigned: str = ""
    names: Sequence[str] = ()
    """Who may take on the article."""
    decides: bool = True
    """Whether the editor decides; one who only sees gets no forms."""
    revisions: Sequence[Link] = ()
    """The audits of the article, the newest first."""
    compare: str | None = None
    """Address of what changed since the revision before."""
    gone: Sequence[GoneFinding] = ()
    more_gone: int = 0
    """How many more there are than are shown."""
    told: Sequence[Told] = ()
    """What came of the article at the gate, oldest first."""
    more_told: bool = False
    """Whether there was more before."""
    articles: Mapping[str, str] = field(default_factory=dict)
    """Addresses of other articles by the names that evidence gives them."""
    captions: Sequence[Span] = ()

    @property
    def statuses(self) -> list[Status]:
        """What was decided on each finding that is shown."""
        return [found.status for found in self.findings.values()]
