"""Whose turn it is: which line of jobs a worker looks at first."""

from __future__ import annotations

from collections.abc import Iterable

from auditor.store.jobs import BULK, FOLLOW, WORK, Job, Line

TURNS = (
    (WORK, BULK, FOLLOW),
    (BULK, FOLLOW, WORK),
    (WORK, BULK, FOLLOW),
    (FOLLOW, WORK, BULK),
)
"""Lanes in the order of one claim after the other: half of the claims are for what somebody waits for, and neither
batches nor what follows wait for good. Where nothing else waits, a lane has all of them."""
LANES_OF_WORK = frozenset(TURNS[0])


class Turns:
    """What one worker has claimed so far, as far as it matters for what it claims next."""

    def __init__(self) -> None:
        self._claims = 0
        self._last: dict[str, str] = {}

    def order(self, lines: Iterable[Line]) -> list[Line]:
        """Lines in the order in which they are to be asked for a job: by lane, then by owner, after the last one."""
        lanes = TURNS[self._claims % len(TURNS)]
        return sorted(lines, key=lambda line: (lanes.index(line.lane), *self._place(line)))

    def took(self, job: Job) -> None:
        """Note that a job was claimed."""
        self._claims += 1
        self._last[job.lane] = job.owner or ""

    def _place(self, line: Line) -> tuple[bool, str]:
        owner = line.owner or ""
        last = self._last.get(line.lane)
        return last is not None and owner <= last, owner
