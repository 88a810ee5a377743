"""An administration that acts in one article, where the others on the same event have another president's."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import chain
from operator import attrgetter

from auditor.checks.stories.dispute import Comparison, Dispute, pair
from auditor.checks.stories.told import ARTICLE, Story, Told, count_voices, find_told, group_by
from auditor.knowledge.offices import PRESIDENT, OfficeTable, Term
from auditor.mentions.people import people_index
from auditor.story.claim import Claim
from auditor.text.possessive import bare

GRACE = timedelta(days=75)
MIN_VOICES = 2
"""One other report may speak of something else; two that agree seldom do."""


@dataclass(frozen=True)
class _President(Told):
    """The first claim that names a president of the United States."""

    surname: str
    terms: Sequence[Term]
    """Of all presidents of the surname."""
    words: frozenset[str]
    """All of the article."""


def _presidents(story: Story) -> Iterator[_President]:
    """The president of each article that lets one act."""
    table = story.knowledge.offices
    named = [told for told in find_told(story, *NAMED) if _surname(table, told.claim)]
    for told in group_by(named, ARTICLE).values():
        surname, *others = dict.fromkeys(_surname(table, each.claim) for each in told)
        if not others:
            terms = _terms(table, _people(table, surname))
            words = chain.from_iterable(sentence.words for sentence in told[0].telling.sentences)
            yield _President(told[0].telling, told[0].claim, surname, terms, frozenset(words))


def _surname(table: OfficeTable, claim: Claim) -> str:
    """The surname of the president of the United States that a claim names, or ""."""
    surname, people = NAMED[claim.kind](table, claim)
    return surname if _terms(table, people) else ""


NAMED: Mapping[str, Callable[[OfficeTable, Claim], tuple[str, Collection[str]]]] = {
    "administration": lambda table, claim: (claim.value[0], _people(table, claim.value[0])),
    "office": lambda _, claim: (_last(claim.shown), [claim.subject] if claim.value[0] == PRESIDENT.role else []),
}
"""By kind of claim: the surname that it has, and whom it may mean; governors and firms have them, too."""


def _last(shown: str) -> str:
    return shown.rsplit(maxsplit=1)[-1].lower()


def _people(table: OfficeTable, surname: str) -> Collection[str]:
    """Those of a surname whom the table knows."""
    return people_index(table).bare.get(surname, ())


def _terms(table: OfficeTable, people: Collection[str]) -> list[Term]:
    """Those in which one of `people` presided."""
    return [term for term in table.by_office.get(PRESIDENT, ()) if term.person in people]


def _is_in_office(president: _President) -> bool:
    """Whether the table has one of the surname in office on the article's day."""
    day = president.telling.published
    return day is not None and any(term.may_cover(day, day, GRACE) for term in president.terms)


def _acting(president: _President) -> list[Claim]:
    """The administrations of the article, without one that only owns: "the Brandt administration's task force"."""
    claims = president.telling.claims
    return [claim for claim in claims if claim.kind == "administration" and bare(claim.shown) == claim.shown]


def _are_agreed(dispute: Dispute[_President]) -> bool:
    """Whether several voices have one other president."""
    surnames = set(map(attrgetter("surname"), dispute.against))
    return len(surnames) == 1 and count_voices(dispute.against) >= MIN_VOICES


PRESIDENTS = Comparison(
    propose=lambda story: pair(_presidents(story), lambda _: PRESIDENT),
    excuses={
        "the same": lambda one, other: one.surname == other.surname,
        "names the other": lambda one, other: other.surname in one.words,
        "named by the other": lambda one, other: one.surname in other.words,
        "acts nowhere": lambda one, _: not _acting(one),
        "in office": lambda one, _: _is_in_office(one),
    },
    loses=_are_agreed,
    tell=lambda dispute: replace(dispute, mine=replace(dispute.mine, claim=_acting(dispute.mine)[0])),
)
"""The first administration that acts in an article with one president, where others have only another."""
