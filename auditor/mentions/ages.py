"""Births and ages that a text tells of, and of whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import filterfalse, pairwise, starmap, takewhile
from typing import NamedTuple

from auditor.document import Document
from auditor.mentions.capitals import is_capitalised
from auditor.mentions.names import is_ordinary
from auditor.mentions.numbers import find_numbers
from auditor.mentions.times import (
    Dated,
    Grain,
    Interval,
    Time,
    among,
    find_dated,
    find_title_dated,
    find_years,
    times_beside,
)
from auditor.mentions.times.vocabulary import DASHES
from auditor.text.possessive import bare
from auditor.vocabulary import words
from auditor.window import Bounds, Window

AGES = {str(age): age for age in range(5, 121)}
"""Figures that are ages beside a name: below five they seldom are, and nobody is older."""
NAME_REACH = 6
"""Tokens of the longest name that is read."""
SUBJECT_REACH = 8
"""Tokens in which the name that is the subject of a sentence must begin."""
BIRTH_REACH = 7
"""Tokens between a name and "born": ", 58, who was"."""
DEATH_REACH = 12
"""Tokens between a verb of dying and the age."""
SENTENCES_BACK = 3
"""How far back the person may be named that "he" or "she" stands for."""
OPENING = 80
"""Tokens in which a report of a death says who died."""
NEWS = timedelta(90)
"""A death without a day is news, so it was not longer ago."""
FULL = len(("given", "surname"))
NAMES = 3
"""Of a longer run only the last are read: two given names and a surname."""
NAMESAKES = range(50)
"""So often a surname is looked at: whoever is named more often has been told apart by then."""
AGE_KINDS = frozenset({"age", "count"})
"""What a number between commas or brackets is read as."""
YEAR_OLD = ("-", "year", "-", "old")

Name = tuple[str, ...]
"""At most two given names, if there are any, and the surname, folded; empty where nobody is named."""


class Birth(NamedTuple):
    """When somebody was born, and died where brackets say both."""

    window: Window
    who: Name
    days: Interval
    died: Interval | None = None


class Age(NamedTuple):
    """How old somebody is or was."""

    window: Window
    """The figure."""
    who: Name
    form: str
    """How it is written, by the name of its form in FORMS."""

    @property
    def years(self) -> int:
        """How many years old."""
        return AGES[self.window.words[0]]

    @property
    def death(self) -> bool:
        """Whether it is told of somebody's death."""
        return _is_of_death(self.window)


def find_births(document: Document) -> list[Birth]:
    """The births that title and text tell of."""
    titled, told = pairwise(document.layer(find_title_dated)), pairwise(document.layer(find_dated))
    return [*starmap(_life, (pair for pair in (*titled, *told) if _is_life(*pair))), *_born(document)]


def find_ages(document: Document) -> list[Age]:
    """The ages of title and text."""
    titled = document.title_tokens.at(AGES.keys()) if document.own_title else ()
    windows = [Window(document, at, at + 1) for at in document.tokens.at(AGES.keys())]
    windows += [Window(document, at, at + 1, "title") for at in titled]
    return list(filter(None, map(_age, windows)))


def find_apposed(document: Document) -> list[Age]:
    """The ages of the text that stand between commas or brackets behind a given name and a surname."""
    numbers = (number for number in document.layer(find_numbers) if number.kind in AGE_KINDS)
    figures = (Window(document, at, at + 1) for at, _ in (number.tokens for number in numbers))
    told = ((figure, name_before(figure._replace(first=figure.first - 1))) for figure in filter(_is_apposed, figures))
    return [Age(figure, who, "apposed") for figure, who in told if len(who) >= FULL]


def _is_apposed(figure: Window) -> bool:
    """Whether a figure may be an age that is set behind a name."""
    fits = (FORMS[name].fits(figure.word_before, figure.word_after) for name in ("apposed", "in brackets"))
    return figure.words[0] in AGES and any(fits)


def is_same(document: Document, one: Name, other: Name) -> bool:
    """Whether two names are those of one person: the text has no stranger's given name before the surname."""
    if one[-1:] != other[-1:] or not one:
        return False
    told = (one[:-1], other[:-1], *document.layer(_given_names).get(one[-1], ()))
    given = list(map(frozenset, filter(None, told)))
    return not any(map(given[0].isdisjoint, given)) if given else True


