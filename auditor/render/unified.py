"""Two texts as a unified diff."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence

from auditor.diff import Opcode, compare

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
NO_NEWLINE = "\n\\ No newline at end of file\n"


class _Grouped(difflib.SequenceMatcher[str]):
    """Groups what differs with its context as difflib does; what compares in bounded time is `auditor.diff`."""

    def __init__(self, opcodes: list[Opcode]) -> None:
        super().__init__()
        self._compared = opcodes

    def get_opcodes(self) -> list[Opcode]:  # type: ignore[override]  # its type asks for literal kinds
        return self._compared


def unified_diff(old: str, new: str, name: str) -> Iterator[str]:
    """The lines of the diff, each with its end; none for equal texts."""
    before, after = _LINE.findall(old), _LINE.findall(new)
    if before != after:
        yield f"--- {name}\n"
        yield f"+++ {name}\n"
        for group in _Grouped(list(compare(before, after))).get_grouped_opcodes():
            yield from _hunk(group, before, after)


def _hunk(group: Sequence[Opcode], before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    yield f"@@ -{_range(group[0][1], group[-1][2])} +{_range(group[0][3], group[-1][4])} @@\n"
    for kind, a, b, c, d in group:
        if kind == "equal":
            yield from (_ended(" ", line) for line in before[a:b])
            continue
        yield from (_ended("-", line) for line in before[a:b])
        yield from (_ended("+", line) for line in after[c:d])


def _range(start: int, end: int) -> str:
    """Where lines stand and how many: counted from 1, but an empty range stands behind the line before it."""
    length = end - start
    return f"{start + (length > 0)},{length}" if length != 1 else str(start + 1)


def _ended(sign: str, line: str) -> str:
    return f"{sign}{line}" if line.endswith("\n") else f"{sign}{line}{NO_NEWLINE}"
