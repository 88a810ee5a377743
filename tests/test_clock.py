"""Detection reads no clock: the day comes from the caller, and changes only what speaks of it."""

from __future__ import annotations

import ast
from datetime import date
from pathlib import Path

import pytest

from auditor import Article, Auditor
from auditor.checks import KINDS
from auditor.finding import Scope
from auditor.ruleset import RuleSet, load_rules

ENGINE = Path(__file__).parents[1] / "auditor"
ROOMS = ("text", "mentions", "knowledge", "checks", "boilerplate", "story", "score")
MODULES = ("audit", "document", "diff", "examples", "lexicon", "suppressions")
FILES = sorted(
    [*(ENGINE / f"{name}.py" for name in MODULES), *(path for room in ROOMS for path in (ENGINE / room).rglob("*.py"))]
)
CLOCKS = frozenset({"today", "now", "utcnow", "time_ns", "monotonic", "perf_counter", "localtime", "gmtime", "ctime"})
"""What is called on `date`, `datetime` or `time` to read one."""
SHIPPED = load_rules()
DATES = RuleSet(tuple(rule for rule in SHIPPED.rules if rule.topic == "date"), SHIPPED.digest)


def clocks(source: str) -> list[str]:
    """Where a clock is read in Python source."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = ast.unparse(node.func.value).rpartition(".")[2]
            if owner in ("date", "datetime", "time", "dt") and node.func.attr in {*CLOCKS, "time"}:
                found.append(f"{node.lineno}: {ast.unparse(node.func)}")
        elif isinstance(node, ast.ImportFrom) and node.module == "time":
            found.append(f"{node.lineno}: from time import")
        elif isinstance(node, ast.Import) and any(name.name == "time" for name in node.names):
            found.append(f"{node.lineno}: import time")
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ENGINE)))
def test_no_room_of_detection_reads_a_clock(path: Path) -> None:
    assert clocks(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    ["date.today()", "datetime.datetime.now(UTC)", "datetime.utcnow()", "import time", "from time import monotonic"],
)
def test_a_clock_would_be_seen(source: str) -> None:
    assert clocks(source)


def flagged(text: str, today: date | None, **known: object) -> list[tuple[str, str]]:
    report = Auditor(DATES).audit(Article(text=text, **known), today)  # type: ignore[arg-type]
    assert report.complete
    return [(finding.rule, finding.quote) for finding in report.findings]


TOLD = (
    "The board met in the hall by the harbour. The old ferry has been out of work since 2041, its owner told the board."
)
YEAR = [("date/year-implausible", "2041")]


def test_the_day_bounds_what_an_undated_article_can_tell_of() -> None:
    assert flagged(TOLD, date(2026, 3, 31)) == YEAR
    assert flagged(TOLD, date(2042, 3, 31)) == []
    assert flagged(TOLD, None) == [], "no day is known, so none is held against the text"


def test_the_day_says_nothing_of_an_article_with_a_date() -> None:
    text = f"{TOLD} It was painted on 3/14/30, a Sunday, and sold on Friday, 6 March 2025."
    days = (date(2026, 3, 31), date(2099, 1, 1), None)
    found = [flagged(text, day, published=date(2026, 3, 30), url="https://news.example.com/a") for day in days]
    assert found[0] == found[1] == found[2]
    assert YEAR[0] in found[0]


def test_every_kind_says_what_its_rules_look_at() -> None:
    assert {kind.SCOPE for kind in KINDS.values()} == set(Scope)
