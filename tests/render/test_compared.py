"""Long comparisons in parts: every paragraph and finding stands in one, and time grows as the findings do."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from auditor.diff import diff_texts
from auditor.finding import Report
from auditor.render import compared
from auditor.render.compare import Beside, Side, compare_reports, render_comparison
from tests.browser.made import long_report
from tests.growth import clocked, too_steep
from tests.render.test_html import text_of


def pages(old: Report, new: Report, count: int) -> list[str]:
    """The pages of the first parts of a comparison."""
    changes = diff_texts(old.article.text, new.article.text)
    sides = Side(old, "Revision 1"), Side(new, "Revision 2")
    return [render_comparison(sides, changes, part=number) for number in range(1, count + 1)]


def test_every_paragraph_and_finding_stands_in_one_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compared, "MAX_PART_FINDINGS", 5)
    old, new = long_report(6), long_report(8)
    found = pages(old, new, 4)
    assert "".join(text_of(page, ".new p").replace("Revision 2", "") for page in found).count("Paragraph") == 8
    numbers = [int(number) for page in found for number in re.findall(r'<li id="finding-(\d+)"', page)]
    assert sorted(numbers) == [*range(7, 15)], "those that stayed or came, by their numbers on the new side"
    assert all("Findings that stayed 6" in " ".join(text_of(page, ".changes").split()) for page in found)
    with pytest.raises(LookupError):
        pages(old, new, 5)


def test_without_a_part_asked_for_it_is_whole() -> None:
    report = long_report(600)
    changes = diff_texts(report.article.text, report.article.text)
    html = render_comparison((Side(report, "old"), Side(report, "new")), changes)
    assert html.count('<li id="finding-') == 600
    assert 'nav class="parts"' not in html


def test_time_grows_as_the_findings_do() -> None:
    def work(count: int) -> Mapping[str, float]:
        report = long_report(count)
        sides = Side(report, "old"), Side(report, "new")
        changes = diff_texts(report.article.text, report.article.text)
        return {"page": clocked(lambda: compare_reports(sides, changes, Beside(), 1))}

    assert too_steep(work, 1_000, 8_000) == {}
