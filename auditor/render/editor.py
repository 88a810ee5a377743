"""A judgement in a few lines for the editor who pressed Publish, inside the CMS."""

from __future__ import annotations

from enum import Enum, auto
from textwrap import shorten

from auditor.finding import Finding
from auditor.gate import Judgement, Level, Policy, Verdict
from auditor.judged import Gap
from auditor.render.characters import visible
from auditor.text.counted import counted

MAX_LINES = 5
"""Findings told one by one; a notice in a CMS is a strip across the page, not a page."""
MAX_QUOTE_CHARACTERS = 80


class Situation(Enum):
    """What the gate is asked about."""

    FIRST = auto()
    """A text that readers have not seen yet."""
    UPDATE = auto()
    """A change of one that they see."""
    PUBLIC = auto()
    """A text that went public without the gate."""


def editor_lines(judgement: Judgement, policy: Policy, situation: Situation = Situation.FIRST) -> list[str]:
    """Plain lines: what became of the article, then a line a finding that held it up or may; none if all is well."""
    told = [found for level, found in judgement.findings if level is not Level.INFORM]
    lines = [finding_line(found) for found in told[:MAX_LINES]]
    if len(told) > MAX_LINES:
        lines.append(f"And {counted(len(told) - MAX_LINES, 'more passage')}.")
    if told:
        lines.insert(0, _heading(judgement, situation))
    if judgement.obstacle is not None and policy.not_judged is not Verdict.PASS:
        lines.insert(0, _obstacle_line(judgement.obstacle, policy, situation))
    if not judgement.complete:
        lines.append(unaudited_line(policy, "Not every rule could finish"))
    return lines


def override_line(editor: str | None, reason: str, situation: Situation) -> str:
    """That an editor let the text pass, and why."""
    verb = "Updated" if situation is Situation.UPDATE else "Published"
    return f"{verb} against the gate by {visible(editor or 'an editor')}: {visible(reason)}"


_HELD = {
    Situation.FIRST: ("Not published", ""),
    Situation.UPDATE: ("Not updated", "; readers see the text of before"),
    Situation.PUBLIC: ("Public, against the gate", ""),
}
"""How a line begins and ends that says what became of a text which the gate blocks."""


def _obstacle_line(obstacle: Gap, policy: Policy, situation: Situation) -> str:
    """What kept the article from being judged, and what the settings make of it."""
    begins = _HELD[situation][0] if policy.not_judged is Verdict.BLOCK else "Not judged"
    return f"{begins}: {obstacle.message}"


def _heading(judgement: Judgement, situation: Situation) -> str:
    begins, ends = _HELD[situation]
    blocking = sum(level is Level.BLOCK for level, _ in judgement.findings)
    if blocking:
        return f"{begins}: {counted(blocking, 'passage')} to be changed or settled first{ends}."
    if judgement.verdict is Verdict.BLOCK and judgement.obstacle is None:
        return f"{begins}{ends}."
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


def unknown_line(source: str) -> str:
    """That nobody set anything for a source of this name, so that nothing can be let through in it."""
    return (
        f"Not published: the auditor does not know a source “{visible(source)}”; "
        "whoever looks after the site must set its name right."
    )
