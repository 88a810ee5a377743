"""Stage `pages`: the HTML pages of a part's articles, into the folder that all parts share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from auditor.batch.finishing import final_reports
from auditor.batch.merging import NAMES_TABLE
from auditor.batch.names import Names
from auditor.batch.pack import FILE, open_auditor
from auditor.batch.reading import Tell
from auditor.batch.task import Task
from auditor.render.site import ARTICLES, write_article

SITE = "site"
"""The folder of pages in that of the run. No receipt tells of a page: each can be made again from the reports."""


def write_pages(task: Task, folder: Path, tell: Tell) -> dict[str, Any]:
    """Write the page of every report of the part `audited`, whose stories speak in the file `hits`; how many.

    `base` articles come before the part.
    """
    work = Path(task.work)
    auditor, names = open_auditor(str(work / FILE), task.pack), Names(work / "merged" / NAMES_TABLE)
    (work / SITE / ARTICLES).mkdir(parents=True, exist_ok=True)
    count = 0
    for row, report in final_reports(auditor, Path(task.facts["audited"]), Path(task.facts["hits"])):
        tell(count)
        write_article(work / SITE, names.name(report.article, task.facts["base"] + row), report)
        count += 1
    return {"pages": count}
