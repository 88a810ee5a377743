"""A step that one article calls firm and another leaves open."""

from auditor.checks.stories.dispute import Comparison, is_one_voice, pair
from auditor.checks.stories.told import find_values

STRENGTHS = Comparison(
    propose=lambda story: pair(find_values(story, "strength")),
    excuses={
        "one voice": is_one_voice,
        "not firm here": lambda one, _: one.claim.value != ("firm",),
        "not left open there": lambda _, other: other.claim.value != ("weak",),
    },
)
