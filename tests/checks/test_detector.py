"""A detector: what guards take away is gone, what is weighed is told by its score, and why can be asked."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import pytest

import auditor.checks.detector
from auditor.article import Article
from auditor.checks.detector import Detector, compile_by, features_of
from auditor.checks.protocol import Context, Hit
from auditor.document import Document
from auditor.evidence import Model
from auditor.finding import Severity
from auditor.knowledge import Knowledge
from auditor.lexicon import Lexicon
from auditor.render.judgements import explain_judgements
from auditor.rule import Guard, Rule
from auditor.window import Window

WEIGHTS = "bias\t-3\nshare\t0.5\nprevalence\t0.5\nsure\t0.9\nworth_a_look\t0.4\nlong\t6\ncapital\t3\n"
ARTICLE = Article(text="Boats and a Mill and Lighthouses stood by the dyke.")


class Word(NamedTuple):
    """A word."""

    window: Window


def propose(document: Document, rule: Rule) -> Iterator[Word]:
    """Every word."""
    return (Word(Window(document, at, at + 1)) for at in range(len(document.tokens)))


def tell(word: Word, rule: Rule) -> Hit:
    """The word."""
    return Hit(rule, word.window.span)


def longest(words: Sequence[Word]) -> Sequence[Word]:
    """The one that comes first."""
    return words[:1]


SIGNS = {
    "long": lambda word: len(word.window.words[0]) > 10,
    "capital": lambda word: word.window.tokens.words[word.window.first][0].isupper(),
}
RULE = Rule("language/x", "X", "x", Severity.MAJOR, 0.9, "X.", "X.", {"finds": "words"})
SHORT = Guard("short", "Short words are no names.", {"letters": {"below": 4}})
FEATURES = {"letters": lambda word: len(word.window.words[0])}
PLAIN = Detector(propose, tell, FEATURES)


def quotes(detector: Detector[Word], rule: Rule = RULE) -> list[str]:
    document = Document(ARTICLE)
    (check,) = detector.compile([rule], Context(Knowledge(), Lexicon()))
    return [document.text[hit.span.start : hit.span.end] for hit in check.run(document)]


def test_what_a_guard_takes_is_gone_and_the_rest_is_chosen_from() -> None:
    guarded = replace(RULE, guards=(SHORT,))
    assert len(quotes(PLAIN)) == 11
    assert quotes(PLAIN, guarded) == ["Boats", "Mill", "Lighthouses", "stood", "dyke"]
    assert quotes(replace(PLAIN, choose=longest), guarded) == ["Boats"]


@pytest.fixture
def weighing(monkeypatch: pytest.MonkeyPatch) -> Detector[Word]:
    """A detector whose model asks for a long word with a capital."""
    model = Model.parse("made", WEIGHTS)
    monkeypatch.setattr(auditor.checks.detector, "load_model", lambda name, features: model)
    return Detector(propose, tell, FEATURES, signs=SIGNS, model="made")


def test_what_scores_too_little_passes_and_what_is_not_sure_is_advice(weighing: Detector[Word]) -> None:
    (check,) = weighing.compile([RULE], Context(Knowledge(), Lexicon()))
    hits = list(check.run(Document(ARTICLE)))
    told = [(ARTICLE.text[hit.span.start : hit.span.end], hit.severity) for hit in hits]
    assert told == [("Lighthouses", None), ("Boats", Severity.INFO), ("Mill", Severity.INFO)], "the likeliest first"
    assert [round(hit.confidence or 0, 3) for hit in hits] == [0.998, 0.5, 0.5]


def test_why_can_be_asked(weighing: Detector[Word]) -> None:
    check = weighing.check(replace(RULE, guards=(SHORT,)))
    assert check.explain is not None
    lines = list(explain_judgements(ARTICLE, check.explain(Document(ARTICLE))))
    assert lines[:3] == ["text 0-5 “Boats”: flagged", "    letters: 5", "    scores 0.5: capital +3.00"]
    assert "text 10-11 “a”: passes by guard 'short'. Short words are no names." in lines
    assert "text 33-38 “stood”: passes: another candidate stands for it, or too little speaks for it" in lines
    assert lines[-1] == "11 candidates, 3 findings"


def test_a_kind_with_several_detectors_goes_by_a_parameter() -> None:
    detectors = {"words": PLAIN, "nothing": Detector(lambda document, rule: [], tell, {"other": lambda word: True})}
    (check,) = compile_by(detectors, [RULE], Context(Knowledge(), Lexicon()))
    assert len(list(check.run(Document(ARTICLE)))) == 11
    (check,) = compile_by(detectors, [replace(RULE, params={"finds": "nothing"})], Context(Knowledge(), Lexicon()))
    assert list(check.run(Document(ARTICLE))) == []
    assert set(features_of(detectors)) == {"letters", "other"}
