"""Kind `story`: an article says otherwise than the other reports of its event."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from marshmallow import Schema, fields, validate

from auditor.checks.protocol import Context, StoryCheck, StoryHit
from auditor.checks.stories.administration import find_administration_hits
from auditor.checks.stories.count import find_count_hits
from auditor.checks.stories.day import find_day_hits
from auditor.checks.stories.name_spelling import find_spelling_hits
from auditor.checks.stories.office import find_office_hits
from auditor.checks.stories.place import find_place_hits
from auditor.checks.stories.quotation import find_quotation_hits
from auditor.checks.stories.slot import find_slot_hits
from auditor.checks.stories.status import find_lone_hits, find_status_hits
from auditor.checks.stories.strength import find_strength_hits
from auditor.knowledge import Knowledge
from auditor.rule import Rule
from auditor.story.telling import Telling

SCOPE = "story"
VALUES = frozenset({"other", "reports", "person", "source", "as_of", "voices"})
SLOTS = {"number": "number", "date": "date", "place": "place", "name": "person", "title": "office"}
"""What a rule may compare in like sentences, and the slot it stands in."""
MAX_TELLINGS = 40
"""Articles of one story that are compared; the first ones of a longer story speak for it."""

Finder = Callable[[Rule, Knowledge, Sequence[Telling]], Iterator[StoryHit]]
_FINDERS: dict[str, Finder] = {
    "office": lambda rule, knowledge, tellings: find_office_hits(rule, knowledge.offices, tellings),
    "administration": lambda rule, knowledge, tellings: find_administration_hits(rule, knowledge.offices, tellings),
    "count": lambda rule, _, tellings: find_count_hits(rule, tellings),
    "scene": lambda rule, _, tellings: find_place_hits(rule, tellings),
    "day": lambda rule, _, tellings: find_day_hits(rule, tellings),
    "lone": lambda rule, _, tellings: find_lone_hits(rule, tellings),
    "quotation": lambda rule, _, tellings: find_quotation_hits(rule, tellings),
    "spelling": lambda rule, _, tellings: find_spelling_hits(rule, tellings),
    "status": lambda rule, _, tellings: find_status_hits(rule, tellings),
    "strength": lambda rule, _, tellings: find_strength_hits(rule, tellings),
}


class Params(Schema):
    """`compares`: which of the things that the articles say. `variants`: groups of spellings of one name, folded."""

    compares = fields.Str(required=True, validate=validate.OneOf([*SLOTS, *_FINDERS]))
    variants = fields.List(fields.List(fields.Str()), load_default=list)


def compile(rules: Sequence[Rule], context: Context) -> list[StoryCheck]:
    """One check for all rules on like sentences, which are aligned once, and one for each of the others."""
    by_slot: dict[str, list[Rule]] = {}
    for rule in rules:
        if rule.params["compares"] in SLOTS:
            by_slot.setdefault(SLOTS[rule.params["compares"]], []).append(rule)
    aligned = [rule for group in by_slot.values() for rule in group]
    checks = [StoryCheck(aligned, lambda tellings: find_slot_hits(by_slot, tellings[:MAX_TELLINGS]))] if aligned else []
    others = [rule for rule in rules if rule.params["compares"] in _FINDERS]
    return [*checks, *(StoryCheck([rule], _runner(rule, context.knowledge)) for rule in others)]


def _runner(rule: Rule, knowledge: Knowledge) -> Callable[[Sequence[Telling]], Iterator[StoryHit]]:
    find = _FINDERS[rule.params["compares"]]
    return lambda tellings: find(rule, knowledge, tellings[:MAX_TELLINGS])
