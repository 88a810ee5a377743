"""Stages `stories` and `lists`: the HTML pages of stories, and what leads to all pages; they share one folder."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from auditor.batch.comparing import read_tellings
from auditor.batch.frames import FrameWriter, read_frames
from auditor.batch.grouping import FoundStory
from auditor.batch.pack import FILE, read_pack
from auditor.batch.reading import Tell
from auditor.batch.task import Task
from auditor.render.html import IndexRow
from auditor.render.site import Overview, SiteWriter, ToldStory, write_story

SITE = "site"
"""The folder of pages in that of the run. No receipt tells of a page: each can be made again from the reports."""
OVERVIEW = "overview.bin"
"""What the lists of the site are to say of the pages that a task wrote: one frame, an `Overview`."""


def write_stories(task: Task, folder: Path, tell: Tell) -> dict[str, Any]:
    """Write the page of every story of the file `stories`; how many.

    `parts` are the folders of the first pass, `ended` those in which the lines of their articles lie.
    """
    stories: list[FoundStory] = list(read_frames(Path(task.facts["stories"])))
    rows = _read_rows(stories, task.facts["ended"])
    overview = Overview()
    for number, story in enumerate(stories):
        tell(number)
        told = ToldStory(story.id, read_tellings(story, task.facts["parts"]))
        line = overview.add_story(told, rows)
        write_story(Path(task.work) / SITE / line.href, told, line, rows)
    with FrameWriter(folder / OVERVIEW) as frames:
        frames.write(overview)
    return {"stories": len(stories)}


def _read_rows(stories: Iterable[FoundStory], ended: list[str]) -> dict[str, IndexRow]:
    """The lines of all articles in the parts that these stories come from."""
    rows: dict[str, IndexRow] = {}
    for part in sorted({place.part for story in stories for place in story.places}):
        rows |= read_overview(Path(ended[part])).rows
    return rows


def write_lists(task: Task, folder: Path, tell: Tell) -> dict[str, Any]:
    """Write the first page, the lists and the exports of the site; how many articles they name.

    `ended` are the folders in which the lines of articles lie, `told` those with the lines of stories and sources.
    """
    work = Path(task.work)
    site = SiteWriter(work / SITE, read_pack(work / FILE, task.pack).ruleset.rules)
    for number, part in enumerate(map(Path, task.facts["ended"])):
        tell(number)
        site.add_part(part, read_overview(part))
    for told in map(Path, task.facts["told"]):
        site.overview.extend(read_overview(told))
    site.finish()
    return {"articles": len(site.overview.rows)}


def read_overview(folder: Path) -> Overview:
    """What a task told the lists of the site."""
    overview: Overview
    (overview,) = read_frames(folder / OVERVIEW)
    return overview
