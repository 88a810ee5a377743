"""Kind `story`: an article says otherwise than the other reports of its event."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from marshmallow import Schema, fields, validate

from auditor.checks.protocol import Context, StoryCheck, StoryHit
from auditor.finding import Scope
from auditor.knowledge import Knowledge
from auditor.rule import Rule

if TYPE_CHECKING:
    from auditor.story.telling import Telling

SCOPE = Scope.STORY
VALUES = frozenset({"other", "others", "reports", "person", "source", "as_of", "voices"})
SLOTS = {"number": "number", "date": "date", "place": "place", "name": "person", "title": "office"}
"""What a rule may compare in like sentences, and the slot it stands in."""
MAX_TELLINGS = 40
"""Articles of one story that are compared; the first ones of a longer story speak for it."""

OTHERS = (
    "office", "administration", "count", "scene", "day", "lone", "quotation", "spelling", "status", "strength",
)  # fmt: skip
"""What else a rule may compare. What finds it is imported for the first story: an audit of one article needs none."""


class Params(Schema):
    """`compares`: which of the things that the articles say. `variants`: groups of spellings of one name, folded."""

    compares = fields.Str(required=True, validate=validate.OneOf([*SLOTS, *OTHERS]))
    variants = fields.List(fields.List(fields.Str()), load_default=list)


def compile(rules: Sequence[Rule], context: Context) -> list[StoryCheck]:
    """One check for all rules on like sentences, which are aligned once, and one for each of the others."""
    by_slot: dict[str, list[Rule]] = {}
    for rule in rules:
        if rule.params["compares"] in SLOTS:
            by_slot.setdefault(SLOTS[rule.params["compares"]], []).append(rule)
    aligned = [rule for group in by_slot.values() for rule in group]
    checks = [StoryCheck(aligned, _aligner(by_slot))] if aligned else []
    others = [rule for rule in rules if rule.params["compares"] in OTHERS]
    return [*checks, *(StoryCheck([rule], _runner(rule, context.knowledge)) for rule in others)]


def _aligner(by_slot: dict[str, list[Rule]]) -> Callable[[Sequence[Telling]], Iterator[StoryHit]]:
    def run(tellings: Sequence[Telling]) -> Iterator[StoryHit]:
        from auditor.checks.stories.slot import find_slot_hits  # noqa: PLC0415 - see OTHERS

        return find_slot_hits(by_slot, tellings[:MAX_TELLINGS])

    return run


def _runner(rule: Rule, knowledge: Knowledge) -> Callable[[Sequence[Telling]], Iterator[StoryHit]]:
    def run(tellings: Sequence[Telling]) -> Iterator[StoryHit]:
        from auditor.checks.stories.finders import FINDERS  # noqa: PLC0415 - see OTHERS

        return FINDERS[rule.params["compares"]](rule, knowledge, tellings[:MAX_TELLINGS])

    return run
