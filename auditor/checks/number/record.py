"""Matches that are not those won, drawn and lost: "28 matches, with 17 wins, six draws and seven defeats", "17-7-4"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise, takewhile

from auditor.checks.detector import Detector
from auditor.checks.number.parts import FEATURES, MAX_PARTS, Sum, sum_of, tell_sum
from auditor.document import Document
from auditor.mentions.figures import between, find_figures, is_part
from auditor.mentions.numbers import Number, joint_of, phrase_of, window_of
from auditor.rule import Rule
from auditor.vocabulary import load_lists, words


def propose_records(document: Document, rule: Rule) -> Iterator[Sum]:
    """Matches whose results, all that a sentence tells, do not make them."""
    for figures in document.layer(find_figures):
        played = [at for at, number in enumerate(figures) if _is_played(document, number)]
        if len(played) == 1:
            yield from _differing(document, figures, played[0])


def _differing(document: Document, figures: Sequence[Number], at: int) -> Iterator[Sum]:
    """The matches, number `at` of a sentence, with their results in words or dashed, if these do not make them."""
    for parts in (_results(document, figures, figures[at]), _dashed(document, figures, at)):
        found = sum_of(document, figures, at, parts)
        if len(parts) > 1 and found.amount != found.whole.value:
            yield found


def _is_played(document: Document, number: Number) -> bool:
    """Whether it counts matches: "28 matches", "fought 22 times", "played 10"."""
    if number.noun in words("sums/matches"):
        return is_part(number)
    times = number.noun in ("", "time") and number.kind == "count"
    return times and is_part(number) and phrase_of(document, number).word_before in words("sums/has played")


def _results(document: Document, figures: Sequence[Number], played: Number) -> list[Number]:
    """What the sentence says was won, drawn and lost, none of it twice."""
    results: dict[str, Number] = {}
    for number in figures:
        result = result_of(document, number) if number is not played and is_part(number) else ""
        if result in results:
            return []
        if result:
            results[result] = number
    return list(results.values())


@cache
def _result_words() -> Mapping[str, str]:
    """What each word for a result says of a match: won, drawn or lost."""
    return {word: result for result, forms in load_lists("outcomes").items() for word in forms}


def result_of(document: Document, number: Number) -> str:
    """Whether it counts what was won, drawn or lost: "17 wins", "17 won", "won 17"; "" if it counts something else."""
    window = window_of(document, number)
    before = [word for word in window.before(2) if word not in words("sums/only")]
    beside = (number.noun, window.word_after, *before[-1:])
    return next(filter(None, map(_result_words().get, beside)), "")


def _dashed(document: Document, figures: Sequence[Number], at: int) -> list[Number]:
    """The figures of "17-7-4" right before the matches: "17-7-4 in 28 games"."""
    before = figures[max(0, at - MAX_PARTS) : at][::-1]
    pairs = takewhile(lambda pair: joint_of(document, pair[1], pair[0]) == "-", pairwise(before))
    parts = [*before[:1], *(number for _, number in pairs)][::-1]
    over = parts and words("sums/over matches").issuperset(between(document, parts[-1], figures[at]))
    return parts if over else []


def _are_all_told(found: Sum) -> bool:
    """Whether a word says that the third result did not happen: "unbeaten in 12", winning eight and drawing four."""
    results = {result_of(found.document, part) for part in found.parts}
    lacking = load_lists("outcomes").keys() - results
    return any(found.window.has(words(f"sums/none {result}")) for result in lacking)


DETECTOR = Detector(
    propose_records,
    tell_sum,
    {
        **FEATURES,
        "dashed": lambda found: any(part.joined for part in found.parts),
        "scores": lambda found: sum(number.joined for number in found.others) > len(found.parts),
        "results": lambda found: float(len(found.parts)),
        "all-told": _are_all_told,
    },
)
