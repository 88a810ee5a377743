"""The process that does tasks: reads them from standard input, says which item it is at, and answers with receipts.

Started by `auditor.batch.hand` as `python -m auditor.batch.child`. It ends with the process that started it.
"""

from __future__ import annotations

import os
import pickle
import signal
import struct
import sys
from typing import BinaryIO

from auditor.batch.stages import perform
from auditor.batch.task import BatchError, Task
from auditor.garbage import collect_seldom

HEAD = struct.Struct(">I")
AT, DONE, FAILED = b"a", b"d", b"f"


def main() -> None:
    """Do tasks until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's business
    collect_seldom()
    answers = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
    while (task := _read_task(sys.stdin.buffer)) is not None:
        try:
            receipt = perform(task, lambda item: _write(answers, AT + HEAD.pack(item)))
        except BrokenPipeError:
            return
        except (OSError, BatchError) as error:
            _answer(answers, FAILED, f"{type(error).__name__}: {error}" if isinstance(error, OSError) else str(error))
        else:
            _answer(answers, DONE, receipt)


def _read_task(stream: BinaryIO) -> Task | None:
    head = stream.read(HEAD.size)
    if len(head) < HEAD.size:
        return None
    task: Task = pickle.loads(stream.read(*HEAD.unpack(head)))  # written by our own parent # nosec B301
    return task


def _answer(handle: int, kind: bytes, value: object) -> None:
    data = pickle.dumps(value)
    _write(handle, kind + HEAD.pack(len(data)) + data)


def _write(handle: int, data: bytes) -> None:
    while data:
        data = data[os.write(handle, data) :]


if __name__ == "__main__":
    main()
