"""Births and ages that a text tells of, and of whom."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import partial
from itertools import filterfalse, pairwise, takewhile
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
    find_dated,
    find_title_dated,
    times_beside,
)
from auditor.mentions.times.vocabulary import DASHES, ORDINAL_ENDINGS
from auditor.text.possessive import bare
from auditor.vocabulary import words
from auditor.window import Window

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
    who: Name
    years: int
    form: str
    """How it is written, by the name of its form in FORMS."""
    death: bool
    """Whether it is told of somebody's death."""


def find_births(document: Document) -> list[Birth]:
    """The births that title and text tell of."""
    titled = document.own_title is not None and not DASHES.isdisjoint(document.title_text)
    return [*(_lives(document, "title") if titled else ()), *_lives(document, "text"), *_born(document)]


def find_ages(document: Document) -> list[Age]:
    """The ages of title and text; none where no birth is told."""
    if not document.layer(find_births):
        return []
    fields = {"text": document.tokens, **({"title": document.title_tokens} if document.own_title else {})}
    windows = (Window(document, at, at + 1, field) for field in fields for at in fields[field].at(AGES.keys()))
    return list(filter(None, map(_age, windows)))


def find_apposed(document: Document) -> list[Age]:
    """The ages of the text that stand between commas or brackets behind a given name and a surname."""
    ages = filter(None, map(_age, _figures_behind_marks(document)))
    return [age for age in ages if age.form == "apposed" and len(age.who) >= FULL]


def _figures_behind_marks(document: Document) -> Iterator[Window]:
    """The figures that may be ages right behind a comma or a bracket."""
    folded, opening = document.tokens.folded, words("dates/before an age")
    for number in document.layer(find_numbers):
        at, _ = number.tokens
        if number.kind in AGE_KINDS and folded[at] in AGES and folded[at - 1] in opening:
            yield Window(document, at, at + 1)


def _count(figure: Window) -> int:
    """The years of an age."""
    return AGES[figure.words[0]]


def is_same(document: Document, one: Name, other: Name) -> bool:
    """Whether two names are those of one person: the text has no stranger's given name before the surname."""
    if one[-1:] != other[-1:] or not one:
        return False
    told = (one[:-1], other[:-1], *document.layer(_given_names).get(one[-1], ()))
    given = list(map(frozenset, filter(None, told)))
    return not any(map(given[0].isdisjoint, given)) if given else True


def _given_names(document: Document) -> Mapping[str, Sequence[Name]]:
    """The given names before each surname of whose birth the text tells."""
    found: dict[str, list[Name]] = {birth.who[-1]: [] for birth in document.layer(find_births) if birth.who}
    for at in document.tokens.at(found.keys() | {f"{name}'s" for name in found}):
        *given, surname = name_before(Window(document, at + 1, at + 1)) or ("",)
        if len(found.get(surname, NAMESAKES)) < len(NAMESAKES):
            found[surname].append(tuple(given))
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
        dated = _date_of(born)
        if dated is not None:
            yield Birth(Window(document, at, dated.window.end), _who_was_born(born, dated.window), dated.days)


def _date_of(born: Window) -> Dated | None:
    """The date behind "born", if nothing but places stands between."""
    dated = born.document.layer(find_dated)
    at = bisect_left(dated, born.end, key=lambda each: each.window.first)
    return next(filter(partial(_is_birthday, born), dated[at : at + 1]), None)


def _is_birthday(born: Window, dated: Dated) -> bool:
    """Whether a date is that of "born"."""
    between = born.tokens.words[born.end : dated.window.first]
    beside = all(word[0].isupper() or word in words("dates/beside a birth") for word in between)
    return beside and dated.time.of_a_year and born.shares_sentence(dated.window)


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


def _lives(document: Document, field: str) -> Iterator[Birth]:
    """Each "(1922-2010)" behind a name, and the like at the end of a title."""
    dated = document.layer(find_title_dated if field == "title" else find_dated)
    years = (pair for pair in pairwise(dated) if pair[1].window.first - pair[0].window.end == 1)
    for first, last in years:
        whole = Window(document, first.window.first, last.window.end, field)
        if first.time.grain is last.time.grain is Grain.YEAR and whole.words[1] in DASHES and _whose_life(whole):
            yield Birth(whole, _whose_life(whole), first.days, last.days)


def _whose_life(years: Window) -> Name:
    """Whose the years are: of the name before a bracket, or of who died where they end a title."""
    if (years.word_before, years.word_after) == ("(", ")"):
        return name_before(Window(years.document, years.first - 1, years.end, years.field))
    return obituary_of(years.document) if years.field == "title" and not years.after(1) else ()


