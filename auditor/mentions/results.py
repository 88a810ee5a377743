"""Results: by which figures a match or a vote went, and who beat whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, dropwhile, pairwise, takewhile
from typing import NamedTuple

from auditor.document import Document
from auditor.mentions.body import find_body_numbers
from auditor.mentions.capitals import is_capitalised
from auditor.mentions.numbers import Number, find_title_numbers, joint_of
from auditor.text.possessive import bare
from auditor.vocabulary import words
from auditor.window import Bounds, Window

MIN_NAME = 3
"""Letters of a name that is looked for."""
NAME_WORDS = 3
"""Words of a title's name that are compared."""
LINK_REACH = 6
"""Tokens behind a verb among which "by", "to" or "over" leads to the other side."""
CUE_REACH = 3
"""Tokens before a result whose figures "to" joins."""
AFTER_REACH = 4
"""Tokens behind a verb, or what leads from it, among which the other side is named."""


class Score(NamedTuple):
    """Two figures of one result."""

    window: Window
    figures: frozenset[int]
    matter: str
    """"vote" or "match", as the words around them tell, or nothing."""


MATTERS: Mapping[str, tuple[str, ...]] = {
    "vote": ("results/vote cues",),
    "match": ("results/match cues", "results/beating", "results/losing", "results/winning"),
}
"""What a result is of, with the lists of words that tell it."""


class Frame(NamedTuple):
    """How a result is told: lists of verbs, and of the words that lead from one to the other side, if any."""

    verbs: str
    links: str
    never_behind: str
    """The list of words right behind which a verb says no such thing."""
    winner_first: bool


FRAMES = (
    Frame("results/beaten", "results/by", "results/not done", winner_first=False),
    Frame("results/beating", "", "results/not done or suffered", winner_first=True),
    Frame("results/losing", "results/to", "results/not done", winner_first=False),
    Frame("results/winning", "results/over", "results/not done", winner_first=True),
)


class Result(NamedTuple):
    """Who beat whom: the verb, and the words of both names, folded."""

    window: Window
    winner: frozenset[str]
    loser: frozenset[str]


def find_scores(document: Document) -> list[Score]:
    """Those of the text below its title, in order."""
    return list(_scores(document, document.layer(find_body_numbers), "text"))


def find_title_scores(document: Document) -> list[Score]:
    """Those of the title."""
    return list(_scores(document, document.layer(find_title_numbers), "title"))


def _scores(document: Document, numbers: Sequence[Number], field: str) -> Iterator[Score]:
    for low, high in pairwise(numbers):
        window = Window(document, low.tokens[0], high.tokens[1], field)
        if _is_score(window, low, high):
            yield Score(window, frozenset({int(low.value), int(high.value)}), _matter(window))


def _matter(window: Window) -> str:
    """What a sentence with a result tells of; a vote may be won, too."""
    return next((matter for matter, cues in MATTERS.items() if any(map(window.has, map(words, cues)))), "")


def _is_score(window: Window, low: Number, high: Number) -> bool:
    """Whether two figures are one result: "3-1", "voted 15 to 9", "14 votes to 9"."""
    if joint_of(window.document, low, high, window.field) == "-":
        scored = {low.kind, high.kind} == {"score"} or high.noun in words("results/match cues")
        return scored and not _is_name_of(window.word_after)
    between = window.tokens.folded[low.tokens[1] : high.tokens[0]]
    joined = between[-1:] == ["to"] and words("results/counted").issuperset(between)
    return joined and low.kind == high.kind == "count" and (len(between) > 1 or _is_cued(window))


def _is_name_of(behind: str) -> bool:
    """Whether the word behind two figures says that they name it: "the 9-11 bill"."""
    known = words("results/behind") | words("results/days") | words("grammar/prepositions")
    return behind.isalpha() and behind not in known


def _is_cued(window: Window) -> bool:
    return not words("results/before to").isdisjoint(window.before(CUE_REACH))


def find_title_result(document: Document) -> Result | None:
    """Who beat whom by the title, if both names stand in the text."""
    return next(_title_results(document), None)


def _title_results(document: Document) -> Iterator[Result]:
    for told in _framed(document, "title"):
        first = _names(document, told.verb.before(NAME_WORDS, written=True)[::-1])
        yield from told.results(first, _names(document, told.behind.after(NAME_WORDS, written=True)))


