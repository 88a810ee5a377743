"""Runs the examples that every rule carries: they are its tests and its documentation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from auditor.article import Article
from auditor.audit import Auditor
from auditor.boilerplate.memory import Recollection
from auditor.ingest.record import article_of
from auditor.knowledge import Knowledge
from auditor.rule import Example, Rule
from auditor.ruleset import RuleSet
from auditor.story.telling import make_telling

TODAY = date(2026, 1, 1)
"""The day on which examples are audited: they hold on every day, so the clock has no say."""
Mark = tuple[int, str, int, int]


def failing_examples(rule: Rule) -> Iterator[str]:
    """What the examples of `rule` show that is not so, a line each; nothing when all hold."""
    ruleset = RuleSet((rule,), "examples")
    for word, examples in (("flag", rule.flag), ("pass", rule.passes)):
        for number, example in enumerate(examples, 1):
            fault = _fault(ruleset, example, () if word == "pass" else example.marks)
            if fault:
                yield f"{rule.id}: {word} example {number}: {fault}"
    yield from _idle_guards(rule)


def _idle_guards(rule: Rule) -> Iterator[str]:
    """The guards that flip none of their examples: with each taken out in turn, one of them must be flagged."""
    for guard in rule.guards:
        bare = replace(rule, guards=tuple(other for other in rule.guards if other is not guard))
        ruleset = RuleSet((bare,), "examples")
        mine = [example for example in rule.passes if example.guard == guard.id]
        for number, example in enumerate(mine, 1):
            found, error = _marks(_auditor(ruleset, example), example)
            if error or not found or (example.marks and found != sorted(example.marks)):
                wanted = f"expected {_passages(example, example.marks)}" if example.marks else "nothing is flagged"
                place = f"{rule.path or rule.id}:{guard.line}: guard {guard.id!r}: its example {number}"
                was = error or f"flagged {_passages(example, found)}"
                yield f"{place} is not flipped by it: without it {was}, {wanted}"


def _fault(ruleset: RuleSet, example: Example, wanted: Sequence[Mark]) -> str:
    """What is wrong with what `ruleset` flags in an example; nothing if it is as `wanted`."""
    found, error = _marks(_auditor(ruleset, example), example)
    if error or found == sorted(wanted):
        return error
    return f"flagged {_passages(example, found)}; expected {_passages(example, wanted)}"


def _auditor(ruleset: RuleSet, example: Example) -> Auditor:
    """One that knows the facts of an example, and remembers its articles from one to the next."""
    return Auditor(ruleset, Knowledge(example.knowledge), memory=Recollection())


def _marks(auditor: Auditor, example: Example) -> tuple[list[Mark], str]:
    documents = [auditor.read(example_article(row), TODAY) for row in example.articles]
    tellings = [make_telling(document, str(number)) for number, document in enumerate(documents)]
    hits, failed = auditor.audit_story(tellings) if len(tellings) > 1 else ([], ())
    found: list[Mark] = []
    for number, document in enumerate(documents):
        mine = [found.hit for found in hits if found.article == str(number)]
        report = auditor.add_story(auditor.audit_document(document), mine, failed, TODAY)
        if number:
            report = auditor.add_findings(report, *auditor.audit_revision(documents[number - 1], document))
        if report.failures:
            return [], report.failures[0].error
        found += [(number, f.field, f.span.start, f.span.end) for f in report.findings]
    return sorted(found), ""


def example_article(row: object) -> Article:
    """The article of one example."""
    return article_of(row, "example")


def _passages(example: Example, marks: Sequence[Mark]) -> list[str]:
    return [str(example.articles[number].get(name, ""))[start:end] for number, name, start, end in marks]