def _given_names(document: Document) -> Mapping[str, Sequence[Name]]:
    """The given names before each surname of whose birth the text tells."""
    found: dict[str, list[Name]] = {name: [] for birth in document.layer(find_births) for name in birth.who[-1:]}
    for at in document.tokens.at(found.keys() | {f"{name}'s" for name in found}):
        named = name_before(Window(document, at + 1, at + 1))
        for known in (found[name] for name in named[-1:] if len(found.get(name, NAMESAKES)) < len(NAMESAKES)):
            known.append(named[:-1])
    return found


def name_before(window: Window) -> Name:
    """The name right before a passage."""
    written = window.before(NAME_REACH, written=True)
    return _name_of(list(takewhile(_is_of_name, written[::-1]))[::-1])


def name_behind(window: Window) -> Name:
    """The name right behind a passage."""
    return _name_of(list(takewhile(_is_of_name, window.after(NAME_REACH, written=True))))


def _is_of_name(word: str) -> bool:
    """Whether a word may stand in a name."""
    return is_capitalised(word) or word in words("dates/links of persons")


def _name_of(written: Sequence[str]) -> Name:
    """Given name and surname of a run, without titles."""
    folded = [bare(word.lower()) for word in filter(is_capitalised, written)]
    named = tuple(word for word in folded if word not in words("dates/beside names"))[-NAMES:]
    return () if len(named) < FULL and all(map(is_ordinary, named)) else named


def _born(document: Document) -> Iterator[Birth]:
    """Each "born in Graz in 1922", of the name before or behind it."""
    for at in document.tokens.at(words("dates/born")):
        born = Window(document, at, at + 1)
        for year in among(document.layer(find_years), Bounds(born.end, born.sentence.end))[:1]:
            if all(map(_leads_to_birthday, born.tokens.words[born.end : year.first])):
                yield Birth(born.through(year.window), _who_was_born(born, year.window), year.days)


def _leads_to_birthday(word: str) -> bool:
    """Whether a word may stand between "born" and its date: one of a place, or that leads to either."""
    return word[0].isupper() or word in words("dates/beside a birth")


def _who_was_born(born: Window, day: Window) -> Name:
    """Whom the words before "born" name, or in a sentence that it opens those behind the date; else its subject."""
    if born.opens:
        behind = Window(born.document, day.first, day.end + (day.word_after == ","))
        return name_behind(behind) or subject_of(born)
    between = list(takewhile(_leads_to_birth, born.before(BIRTH_REACH)[::-1]))
    of_subject = not words("dates/was").isdisjoint(between)
    named = name_before(Window(born.document, born.first - len(between), born.end))
    return named or (subject_of(born) if of_subject else ())


def _leads_to_birth(word: str) -> bool:
    """Whether a word may stand between a name and "born"."""
    return word in AGES or word in words("dates/before born")


def _is_life(first: Dated, last: Dated) -> bool:
    """Whether two times are a birth and a death: "(1922-2010)" behind a name, or at the end of a title on a death."""
    return "".join(first.window.between(last.window)) in DASHES and bool(_whose_life(first.window.through(last.window)))


def _life(first: Dated, last: Dated) -> Birth:
    whole = first.window.through(last.window)
    return Birth(whole, _whose_life(whole), first.days, last.days)


def _whose_life(years: Window) -> Name:
    """Whose the years are: of the name before a bracket, or of who died where they end a title."""
    if (years.word_before, years.word_after) == ("(", ")"):
        return name_before(years._replace(first=years.first - 1))
    return obituary_of(years.document) if years.field == "title" and not years.after(1) else ()


def subject_of(window: Window, back: int = SENTENCES_BACK) -> Name:
    """The person that a sentence begins with; for "he" or "she" who died, or whom the sentences before begin with."""
    opening = _opening(window)
    if opening.word_after not in words("dates/he or she"):
        return _opening_name(opening)
    before = opening._replace(first=opening.first - 1)
    return obituary_of(window.document) or (subject_of(before, back - 1) if opening.first and back else ())


def _opening(window: Window) -> Window:
    """The place before the first word of a sentence, behind a dateline."""
    first, dateline = window.sentence.first, window.document.dateline
    opening = Window(window.document, first, first)
    led = Window.over(window.document, dateline.span) if dateline else opening
    return led._replace(first=led.end) if led.first == first else opening


def _opening_name(opening: Window) -> Name:
    """The name within the first words of a sentence, if nothing but an article and a noun stands before it."""
    for at in range(opening.first, min(opening.sentence.end, opening.first + SUBJECT_REACH)):
        name = name_behind(Window(opening.document, at, at))
        if name or opening.tokens.folded[at] in words("dates/no subject"):
            return name
    return ()


def obituary_of(document: Document) -> Name:
    """Who is said to have died in the first sentences of the article."""
    return document.layer(_find_dead)


