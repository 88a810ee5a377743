"""Runs the examples that every rule carries: they are its tests and its documentation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from auditor.article import Article
from auditor.audit import Auditor
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
            auditor = Auditor(ruleset, Knowledge(example.knowledge))
            found, error = _marks(auditor, example)
            if error:
                yield f"{rule.id}: {word} example {number}: {error}"
            elif found != sorted(example.marks):
                yield (
                    f"{rule.id}: {word} example {number}: flagged {_passages(example, found)}; "
                    f"expected {_passages(example, example.marks)}"
                )


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


def _passages(example: Example, marks: tuple[Mark, ...] | list[Mark]) -> list[str]:
    return [str(example.articles[number].get(name, ""))[start:end] for number, name, start, end in marks]
