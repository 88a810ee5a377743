"""Kind `story`: an article says otherwise than the other reports of its event."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
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
COMPARED = validate.OneOf(
    [*SLOTS, "office", "administration", "count", "scene", "day", "lone", "quotation", "spelling", "status", "strength"]
)
"""What finds it is imported for the first story: an audit of one article needs none."""
MAX_TELLINGS = 40
"""Articles of one story that are compared; the first ones of a longer story speak for it."""


class Params(Schema):
    """`compares`: which of the things that the articles say. `variants`: groups of spellings of one name, folded."""

    compares = fields.Str(required=True, validate=COMPARED)
    variants = fields.List(fields.List(fields.Str()), load_default=list)


def compile(rules: Sequence[Rule], context: Context) -> list[StoryCheck]:
    """One check for all rules on like sentences, which are aligned once, and one for each of the others."""
    groups: dict[str, list[Rule]] = {}
    for rule in rules:
        groups.setdefault("" if rule.params["compares"] in SLOTS else rule.id, []).append(rule)
    return [StoryCheck(group, partial(_run, group, context.knowledge)) for group in groups.values()]


def _run(rules: Sequence[Rule], knowledge: Knowledge, tellings: Sequence[Telling]) -> Iterator[StoryHit]:
    """The hits of rules that compare the same, each on disputes about its kind of slot."""
    from auditor.checks.stories.finders import FINDERS  # noqa: PLC0415 - see COMPARED
    from auditor.checks.stories.story_hit import make_hit  # noqa: PLC0415
    from auditor.checks.stories.told import Story  # noqa: PLC0415

    story = Story(tellings[:MAX_TELLINGS], knowledge, rules[0].params)
    for dispute in FINDERS[rules[0].params["compares"]](story):
        kind = dispute.mine.claim.kind
        yield from (make_hit(rule, dispute) for rule in rules if SLOTS.get(rule.params["compares"], kind) == kind)