def _find_dead(document: Document) -> Name:
    """The first who is said to have died."""
    dying = (Window(document, at, at + 1) for at in document.tokens.at(words("dates/dying")) if at < OPENING)
    return next(filter(None, map(_who_died, filter(_is_news, dying))), ())


def _is_news(verb: Window) -> bool:
    """Whether a verb of dying is in a tense of news, or a time near that of the article stands in its sentence."""
    told = verb.words == ["dies"] or verb.word_before in words("grammar/have")
    return told or any(map(_is_near, times_beside(verb)))


def _is_near(time: Time) -> bool:
    """Whether only the day of the article says which day, week or month is meant."""
    return time.year is None and time.grain <= Grain.MONTH and not (time.ago or time.numeric)


def _who_died(verb: Window) -> Name:
    """The name that the sentence begins with, or that stands right before the verb."""
    has = verb.word_before in words("grammar/have")
    return _opening_name(_opening(verb)) or name_before(verb._replace(first=verb.first - has))


def _age(figure: Window) -> Age | None:
    """The age that a figure is, if it is one."""
    before, behind = figure.word_before, figure.word_after
    told = ((name, form.whose(figure)) for name, form in FORMS.items() if form.fits(before, behind))
    return next((Age(figure, who, name) for name, who in told if who is not None), None)


def _is_of_death(figure: Window) -> bool:
    near = (*figure.before(DEATH_REACH), *figure.after(3))
    return not words("dates/dying").isdisjoint(near)


def _told_of(figure: Window) -> Name:
    """The subject of its sentence; of a title that tells of a death, who died."""
    if figure.field == "text":
        return subject_of(figure)
    return obituary_of(figure.document) if _is_of_death(figure) else ()


def _hyphened(figure: Window) -> Name | None:
    """As "45-year-old De Boer"."""
    whole = figure._replace(end=figure.end + len(YEAR_OLD))
    return name_behind(whole) if figure.leads(*YEAR_OLD) else None


def _apposed(figure: Window) -> Name | None:
    """As "De Boer, 45, said"; "De Boer (45)", but not the minutes of "De Boer (45, 78)"."""
    return name_before(figure._replace(first=figure.first - 1)) or None


def _aged(figure: Window) -> Name:
    """As "aged 45"; behind a comma it is told of the name before, unless it is that of a death."""
    if figure.before(2)[:1] != [","] or _is_of_death(figure):
        return _told_of(figure)
    return name_before(figure._replace(first=figure.first - 2))


def _age_of(figure: Window) -> Name | None:
    """As "at the age of 45"."""
    return _told_of(figure) if figure.follows("age", "of") else None


def _dies_at(figure: Window) -> Name | None:
    """As "dies at 45"."""
    return _told_of(figure) if _is_of_death(figure) else None


def _at(figure: Window) -> Name | None:
    """As "At 45, De Boer is"."""
    behind = figure._replace(end=figure.end + 1)
    verb = next(filterfalse(_is_of_name, behind.after(NAME_REACH, written=True)), "")
    return name_behind(behind) if figure.before() == ["at"] and verb in words("dates/is") else None


def _birthday(figure: Window) -> Name | None:
    """As "her 90th birthday"."""
    return _told_of(figure) if figure.after(2)[1:] == ["birthday"] else None


class Form(NamedTuple):
    """One way to write an age: what may stand right before and right behind the figure, None for anything."""

    before: frozenset[str] | None
    behind: frozenset[str] | None
    whose: Callable[[Window], Name | None]
    """Whose the age is, nothing where it is none of the form after all."""

    def fits(self, before: str, behind: str) -> bool:
        """Whether a figure between these words may be of the form."""
        return (self.before is None or before in self.before) and (self.behind is None or behind in self.behind)


ENDS = words("dates/behind an age") | {""}
"""What stands behind a figure that counts nothing; it may end its sentence."""
FORMS: Mapping[str, Form] = {
    "hyphened": Form(None, frozenset("-"), _hyphened),
    "apposed": Form(frozenset(","), ENDS, _apposed),
    "in brackets": Form(frozenset("("), frozenset(")"), _apposed),
    "aged": Form(words("dates/aged"), None, _aged),
    "age of": Form(frozenset({"of"}), None, _age_of),
    "is": Form(words("dates/is of age"), ENDS, _told_of),
    "dies at": Form(frozenset({"at"}), ENDS, _dies_at),
    "at": Form(frozenset({"at"}), frozenset(","), _at),
    "birthday": Form(None, words("times/ordinal endings"), _birthday),
}
"""How ages are written; the first that holds."""
