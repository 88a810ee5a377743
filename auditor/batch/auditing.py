"""Stage `audit`: a part's articles into reports, and into what their stories are found and compared by."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from auditor.article import Article
from auditor.audit import Auditor
from auditor.batch.frames import FrameWriter, read_frames
from auditor.batch.names import Names
from auditor.batch.neighbours import SeenBlocks
from auditor.batch.pack import FILE, open_auditor
from auditor.batch.reading import QUARANTINE, Tell
from auditor.batch.task import Task
from auditor.batch.turns import TURN, turn_of
from auditor.boilerplate.memory import without_versions
from auditor.document import Document
from auditor.story.match import Entry
from auditor.story.signature import make_signature
from auditor.story.telling import make_telling
from auditor.story.topic import find_topic

REPORTS, ENTRIES, TELLINGS, INDEX = "reports.bin", "entries.bin", "tellings.bin", "index.npy"
PLACE = np.dtype([*TURN.descr, ("row", "<u4"), ("entry", "<u8"), ("telling", "<u8")])
"""Of each audited article its turn, its row in the part, and where its entry and telling begin."""


def audit_articles(task: Task, folder: Path, tell: Tell) -> dict[str, Any]:
    """Audit the articles of the file `articles`, of which `base` came before in the run; counts of what became of them.

    An article that the rules cannot be run over goes to quarantine with the reason.
    """
    quarantined = 0
    desk = _Desk(task, folder)
    with desk.reports, desk.entries, desk.tellings, (folder / QUARANTINE).open("w", encoding="utf-8") as quarantine:
        for row, article in enumerate(read_frames(Path(task.facts["articles"]))):
            tell(row)
            name = desk.names.name(article.id or "", task.facts["base"] + row)
            document = desk.read(replace(article, id=name))
            problem = task.excluded.get(row) if task.passes(row) else desk.audit(row, name, document)
            document.forget()
            if problem:
                quarantined += 1
                known = {"error": f"{name}: {problem} while it was audited", "id": name}
                quarantine.write(json.dumps(known, ensure_ascii=False) + "\n")
    np.save(folder / INDEX, np.array(desk.places, dtype=PLACE))
    return {"audited": len(desk.places), "quarantined": quarantined}


class _Desk:
    """Where one part is audited."""

    def __init__(self, task: Task, folder: Path) -> None:
        self.auditor: Auditor = open_auditor(str(Path(task.work) / FILE), task.pack)
        self.names = Names(Path(task.facts["names"]))
        self._today: date = task.facts["today"]
        self._seen = SeenBlocks(Path(task.facts["blocks"]), Path(task.facts["stretches"]))
        self.reports = FrameWriter(folder / REPORTS)
        self.entries = FrameWriter(folder / ENTRIES)
        self.tellings = FrameWriter(folder / TELLINGS)
        self.places: list[tuple[int, ...]] = []

    def read(self, article: Article) -> Document:
        """The document of an article, with what its source's other articles have in common with it."""
        document = self.auditor.read(article, self._today)
        document.seen = without_versions(document, self._seen.count(document))
        return document

    def audit(self, row: int, name: str, document: Document) -> str | None:
        """Write what becomes of one article; if nothing could, why."""
        try:
            report = self.auditor.audit_document(document)
            turn = turn_of(document.article)
            entry = Entry(name, turn.day, make_signature(document), find_topic(document))
            telling = make_telling(document, name)
        except Exception as error:  # one article that breaks a layer is quarantined, with the reason
            return f"{type(error).__name__}: {error}"
        self.reports.write(report)
        self.places.append((*turn, row, self.entries.write(entry), self.tellings.write(telling)))
        return None
