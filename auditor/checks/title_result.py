"""Kind `title-result`: the result of a match or a vote that the title has otherwise than the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import partial
from typing import Any, NamedTuple

from marshmallow import Schema, fields, validate

from auditor.checks.contrast import title_hit
from auditor.checks.detector import Detector, compile_by, features_of
from auditor.checks.guards import Feature
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Scope
from auditor.mentions.results import Score, find_results, find_scores, find_title_result, find_title_scores
from auditor.mentions.title_sentences import told_share
from auditor.rule import Rule
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"other"})
LESS = 2
"""A sentence that tells so many times less of the title than another is not of the result that is news."""
BESIDE = 5
"""Tokens on either side of a result that say when it was."""


class Params(Schema):
    """`finds`: other figures, or the other side as the winner."""

    finds = fields.Str(validate=validate.OneOf(["score", "winner"]), required=True)


class Claim(NamedTuple):
    """What the title has, and what the text has instead."""

    window: Window
    told: Window
    results: int
    """How many different results the text has."""


def propose_scores(document: Document, rule: Rule) -> Iterator[Claim]:
    """Scores of the title that the text does not have, where it has others of such a vote or match."""
    titled = document.layer(find_title_scores)
    found = document.layer(find_scores) if titled else []
    for score in titled:
        rivals = _rivals(score, found, _figures(titled))
        if rivals and score.figures not in _figures(found):
            yield Claim(score.window, rivals[0].window, len(_figures(rivals)))


def _figures(scores: Iterable[Score]) -> set[frozenset[int]]:
    return {score.figures for score in scores}


def _rivals(score: Score, found: Sequence[Score], titled: Set[frozenset[int]]) -> list[Score]:
    """The results of the text that are of what one of the title is of, but for those that the title has, too."""
    alike = (other for other in found if other.figures not in titled)
    return _likeliest([other for other in alike if other.matter == score.matter]) if score.matter else []


def _likeliest(scores: Sequence[Score]) -> list[Score]:
    """Those in sentences that tell most of what the title tells; others may be of halves and of other matches."""
    shares = [told_share(score.window.document, score.window.span.start) for score in scores]
    return [score for score, share in zip(scores, shares, strict=True) if share * LESS >= max(shares)]


def propose_winners(document: Document, rule: Rule) -> Iterator[Claim]:
    """The title's result, if the text has the loser as the winner and nowhere the winner."""
    titled = document.layer(find_title_result)
    told = list(find_results(document, titled)) if titled else []
    if titled and {result.winner for result in told} == {titled.loser}:
        yield Claim(titled.window, told[0].window, len(told))


def _tell(claim: Claim, rule: Rule) -> Hit:
    document = claim.window.document
    sentence = document.sentence_at(claim.told.span.start)
    return title_hit(rule, claim.window, Window.over(document, sentence), other=claim.told.quote)


FEATURES_OF_BOTH: Mapping[str, Feature] = {
    "results": lambda claim: claim.results,
    "told-beside": lambda claim: frozenset(claim.told.around(BESIDE)),
}
DETECTORS: Mapping[str, Detector[Any]] = {
    "score": Detector(propose_scores, _tell, FEATURES_OF_BOTH),
    "winner": Detector(propose_winners, _tell, FEATURES_OF_BOTH),
}
FEATURES = features_of(DETECTORS)
compile = partial(compile_by, DETECTORS)
