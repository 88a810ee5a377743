"""Ages that the birth told of the same person does not allow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from auditor.checks.dates.wording import spell_when
from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence
from auditor.mentions.age_days import ages_on, days_of
from auditor.mentions.ages import (
    Age,
    Birth,
    Name,
    find_ages,
    find_apposed,
    find_births,
    is_same,
    obituary_of,
)
from auditor.mentions.times import Interval
from auditor.rule import Rule
from auditor.window import Window

MAX_AGES = 20
"""So many ages of one surname are held against each birth; more are a list."""


class Misfit(NamedTuple):
    """An age, and a birth that does not allow it."""

    birth: Birth
    age: Age
    on: Interval
    """The days on which the age is said to have been."""

    @property
    def window(self) -> Window:
        """From the one to the other within a sentence, else the birth."""
        birth, age = self.birth.window, self.age.window
        return birth.through(age) if birth.shares_sentence(age) else birth

    @property
    def possible(self) -> range:
        """The ages that the birth allows."""
        return ages_on(self.birth.days, self.on)


def propose(document: Document, rule: Rule) -> Iterator[Misfit]:
    """Each birth with the first age told of the same person that it does not allow."""
    for birth in document.layer(find_births):
        yield from list(_misfits(document, birth))[:1]


def _misfits(document: Document, birth: Birth) -> Iterator[Misfit]:
    """The ages told of the same person that a birth does not allow."""
    by_name = document.layer(_ages_by_surname)
    for age in filter(partial(_is_of, document, birth), by_name.get(birth.who[-1:], ())):
        days = days_of(age, birth)
        if days is not None and age.years not in ages_on(birth.days, days):
            yield Misfit(birth, age, days)


def _ages_by_surname(document: Document) -> Mapping[Name, Sequence[Age]]:
    """The first ages that are told under each surname, and under none."""
    found: dict[Name, list[Age]] = defaultdict(list)
    for age in document.layer(find_ages):
        if len(found[age.who[-1:]]) < MAX_AGES:
            found[age.who[-1:]].append(age)
    return found


def _is_of(document: Document, birth: Birth, age: Age) -> bool:
    """Whether both are told of one person: by name, or in one sentence that names nobody else."""
    return is_same(document, birth.who, age.who) if birth.who else birth.window.shares_sentence(age.window)


class TwoAges(NamedTuple):
    """Two ages of one person."""

    first: Age
    second: Age

    @property
    def window(self) -> Window:
        """The second age."""
        return self.second.window


def propose_two(document: Document, rule: Rule) -> Iterator[TwoAges]:
    """Each person, named in full both times, with two ages that are more than a birthday apart."""
    first: dict[Name, Age] = {}
    for age in document.layer(find_apposed):
        other = first.setdefault(age.who, age)
        if abs(other.years - age.years) > 1:
            yield TwoAges(other, age)


def tell_two(ages: TwoAges, rule: Rule) -> Hit:
    """Both ages."""
    note = Evidence("the other age", span=ages.first.window.span, quote=str(ages.first.years))
    values = {"found": str(ages.second.years), "other": str(ages.first.years)}
    return Hit(rule, ages.window.span, values=values, evidence=(note,))


def _words_of_sentence(window: Window) -> frozenset[str]:
    """The folded words of a sentence."""
    return frozenset(window.tokens.folded[slice(*window.sentence)])


def tell(misfit: Misfit, rule: Rule) -> Hit:
    """The birth, the age that is told, and those that would be right."""
    age, low, high = misfit.age.window, misfit.possible[0], misfit.possible[-1]
    values = {
        "date": spell_when(misfit.birth.days),
        "found": str(misfit.age.years),
        "expected": str(low) if low == high else f"{low} to {high}" if high > low + 1 else f"{low} or {high}",
        "other": spell_when(misfit.on),
    }
    note = Evidence("the age", field=age.field, span=age.span, quote=age.quote)
    return Hit(rule, misfit.window.span, misfit.window.field, values, evidence=(note,))


def _is_obituary(misfit: Misfit) -> bool:
    """Whether the article reports the death of the one who was born."""
    document = misfit.window.document
    return is_same(document, misfit.birth.who, obituary_of(document))


FEATURES = {
    "of-death": lambda misfit: misfit.age.death,
    "before-age": lambda misfit: misfit.age.window.word_before,
    "obituary": _is_obituary,
    "age-sentence": lambda misfit: _words_of_sentence(misfit.age.window),
}
DETECTOR = Detector(propose, tell, FEATURES)
TWO_FEATURES = {
    "sentences": lambda ages: _words_of_sentence(ages.first.window) | _words_of_sentence(ages.second.window),
}
TWO_AGES = Detector(propose_two, tell_two, TWO_FEATURES)
