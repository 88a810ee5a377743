"""A judgement in a few lines for the editor who pressed Publish, inside the CMS."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto
from textwrap import shorten
from typing import NamedTuple

from auditor.finding import Finding
from auditor.gate import Judgement, Level, Policy, Verdict
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
    LOOK = auto()
    """A text that is being written: nobody pressed anything yet."""


class Override(NamedTuple):
    """Who let a text pass against the gate, and why."""

    editor: str | None
    reason: str


_HELD = {
    Situation.FIRST: ("Not published", ""),
    Situation.UPDATE: ("Not updated", "; readers see the text of before"),
    Situation.PUBLIC: ("Public, against the gate", ""),
    Situation.LOOK: ("Not to be published as it is", ""),
}
"""How a line begins and ends that says what became of a text which the gate blocks."""


def editor_lines(
    judgement: Judgement,
    policy: Policy,
    situation: Situation = Situation.FIRST,
    override: Override | None = None,
) -> list[str]:
    """Plain lines, at most nine: what became of the article, then a line a finding that held it up or may.

    None if all is well. What an editor let pass is told as that, and not as held up.
    """
    told = [found for level, found in judgement.findings if level is not Level.INFORM]
    lines = list(_headings(judgement, policy, situation, override))
    lines += [finding_line(found) for found in told[:MAX_LINES]]
    if len(told) > MAX_LINES:
        lines.append(f"And {counted(len(told) - MAX_LINES, 'more passage')}.")
    if not judgement.complete:
        lines.append(
            "Not every rule could finish." if override else unaudited_line(policy, "Not every rule could finish")
        )
    return lines


def _headings(judgement: Judgement, policy: Policy, situation: Situation, override: Override | None) -> Iterator[str]:
    """What became of the article, the weightiest first; one line alone says that it is held up."""
    obstacle = judgement.obstacle if policy.not_judged is not Verdict.PASS else None
    held = override is not None
    if override:
        yield _override_line(override, situation)
    elif obstacle and policy.not_judged is Verdict.BLOCK:
        held = True
        yield _held(situation, obstacle.message.removesuffix("."))
    levels = [level for level, _ in judgement.findings]
    blocking, warning = levels.count(Level.BLOCK), levels.count(Level.WARN)
    if blocking and not override:
        why = f"{counted(blocking, 'passage')} to be changed or settled first"
        yield f"{why}." if held else _held(situation, why)
    elif warning and not override:
        closed = judgement.verdict is Verdict.BLOCK and not held
        yield _held(situation) if closed else f"{counted(warning, 'passage')} to look at."
    if obstacle and (override or policy.not_judged is Verdict.WARN):
        yield f"Not judged: {obstacle.message}"


def _held(situation: Situation, why: str = "") -> str:
    begins, ends = _HELD[situation]
    return f"{begins}{': ' * bool(why)}{why}{ends}."


def _override_line(override: Override, situation: Situation) -> str:
    """That an editor let the text pass, and why."""
    verb = "Updated" if situation is Situation.UPDATE else "Published"
    return f"{verb} against the gate by {visible(override.editor or 'an editor')}: {visible(override.reason)}"


def finding_line(found: Finding) -> str:
    """The passage and what is said of it, in one line."""
    quote = shorten(visible(found.quote), MAX_QUOTE_CHARACTERS, placeholder=" …")
    where = "Title: " if found.field == "title" else ""
    return f"{where}“{quote}”: {visible(found.message)}" if quote else f"{where}{visible(found.message)}"


def unaudited_line(policy: Policy, why: str) -> str:
    """That an article could not be audited, and what the settings make of it."""
    outcome = "is not published before it is" if policy.unaudited is Verdict.BLOCK else "is let through"
    return f"{why}; by the settings of this source, an article that was not audited to its end {outcome}."


def unknown_line(source: str, situation: Situation = Situation.FIRST) -> str:
    """That nobody set anything for a source of this name, so that nothing can be let through in it."""
    begins = _HELD[situation][0] if situation in (Situation.FIRST, Situation.UPDATE) else "Not audited"
    return (
        f"{begins}: the auditor does not know a source “{visible(source)}”; "
        "whoever looks after the site must set its name right."
    )
