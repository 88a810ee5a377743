"""From a contradiction to a hit: whose passage is flagged, how gravely, and what stands against it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from auditor.article import Span
from auditor.checks.protocol import Hit, StoryHit
from auditor.finding import Evidence, Severity
from auditor.rule import Rule
from auditor.story.claim import Claim
from auditor.story.slots import Slot
from auditor.story.telling import Sentence, Telling
from auditor.text.counted import counted

MAX_EVIDENCE = 6
MAX_WORDINGS = 3
"""Different wordings of the other reports that a message has."""


@dataclass(frozen=True, slots=True)
class Passage:
    """What an article says, and the sentence that says it."""

    telling: Telling
    field: str
    span: Span
    shown: str
    sentence: Span
    quote: str

    def evidence(self) -> Evidence:
        """The sentence as evidence in a finding of another article."""
        day = f", {self.telling.published.isoformat()}" if self.telling.published else ""
        note = f"{self.telling.source or 'another report'}{day}"
        return Evidence(note, self.field, self.sentence, self.quote, article=self.telling.key)


def claim_passage(telling: Telling, claim: Claim) -> Passage:
    """The passage of a claim."""
    return Passage(telling, claim.field, claim.span, claim.shown, claim.sentence, claim.quote)


def slot_passage(telling: Telling, sentence: Sentence, slot: Slot) -> Passage:
    """The passage of a slot."""
    start = sentence.span.start
    shown = sentence.quote[slot.span.start - start : slot.span.end - start]
    return Passage(telling, "text", slot.span, shown, sentence.span, sentence.quote)


def weigh(ours: Iterable[Telling], theirs: Iterable[Telling]) -> int:
    """Above 0 if more independent voices stand on the other side, below 0 if fewer.

    Copies are one voice; they count where the voices are even.
    """
    us, them = list(ours), list(theirs)
    voices = len({telling.voice for telling in them}) - len({telling.voice for telling in us})
    return voices or len({telling.key for telling in them}) - len({telling.key for telling in us})


def is_older(one: Telling, other: Telling) -> bool | None:
    """Whether `one` was published on an earlier day; None if both on one day, or a day is not known."""
    if one.published is None or other.published is None or one.published == other.published:
        return None
    return one.published < other.published


def make_hit(
    rule: Rule,
    passage: Passage,
    against: Sequence[Passage],
    values: Mapping[str, str],
    severity: Severity | None = None,
) -> StoryHit:
    """The hit on `passage`, with the other articles' passages as evidence, one an article."""
    rivals = {rival.telling.key: rival for rival in reversed(against)}
    evidence = tuple(rival.evidence() for rival in reversed(list(rivals.values())))[:MAX_EVIDENCE]
    filled = {**_told(against, len(rivals)), **values} if against else values
    return StoryHit(passage.telling.key, Hit(rule, passage.span, passage.field, filled, evidence, severity=severity))


def _told(against: Sequence[Passage], reports: int) -> Mapping[str, str]:
    """What the other reports have, each wording once, and how many they are."""
    shown = list(dict.fromkeys(" ".join(passage.shown.split()) for passage in against))
    quoted = [f"“{text}”" for text in shown[:MAX_WORDINGS]]
    last = "other words" if len(shown) > MAX_WORDINGS else quoted.pop()
    others = f"{', '.join(quoted)} or {last}" if quoted else last
    number = "another report" if reports == 1 else counted(reports, "other report")
    return {"other": against[0].shown, "others": others, "reports": number}
