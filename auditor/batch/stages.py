"""The stages of a batch, in their order, and how one task of any of them is done in this process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from auditor.batch.auditing import audit_articles
from auditor.batch.comparing import compare_stories
from auditor.batch.finishing import finish_reports
from auditor.batch.grouping import group_articles
from auditor.batch.pages import write_lists, write_stories
from auditor.batch.reading import Tell, read_articles
from auditor.batch.receipts import Receipt, new_folder, read_receipt, write_receipt
from auditor.batch.sources import weigh_sources, write_sources
from auditor.batch.task import Task
from auditor.batch.tying import tie_articles

Stage = Callable[[Task, Path, Tell], dict[str, Any]]
STAGES: dict[str, Stage] = {
    "read": read_articles,
    "audit": audit_articles,
    "tie": tie_articles,
    "group": group_articles,
    "compare": compare_stories,
    "finish": finish_reports,
    "weigh": weigh_sources,
    "sources": write_sources,
    "stories": write_stories,
    "lists": write_lists,
}
PASSES_OVER = frozenset({"read", "audit", "compare"})
"""Stages that can leave out one item and say so; the others take items that went through these."""


def perform(task: Task, tell: Tell) -> Receipt:
    """Do a task, unless its folder is there already; its receipt. Raises OSError, BatchError."""
    stage = STAGES[task.stage]
    if task.only is not None:
        with TemporaryDirectory() as folder:
            stage(task, Path(folder), tell)
        return Receipt(task.name, {}, {})
    done = read_receipt(task.folder)
    if done is not None:
        return done
    with new_folder(task.folder) as folder:
        return write_receipt(folder, task.name, stage(task, folder, tell))