def subject_of(window: Window, back: int = SENTENCES_BACK) -> Name:
    """The person that a sentence begins with; for "he" or "she" the one that the sentences before begin with."""
    document, first = window.document, window.sentence.first
    if window.tokens.folded[first] not in words("dates/he or she"):
        return _opening_name(Window(document, first, first, window.field))
    told = obituary_of(document)
    before = Window(document, first - 1, first, window.field)
    return told if told or not first or not back else subject_of(before, back - 1)


def _opening_name(opening: Window) -> Name:
    """The name within the first words of a sentence, if nothing but an article and a noun stands before it."""
    first = _behind_dateline(opening)
    for at in range(first, min(opening.sentence.end, first + SUBJECT_REACH)):
        name = name_behind(Window(opening.document, at, at, opening.field))
        if name or opening.tokens.folded[at] in words("dates/no subject"):
            return name
    return ()


def _behind_dateline(opening: Window) -> int:
    """The first token of a sentence, behind the dateline that it begins with."""
    dateline = opening.document.dateline
    if opening.field == "title" or dateline is None or dateline.span.start < opening.span.start:
        return opening.first
    ends = Window.over(opening.document, dateline.span).end
    return ends if ends <= opening.sentence.end else opening.first


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
    before = Window(verb.document, verb.first - (verb.word_before in words("grammar/have")), verb.end)
    apposed = Window(verb.document, before.first - (before.word_before == ","), verb.end)
    return _opening_name(Window(verb.document, verb.sentence.first, verb.sentence.first)) or name_before(apposed)


def _age(figure: Window) -> Age | None:
    """The age that a figure is, if it is one."""
    for form, find in FORMS.items():
        who = find(figure)
        if who is not None:
            return Age(figure, who, _count(figure), form, _is_of_death(figure))
    return None


def _is_of_death(figure: Window) -> bool:
    near = {*figure.before(DEATH_REACH), *figure.after(3)}
    return not words("dates/dying").isdisjoint(near)


def _apposed(figure: Window) -> Name | None:
    """As "De Boer, 45, said"; "De Boer (45)"."""
    marks = (figure.word_before, figure.word_after)
    if marks != ("(", ")") and (marks[0] != "," or not _ends_phrase(figure)):
        return None
    return name_before(Window(figure.document, figure.first - 1, figure.end, figure.field)) or None


def _aged(figure: Window) -> Name | None:
    """As "aged 45", "at the age of 45"."""
    before = figure.before(3)
    if before[-1:] not in (["aged"], ["age"]) and before[-2:] != ["age", "of"]:
        return None
    if before[-2:-1] != [","] or _is_of_death(figure):
        return _told_of(figure)
    return name_before(Window(figure.document, figure.first - 2, figure.end, figure.field))


def _is(figure: Window) -> Name | None:
    """As "is 45", "who turned 45"."""
    return _told_of(figure) if figure.word_before in words("dates/is of age") and _ends_phrase(figure) else None


def _dies_at(figure: Window) -> Name | None:
    """As "dies at 45"."""
    dying = figure.word_before == "at" and _is_of_death(figure)
    return _told_of(figure) if dying and _ends_phrase(figure) else None


def _ends_phrase(figure: Window) -> bool:
    """Whether nothing behind the figure is counted with it."""
    return not figure.after(1) or figure.word_after in words("dates/behind an age")


def _hyphened(figure: Window) -> Name | None:
    """As "45-year-old De Boer"."""
    behind = figure.after(len(YEAR_OLD))
    return (
        name_behind(Window(figure.document, figure.first, figure.end + len(behind), figure.field))
        if tuple(behind) == YEAR_OLD
        else None
    )


def _at(figure: Window) -> Name | None:
    """As "At 45, De Boer is"."""
    opens = figure.first - figure.sentence.first == 1
    if not opens or (figure.word_before, figure.word_after) != ("at", ","):
        return None
    behind = Window(figure.document, figure.first, figure.end + 1, figure.field)
    verb = next(filterfalse(_is_of_name, behind.after(NAME_REACH, written=True)), "")
    return name_behind(behind) or None if verb in words("dates/is") else None


def _birthday(figure: Window) -> Name | None:
    """As "her 90th birthday"."""
    ending, noun = ("", "", *figure.after(2))[-2:]
    return _told_of(figure) if ending in ORDINAL_ENDINGS and noun == "birthday" else None


def _told_of(figure: Window) -> Name:
    """The subject of its sentence; of a title that tells of a death, who died."""
    if figure.field == "title":
        return obituary_of(figure.document) if _is_of_death(figure) else ()
    return subject_of(figure)


FORMS: Mapping[str, Callable[[Window], Name | None]] = {
    "hyphened": _hyphened,
    "apposed": _apposed,
    "aged": _aged,
    "is": _is,
    "dies at": _dies_at,
    "at": _at,
    "birthday": _birthday,
}
"""How ages are written; each finds whose the age is, nothing where it is none of its form."""
