"""Every check kind, and what is done with two articles or a page of one, on the worst texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import pytest

from auditor import Article, Auditor
from auditor.checks import KINDS
from auditor.diff import diff_texts
from auditor.document import MAX_TITLE_CHARACTERS, Document
from auditor.render.html import render_report
from auditor.story.telling import make_telling
from auditor.text.annotated import AnnotatedText, Piece
from tests.growth import clocked, too_steep
from tests.worst.inputs import TEXTS

AUDITOR = Auditor()
CHECKS = AUDITOR._compile(None).checks


def test_every_kind_is_timed() -> None:
    timed = {rule.kind for check in CHECKS for rule in check.rules}
    unused = {kind for kind in KINDS if not any(rule.kind == kind for rule in AUDITOR.ruleset.rules)}
    assert timed | unused == set(KINDS) - {"story", "revision"}, "those two are timed by name below"
    assert len(unused) < 3


def documents(name: str, size: int) -> tuple[Document, Document]:
    """A text with a title of its own kind, and the same with a change in its middle."""
    text, title = TEXTS[name](size), TEXTS[name](MAX_TITLE_CHARACTERS)
    changed = f"{text[: size // 2]} It was Tuesday. {text[size // 2 :]}"
    one, other = (AUDITOR.read(Article(title=title, text=body, source="a.example")) for body in (text, changed))
    return one, other


@pytest.mark.parametrize("name", TEXTS)
def test_an_article(name: str) -> None:
    def work(size: int) -> Mapping[str, float]:
        one, other = documents(name, size)
        seconds: dict[str, float] = defaultdict(float)
        seconds["audit"] = clocked(lambda: AUDITOR.audit_document(one))
        for check in CHECKS:  # the layers stand already: what is left is the kind's own
            seconds[check.rules[0].kind] += clocked(lambda check=check: list(check.run(one)))  # type: ignore[misc]
        tellings = []
        seconds["telling"] = clocked(lambda: tellings.extend([make_telling(one, "a"), make_telling(other, "b")]))
        seconds["story"] = clocked(lambda: AUDITOR.audit_story(tellings))
        seconds["revision"] = clocked(lambda: AUDITOR.audit_revision(one, other))
        seconds["diff"] = clocked(lambda: diff_texts(one.text, other.text))
        report = AUDITOR.audit_document(one)
        assert report.complete, report.failures
        seconds["page"] = clocked(lambda: render_report(report))
        return seconds

    assert too_steep(work) == {}


def test_a_title_as_long_as_a_book() -> None:
    def work(size: int) -> Mapping[str, float]:
        text = TEXTS["near words"](size)
        return {"audit": clocked(lambda: AUDITOR.audit(Article(title=text, text=text)))}

    assert too_steep(work) == {}


@pytest.mark.parametrize("name", ["near words", "near paragraphs", "near lines"])
def test_two_revisions_that_share_nothing(name: str) -> None:
    def work(size: int) -> Mapping[str, float]:
        old, new = TEXTS[name](size), TEXTS["near sentences"](size)
        backwards = "\n\n".join(reversed(old.split("\n\n")))
        return {
            "diff": clocked(lambda: diff_texts(old, new)),
            "moved": clocked(lambda: diff_texts(old, backwards)),
        }

    assert too_steep(work) == {}


def test_annotated_text_of_many_pieces() -> None:
    def work(size: int) -> Mapping[str, float]:
        def place() -> None:
            text = AnnotatedText([Piece("<b>", ""), Piece("a ", "a ")] * (size // 5))
            report = AUDITOR.audit(Article(text=text.text))
            for finding in report.findings:
                text.place(finding.span)

        return {"annotated": clocked(place)}

    assert too_steep(work) == {}
