"""What one article says has happened and another says has not; and what one article alone has in its lead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain, filterfalse

from auditor.checks.excuses import Excuses, is_excused
from auditor.checks.stories.dispute import Comparison, Dispute, days_until, is_one_voice, lacks_majority, pair
from auditor.checks.stories.told import ARTICLE, MATTER, Story, Told, find_told, firsts, group_by, is_same_value
from auditor.story.status import YES, words_of
from auditor.story.telling import Telling
from auditor.story.words import concept
from auditor.text.counted import counted

MIN_OTHERS = 4
"""Independent voices that all lack what one article leads with."""
LEAD_CHARACTERS = 400
"""How far from the start of the text a lead reaches."""
MIN_SHARED = 2
"""Content words behind both verbs, where it matters what they are about."""


def _statuses(story: Story) -> list[Told]:
    """The first claim of each event in an article, unless the article says it both ways."""
    groups = group_by(find_told(story, "status"), MATTER).values()
    return [claims[0] for claims in groups if all(map(partial(is_same_value, claims[0]), claims))]


def _is_of_another_thing(one: Told, other: Told) -> bool:
    """Whether the two are about different things, where it matters what they are about."""
    mine, theirs = one.claim.predicate, other.claim.predicate
    return bool(mine | theirs) and len(mine & theirs) < MIN_SHARED


def _is_news(one: Told, other: Told) -> bool:
    """Whether the later of both says that it happened."""
    days = days_until(one, other)
    return days != 0 and (days > 0) != (one.claim.value == (YES,))


STATUSES = Comparison(
    propose=lambda story: pair(_statuses(story)),
    excuses={
        "one voice": is_one_voice,
        "the same": is_same_value,
        "of another thing": _is_of_another_thing,
        "later news": _is_news,
    },
    agree=is_same_value,
    loses=lacks_majority,
)
NO_LEAD: Excuses = {
    "has not happened": lambda told: told.claim.value != (YES,),
    "to nobody": lambda told: " " not in told.claim.subject,
    "of something": lambda told: bool(told.claim.predicate),
    "too far down": lambda told: told.claim.span.end > LEAD_CHARACTERS,
}
"""Why a claim is not what its article leads with."""


def find_lone_disputes(story: Story) -> Iterator[Dispute[Told]]:
    """The first event in the lead of each article that no other has a word of."""
    leads = filterfalse(partial(is_excused, NO_LEAD), find_told(story, "status"))
    for mine in firsts(leads, ARTICLE):
        others = [telling for telling in story.tellings if telling.voice != mine.telling.voice]
        voices = len({telling.voice for telling in others})
        if voices >= MIN_OTHERS and not _is_known(mine, others):
            values = {"voices": str(voices), "reports": counted(len(others), "other report")}
            yield Dispute(mine, (), values=values)


def _is_known(told: Told, others: Sequence[Telling]) -> bool:
    """Whether one of the others has a word of the event."""
    event = told.claim.subject.partition(" ")[0]
    sentences = chain.from_iterable(telling.sentences for telling in others)
    return any(not words_of(event).isdisjoint(map(concept, sentence.words)) for sentence in sentences)
