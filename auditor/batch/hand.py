"""A process that does tasks and may die of them: watched from outside, started again, and cleared of its suspects."""

from __future__ import annotations

import contextlib
import pickle
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any, BinaryIO

from auditor.batch.child import AT, FAILED, HEAD
from auditor.batch.receipts import Receipt
from auditor.batch.stages import PASSES_OVER
from auditor.batch.task import BatchError, Task
from auditor.text.counted import counted

START_SECONDS = 120.0
"""What a process may take before its first item: it loads the program, the rules and the tables."""
LOOK_SECONDS = 0.25
"""How often it is looked at which item a process has come to: to wake up for each would take a tenth of a millisecond,
one part in a hundred of an audit."""
MAX_DEATHS = 5
"""Deaths that no item is to blame for, as by the kernel's lack of memory, before the run is given up."""
Watch = Callable[[Task, int], None]
"""Called with a task and the number of the item that it has come to."""


class _Died(Exception):
    """The process ended, or was ended, amid a task."""

    def __init__(self, reason: str, item: int | None) -> None:
        super().__init__(reason)
        self.item = item


class _Place:
    """The item that a process has come to, and since when it is there."""

    def __init__(self) -> None:
        self.reach(None)

    def reach(self, item: int | None) -> None:
        """Come to an item, or to the begin of a task."""
        self._reached = item, time.monotonic()  # at once: two threads look at it

    @property
    def item(self) -> int | None:
        """The item; None before the first."""
        return self._reached[0]

    def overdue(self, deadline: float) -> bool:
        """Whether the process has been there for too long."""
        item, since = self._reached
        return time.monotonic() > since + deadline + (START_SECONDS if item is None else 0)


class Hand:
    """Does one task at a time in a process of its own, which is started when it is first needed."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False
        self._place = _Place()
        self._answers: queue.SimpleQueue[tuple[bytes, Any] | None] = queue.SimpleQueue()

    def do(self, task: Task, watch: Watch | None = None) -> Receipt:
        """Do a task; an item that the process dies of, twice, or that takes too long, twice, is left out.

        Raises BatchError where the task cannot be done at all.
        """
        deaths = 0
        while True:
            try:
                return self._attempt(task, watch)
            except _Died as died:
                reason = str(died)
                if died.item is not None and self._is_guilty(task, died.item):
                    task = replace(task, excluded={**task.excluded, died.item: reason})
                    continue
            deaths += 1
            if deaths == MAX_DEATHS:
                raise BatchError(f"{task.name}: {reason}, {counted(deaths, 'time')}; --resume goes on from here")

    def _is_guilty(self, task: Task, item: int) -> bool:
        """Whether the stage can do without this item, and a process dies of it alone."""
        if task.stage not in PASSES_OVER or item in task.excluded:
            return False
        try:
            self._attempt(replace(task, only=item), None)
        except _Died:
            return True
        return False

    def _attempt(self, task: Task, watch: Watch | None) -> Receipt:
        process = self._start()
        place, answers = self._place, self._answers
        place.reach(None)
        self._send(process, task)
        while True:
            try:
                answer = answers.get(timeout=LOOK_SECONDS)
            except queue.Empty:
                if place.overdue(task.deadline):
                    self.close()
                    raise _Died(f"took longer than {task.deadline:g} s", place.item) from None
                if watch is not None and place.item is not None:
                    watch(task, place.item)
                continue
            if answer is None:
                raise self._dead(process, place.item)
            kind, value = answer
            if kind == FAILED:
                raise BatchError(f"{task.name}: {value}")
            receipt: Receipt = value
            return receipt

    def _send(self, process: subprocess.Popen[bytes], task: Task) -> None:
        data = pickle.dumps(task)
        assert process.stdin is not None
        try:
            process.stdin.write(HEAD.pack(len(data)) + data)
            process.stdin.flush()
        except (OSError, ValueError):  # it has ended, or was ended, since its last task
            raise self._dead(process, None) from None

    def _dead(self, process: subprocess.Popen[bytes], item: int | None) -> _Died:
        code = process.wait()
        self.close()
        return _Died(f"the process died ({f'signal {-code}' if code < 0 else f'exit status {code}'})", item)

    def _start(self) -> subprocess.Popen[bytes]:
        if self._stopped:
            raise BatchError("stopped")
        if self._process is None:
            command = [sys.executable, "-m", "auditor.batch.child"]
            pipe = subprocess.PIPE
            self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe)  # our own module # nosec B603
            self._place, self._answers = _Place(), queue.SimpleQueue()
            given = (self._process.stdout, self._place, self._answers)
            threading.Thread(target=_listen, args=given, daemon=True).start()
        return self._process

    def close(self) -> None:
        """End the process, whatever it does; the next task starts another."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()

    def stop(self) -> None:
        """End the process, from any thread, and start no other."""
        self._stopped = True
        self.close()


def _listen(stream: BinaryIO, place: _Place, answers: queue.SimpleQueue[tuple[bytes, Any] | None]) -> None:
    """Note which item the process has come to, and pass on what it answers, then None when it has ended."""
    with contextlib.suppress(OSError, ValueError):  # closed under us, when the process was ended
        while len(head := stream.read(1 + HEAD.size)) == 1 + HEAD.size:
            kind, (number,) = head[:1], HEAD.unpack(head[1:])
            if kind == AT:
                place.reach(number)
            else:
                answers.put((kind, pickle.loads(stream.read(number))))  # our own child's # nosec B301
    answers.put(None)


_of_thread = threading.local()


def audit_shard(task: Task, watch: Watch | None = None) -> Receipt:
    """Do one task of a batch, here and now, in a process that this thread keeps for its next task.

    The function that every engine calls. It may be called again for the same task, here or elsewhere: what it
    makes appears as a whole or not at all, and is the same each time. Raises BatchError.
    """
    if not hasattr(_of_thread, "hand"):
        keep_hand(Hand())
    hand: Hand = _of_thread.hand
    return hand.do(task, watch)


def keep_hand(hand: Hand) -> None:
    """Let `audit_shard` use `hand` in this thread."""
    _of_thread.hand = hand