def _names(document: Document, written: Sequence[str]) -> frozenset[str]:
    """The words with capitals that `written` begins with, if the text has them, and has them with a capital only."""
    run = map(bare, takewhile(is_capitalised, written))
    known = document.layer(find_words_with_capitals_only)
    return known.intersection(word.lower() for word in run if len(word) >= MIN_NAME)


def find_words_with_capitals_only(document: Document) -> frozenset[str]:
    """The folded words that the text has, and never without a capital."""
    tokens = document.tokens
    cased = Counter(tokens.folded[at] for at in tokens.cased if is_capitalised(tokens.words[at]))
    return frozenset(word for word, times in cased.items() if tokens.counts[word] == times)


def find_scored_results(document: Document) -> list[tuple[Result, Score]]:
    """The results of the text below its title that name both sides and the figures, in the order of their figures."""
    by_sentence: dict[Bounds, list[Score]] = {}
    for score in document.layer(find_scores):
        by_sentence.setdefault(score.window.sentence, []).append(score)
    found = chain.from_iterable(_scored(document, told, by_sentence) for told in _framed(document, "text"))
    return sorted(found, key=lambda pair: pair[1].window.first) if by_sentence else []


def _scored(
    document: Document, told: _Told, by_sentence: Mapping[Bounds, Sequence[Score]]
) -> Iterator[tuple[Result, Score]]:
    """The result of a verb, if its sentence has one score, and both names stand beside it."""
    scores = by_sentence.get(told.verb.sentence, ())
    if len(scores) == 1:
        before = told.verb.before(NAME_WORDS + 1, written=True)[::-1]
        first = _names(document, list(dropwhile(words("grammar/have").__contains__, before)))
        second = _names(document, told.behind.after(NAME_WORDS, written=True))
        yield from ((result, scores[0]) for result in told.results(first, second))


def find_results(document: Document, titled: Result) -> Iterator[Result]:
    """The results of the text below its title between the two sides of the title's."""
    for told in _framed(document, "text"):
        first = _side_before(titled, told.verb.before(written=True)[::-1])
        yield from told.results(first, _side_behind(titled, told.behind.after(AFTER_REACH, written=True)))


def _side_before(titled: Result, written: Sequence[str]) -> frozenset[str]:
    """The side of the title's result that is named nearest before a verb, if no other name is nearer."""
    named = (word for word in written if is_capitalised(word) and word.lower() not in words("results/days"))
    return _side_of(titled, next(named, ""))


def _side_behind(titled: Result, written: Sequence[str]) -> frozenset[str]:
    """The side that is named first behind a verb, before any preposition."""
    named = takewhile(lambda word: word.lower() not in words("grammar/prepositions"), written)
    return next(filter(None, map(partial(_side_of, titled), named)), frozenset())


def _side_of(titled: Result, word: str) -> frozenset[str]:
    """The side that a word as written names; empty for neither."""
    folded = bare(word).lower()
    return next((side for side in (titled.winner, titled.loser) if folded in side), frozenset())


class _Told(NamedTuple):
    """A verb of a result, and behind what the other side follows: the verb itself, or what leads from it."""

    frame: Frame
    verb: Window
    behind: Window

    def results(self, first: frozenset[str], second: frozenset[str]) -> Iterator[Result]:
        """The result, by the side before the verb and the one behind it; none if one of them is not named."""
        if first and second and first.isdisjoint(second):
            yield Result(self.verb, *((first, second) if self.frame.winner_first else (second, first)))


def _framed(document: Document, field: str) -> Iterator[_Told]:
    """The verbs of results that say what has been done."""
    for frame in FRAMES:
        for verb in _verbs(document, field, frame):
            behind = _link(verb, frame) if frame.links else verb
            if behind:
                yield _Told(frame, verb, behind)


def _verbs(document: Document, field: str, frame: Frame) -> Iterator[Window]:
    """The verbs of a frame in the title, or in the text below it."""
    tokens, first = (document.title_tokens, 0) if field == "title" else (document.tokens, document.body_start)
    verbs = (Window(document, at, at + 1, field) for at in tokens.at(words(frame.verbs)) if tokens.starts[at] >= first)
    return (verb for verb in verbs if verb.word_before not in words(frame.never_behind))


def _link(verb: Window, frame: Frame) -> Window | None:
    """The word that leads from a verb to the other side."""
    end = min(verb.end + LINK_REACH, verb.sentence.end)
    links = (at for at in range(verb.end, end) if verb.tokens.folded[at] in words(frame.links))
    return next((Window(verb.document, at, at + 1, verb.field) for at in links), None)
