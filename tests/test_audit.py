"""The audit: order, failures, fingerprints."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from marshmallow import Schema

from auditor import Article, Auditor, Span, checks
from auditor.checks.protocol import Check, Context, Hit
from auditor.document import Document
from auditor.finding import Severity
from auditor.rule import Rule
from auditor.ruleset import RuleSet, load_rules


def make_rule(name: str, kind: str = "phrase") -> Rule:
    params = {"any_of": ["ferry"], "scope": ["text", "title"], "quoted": True}
    return Rule(f"language/{name}", "t", kind, Severity.MINOR, 0.9, "says {quote}", "w.", params)


class Broken:
    """A kind whose check fails after one hit."""

    SCOPE = "article"
    VALUES: frozenset[str] = frozenset()
    Params = Schema

    @staticmethod
    def compile(rules: list[Rule], context: Context) -> list[Check]:
        def run(document: Document) -> Iterator[Hit]:
            yield Hit(rules[0], Span(0, 1))
            raise ZeroDivisionError("one over none")

        return [Check(rules, run)]


class Sure:
    """A kind whose hits are graver, and surer, than their rule."""

    SCOPE = "article"
    VALUES: frozenset[str] = frozenset()
    Params = Schema

    @staticmethod
    def compile(rules: list[Rule], context: Context) -> list[Check]:
        hits = [Hit(rule, Span(0, 1), severity=Severity.MAJOR, confidence=0.99) for rule in rules]
        return [Check(rules, lambda document: hits)]


@pytest.mark.parametrize(("severity", "expected"), [("INFO", "INFO"), ("MINOR", "MAJOR")])
def test_a_hit_claims_no_more_than_its_rule(monkeypatch: pytest.MonkeyPatch, severity: str, expected: str) -> None:
    monkeypatch.setitem(checks.KINDS, "sure", Sure)
    rule = replace(make_rule("sure", "sure"), severity=Severity[severity])
    (finding,) = Auditor(RuleSet((rule,), "x")).audit(Article(text="The ferry is late.")).findings
    assert (finding.severity, finding.confidence) == (Severity[expected], rule.confidence)


def test_a_failing_check_does_not_lose_the_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(checks.KINDS, "broken", Broken)
    auditor = Auditor(RuleSet((make_rule("broken", "broken"), make_rule("word")), "x"))
    report = auditor.audit(Article(text="The ferry is late."))
    assert not report.complete
    assert report.failures[0].rules == ("language/broken",)
    assert "ZeroDivisionError" in report.failures[0].error
    assert [f.rule for f in report.findings] == ["language/broken", "language/word"]


def test_title_first_then_by_position() -> None:
    report = Auditor(RuleSet((make_rule("word"),), "x")).audit(Article(title="A ferry", text="No ferry, one ferry."))
    assert [(f.field, f.span.start) for f in report.findings] == [("title", 2), ("text", 3), ("text", 14)]
    assert report.findings[0].message == "says ferry"


def test_fingerprints_tell_repeats_apart_and_survive_edits_elsewhere() -> None:
    auditor = Auditor(RuleSet((make_rule("word"),), "x"))
    before = auditor.audit(Article(text="The ferry, the ferry. It sails.")).findings
    after = auditor.audit(Article(text="New words here. The  FERRY, the ferry.")).findings
    assert len({f.fingerprint for f in before}) == 2
    assert {f.fingerprint for f in before} == {f.fingerprint for f in after}


@pytest.mark.parametrize("text", ["", " ", "\n\n", "a", "." * 100, "\ud800", "\0"])
def test_texts_of_nothing(text: str) -> None:
    report = Auditor().audit(Article(text=text))
    assert report.complete, report.failures
    assert report.judged.whole if report.score is not None else report.judged.obstacle


def test_every_rule_has_a_kind_of_the_table() -> None:
    assert {rule.kind for rule in load_rules().rules} <= set(checks.KINDS)
