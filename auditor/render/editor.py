"""A judgement in a few lines for the editor who pressed Publish, inside the CMS."""

from __future__ import annotations

from textwrap import shorten

from auditor.finding import Finding
from auditor.gate import Judgement, Level, Policy, Verdict
from auditor.judged import Gap
from auditor.render.characters import visible
from auditor.text.counted import counted

MAX_LINES = 5
"""Findings told one by one; a notice in a CMS is a strip across the page, not a page."""
MAX_QUOTE_CHARACTERS = 80


def editor_lines(judgement: Judgement, policy: Policy) -> list[str]:
    """Plain lines: what became of the article, then a line a finding that held it up or may; none if all is well."""
    told = [found for level, found in judgement.findings if level is not Level.INFORM]
    lines = [finding_line(found) for found in told[:MAX_LINES]]
    if len(told) > MAX_LINES:
        lines.append(f"And {counted(len(told) - MAX_LINES, 'more passage')}.")
    if told:
        lines.insert(0, _heading(judgement))
    if judgement.obstacle is not None and policy.not_judged is not Verdict.PASS:
        lines.insert(0, _obstacle_line(judgement.obstacle, policy))
    if not judgement.complete:
        lines.append(unaudited_line(policy, "Not every rule could finish"))
    return lines


def _obstacle_line(obstacle: Gap, policy: Policy) -> str:
    """What kept the article from being judged, and what the settings make of it."""
    return f"{'Not published' if policy.not_judged is Verdict.BLOCK else 'Not judged'}: {obstacle.message}"


def _heading(judgement: Judgement) -> str:
    blocking = sum(level is Level.BLOCK for level, _ in judgement.findings)
    if blocking:
        return f"Not published: {counted(blocking, 'passage')} to be changed or settled first."
    if judgement.verdict is Verdict.BLOCK and judgement.obstacle is None:
        return "Not published."
    return f"{counted(sum(level is Level.WARN for level, _ in judgement.findings), 'passage')} to look at."


def finding_line(found: Finding) -> str:
    """The passage and what is said of it, in one line."""
    quote = shorten(visible(found.quote), MAX_QUOTE_CHARACTERS, placeholder=" …")
    where = "Title: " if found.field == "title" else ""
    return f"{where}“{quote}”: {visible(found.message)}" if quote else f"{where}{visible(found.message)}"


def unaudited_line(policy: Policy, why: str) -> str:
    """That an article could not be audited, and what the settings make of it."""
    outcome = "is not published before it is" if policy.unaudited is Verdict.BLOCK else "is let through"
    return f"{why}; by the settings of this source, an article that was not audited to its end {outcome}."
