"""Rules as pages for people, made from the rule files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from auditor.article import Span
from auditor.precision import DATA_SETS, GROUNDS, MIN_READ, shown_confidence
from auditor.render.marks import Line, Mark, mark_lines
from auditor.rule import Example, Rule
from auditor.text.counted import counted

ESTIMATE = "Its confidence is its author's estimate; nothing was measured."


def rule_index(rules: Sequence[Rule]) -> str:
    """A Markdown table of all rules, by topic."""
    rows = [f"| [{r.id}]({r.id}.md) | {r.severity.label} | {r.confidence:.2f} | {r.title} |" for r in rules]
    return "\n".join(["# Rules", "", "| rule | severity | confidence | what |", "|---|---|---|---|", *rows, ""])


def rule_page(rule: Rule) -> str:
    """One rule's Markdown page: what, why, known false positives, parameters, examples."""
    lines = [
        f"# {rule.id}",
        "",
        f"{rule.title}. Kind `{rule.kind}`, severity {rule.severity.label}, confidence {rule.confidence:.2f}.",
        basis_of(rule),
        "",
        rule.why,
        "",
        f"Says: {rule.message}",
        "",
    ]
    if rule.false_positives:
        lines += ["## Known false positives", "", *(f"- {text}" for text in rule.false_positives), ""]
    if rule.params:
        lines += ["## Parameters", "", *(f"- `{name}`: {_value(value)}" for name, value in rule.params.items()), ""]
    if rule.guards:
        lines += ["## Exceptions", "", *(f"- `{guard.id}`: {guard.reason.strip()}" for guard in rule.guards), ""]
    lines += ["## Flagged", "", *_examples(rule.flag), "## Not flagged", "", *_examples(without_marks(rule.passes))]
    return "\n".join(lines)


def without_marks(examples: Sequence[Example]) -> list[Example]:
    """`examples` as people should see those that pass: without the marks that hold where a guard is taken out."""
    return [replace(example, marks=()) for example in examples]


def basis_of(rule: Rule) -> str:
    """What the rule's confidence rests on, in a sentence or two."""
    measured, ground = rule.measured, GROUNDS.get(rule.rests_on or "")
    if measured is None:
        return f"None of its flags was read. {ground}" if ground else ESTIMATE
    if measured.read:
        figures = f"Right in {measured.right} of {counted(measured.read, 'flag')} read on {measured.of}."
    else:
        figures = f"No flag of it was met on {counted(DATA_SETS[measured.of], 'article')} of {measured.of}."
    if measured.read >= MIN_READ:
        return figures
    few = f"Too few for a share: ({measured.right} + 1) of ({measured.read} + 2), by Laplace's rule."
    return f"{figures} {ground if shown_confidence(measured, rule.rests_on) is None else few}"


def _value(value: object) -> str:
    text = repr(value)
    return f"`{text}`" if len(text) <= 300 else f"{text[:300]}..."


def _examples(examples: Sequence[Example]) -> list[str]:
    lines = []
    for example in examples:
        for number, article in enumerate(example.articles):
            lines += [f"> {line}" for line in _example_lines(example, number, article)]
        lines.append("")
    return lines


def _example_lines(example: Example, number: int, article: Mapping[str, Any]) -> list[str]:
    known = [f"{name}: {value}" for name, value in article.items() if name not in ("title", "text")]
    lines = [f"*{', '.join(known)}*", ""] if known else []
    for name in ("title", "text"):
        text = str(article.get(name, ""))
        for _, _, start, end in sorted((m for m in example.marks if m[:2] == (number, name)), reverse=True):
            text = f"{text[:start]}<<{text[start:end]}>>{text[end:]}"
        if text:
            lines += [f"**{text}**", ""] if name == "title" else text.split("\n")
    return lines


class ShownArticle(NamedTuple):
    """An article of an example: what is known of it, its title and its text, marked as the rule must flag them."""

    known: str
    title: Sequence[Line]
    text: Sequence[Line]


@dataclass(frozen=True, slots=True)
class ShownRule:
    """One rule as its HTML page has it."""

    rule: Rule
    basis: str
    params: Sequence[tuple[str, str]]
    flagged: Sequence[Sequence[ShownArticle]]
    passed: Sequence[Sequence[ShownArticle]]


def show_rule(rule: Rule) -> ShownRule:
    """What to show of `rule`."""
    params = [(name, _value(value).strip("`")) for name, value in rule.params.items()]
    flagged = [list(_shown_articles(example, rule)) for example in rule.flag]
    return ShownRule(
        rule,
        basis_of(rule),
        params,
        flagged,
        [list(_shown_articles(example, rule)) for example in without_marks(rule.passes)],
    )


def _shown_articles(example: Example, rule: Rule) -> Iterator[ShownArticle]:
    for number, article in enumerate(example.articles):
        known = ", ".join(f"{name}: {value}" for name, value in article.items() if name not in ("title", "text"))
        fields = []
        for name in ("title", "text"):
            spans = [Span(start, end) for at, field, start, end in example.marks if (at, field) == (number, name)]
            marks = [Mark(span, rule.severity.label, 1, "") for span in spans]
            fields.append(list(mark_lines(str(article.get(name, "")), marks)))
        yield ShownArticle(known, *fields)
