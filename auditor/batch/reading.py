"""Stage `read`: a slice of the input into articles, in parts, with what all parts must know of each other."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from auditor.article import Article
from auditor.batch.frames import FrameWriter
from auditor.batch.names import id_hash
from auditor.batch.neighbours import BlockNotes
from auditor.batch.task import Task
from auditor.document import Document
from auditor.ingest.errors import InputError, NotAnArticle
from auditor.ingest.slices import Slice, read_slice

ARTICLES = "articles-{:04d}.bin"
BLOCKS = "blocks-{:04d}.npy"
NOTES = "notes-{:04d}.npy"
IDS = "ids-{:04d}.npy"
QUARANTINE = "quarantine.jsonl"
Tell = Callable[[int], None]
"""Called with the number of the item that comes next."""


def read_articles(task: Task, folder: Path, tell: Tell) -> dict[str, Any]:
    """Write the articles of `task.facts["slice"]` in parts of `size`; counts of what was read, and of each part.

    `defaults` stand in for what the articles do not say.
    """
    counts: Counter[str] = Counter(accepted=0, quarantined=0, skipped=0)
    parts: list[int] = []
    with (folder / QUARANTINE).open("w", encoding="utf-8") as quarantine:
        articles = _articles(task, tell, lambda row: _quarantine(row, quarantine.write, counts), counts)
        while held := _write_part(articles, folder, len(parts), task.facts["size"]):
            parts.append(held)
    return {**counts, "read": counts.total(), "parts": parts}


def _articles(
    task: Task, tell: Tell, quarantine: Callable[[dict[str, str]], None], counts: Counter[str]
) -> Iterator[Article]:
    part: Slice = task.facts["slice"]
    for number, item in enumerate(read_slice(part)):
        if task.passes(number):
            if number in task.excluded:
                quarantine({"error": f"{item.where}: {task.excluded[number]} while it was read"})
            continue
        tell(number)
        try:
            article = task.facts["defaults"].complete(item.read())
        except NotAnArticle:
            counts["skipped"] += 1
        except InputError as error:
            quarantine({"error": str(error)})
        except Exception as error:  # whatever a parser may raise costs one article, not the run
            quarantine({"error": f"{item.where}: {type(error).__name__}: {error}"})
        else:
            counts["accepted"] += 1
            yield article


def _quarantine(row: dict[str, str], write: Callable[[str], int], counts: Counter[str]) -> None:
    counts["quarantined"] += 1
    write(json.dumps(row, ensure_ascii=False) + "\n")


def _write_part(articles: Iterator[Article], folder: Path, number: int, size: int) -> int:
    """Write the next `size` articles; how many there were."""
    notes, ids = BlockNotes(), []
    with FrameWriter(folder / ARTICLES.format(number)) as frames:
        for article in articles:
            frames.write(article)
            notes.add(Document.read(article))
            ids.append(id_hash(article.id or ""))
            if len(ids) == size:
                break
    if not ids:
        (folder / ARTICLES.format(number)).unlink()
        return 0
    np.save(folder / BLOCKS.format(number), notes.rows())
    np.save(folder / NOTES.format(number), notes.notes())
    np.save(folder / IDS.format(number), np.array(ids, dtype=np.uint64))
    return len(ids)
