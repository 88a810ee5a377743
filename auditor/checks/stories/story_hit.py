"""From a dispute to a hit: the passage that is flagged, and what stands against it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from auditor.checks.protocol import Hit, StoryHit
from auditor.checks.stories.dispute import Dispute
from auditor.checks.stories.told import Told
from auditor.finding import Evidence
from auditor.rule import Rule
from auditor.text.counted import counted

MAX_EVIDENCE = 6
MAX_WORDINGS = 3
"""Different wordings of the other reports that a message has."""


def make_hit(rule: Rule, dispute: Dispute[Any]) -> StoryHit:
    """The hit on the passage that is disputed, with the other articles' sentences as evidence, one an article."""
    telling, claim = dispute.mine.telling, dispute.mine.claim
    rivals = {rival.telling.key: rival for rival in reversed(dispute.against)}
    evidence = tuple(map(_evidence, reversed(list(rivals.values()))))[:MAX_EVIDENCE]
    values = {**_others(dispute.against, len(rivals)), **dispute.values}
    return StoryHit(telling.key, Hit(rule, claim.span, claim.field, values, evidence, severity=dispute.severity))


def _evidence(told: Told) -> Evidence:
    """The sentence of a claim as evidence in a finding of another article."""
    telling, claim = told.telling, told.claim
    day = f", {telling.published.isoformat()}" if telling.published else ""
    note = f"{telling.source or 'another report'}{day}"
    return Evidence(note, claim.field, claim.sentence, claim.quote, article=telling.key)


def _others(against: Sequence[Told], reports: int) -> Mapping[str, str]:
    """What the other reports have, each wording once, and how many they are; nothing if none speaks of it."""
    shown = list(dict.fromkeys(" ".join(told.claim.shown.split()) for told in against))
    if not shown:
        return {}
    quoted = [f"“{text}”" for text in shown[:MAX_WORDINGS]]
    last = "other words" if len(shown) > MAX_WORDINGS else quoted.pop()
    others = f"{', '.join(quoted)} or {last}" if quoted else last
    number = "another report" if reports == 1 else counted(reports, "other report")
    return {"other": against[0].claim.shown, "others": others, "reports": number}
