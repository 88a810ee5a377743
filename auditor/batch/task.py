"""One piece of a batch's work: small enough to do again, and the same wherever and however often it is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


class BatchError(Exception):
    """A batch that cannot go on; the message says why, and what would be right."""


@dataclass(frozen=True, slots=True)
class Task:
    """What one process does at a time; it reads and writes files below `work` only, and the inputs."""

    stage: str
    """A name of `auditor.batch.stages.STAGES`."""
    number: int
    work: str
    """The run's folder, at the same path on every machine."""
    pack: str
    """SHA-256 of the rules, which lie in `work`."""
    facts: Mapping[str, Any]
    """What the stage asks for."""
    weight: int = 1
    """How much of the stage it is: articles, or bytes of the input."""
    deadline: float = 60.0
    """Seconds that one article may take."""
    excluded: Mapping[int, str] = field(default_factory=dict)
    """Items that killed their process or outlasted the deadline, by number, and what happened."""
    only: int | None = None
    """Do this item alone and keep nothing: a suspect is tried."""

    @property
    def name(self) -> str:
        """The name of its folder: stage and number."""
        return f"{self.stage}/{self.number:06d}"

    @property
    def folder(self) -> Path:
        """Where its files lie once it is done."""
        return Path(self.work) / self.name

    def passes(self, item: int) -> bool:
        """Whether `item` is not to be touched."""
        return item in self.excluded or (self.only is not None and item != self.only)
