"""What a terminal would act on, written so that it does not: escape sequences, controls, marks of direction."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import Any, TextIO, cast

_UNCOMMON = re.compile(r"[^\n\t\x20-\x7e]")


def escaped(text: str) -> str:
    """`text` with every character escaped that a terminal would act on, as JSON escapes it: ESC is \\u001b.

    So JSON stays what it was, and a name from the store shows what is in it.
    """
    return _UNCOMMON.sub(lambda match: match[0] if match[0].isprintable() else json.dumps(match[0])[1:-1], text)


class EscapingStream:
    """A stream of text whose reader may be a terminal: all that is written to it is escaped."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write `text`, escaped."""
        return self._stream.write(escaped(text))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


@contextmanager
def escaping() -> Iterator[None]:
    """Escape what is written to standard output and standard error meanwhile."""
    out, err = cast("TextIO", EscapingStream(sys.stdout)), cast("TextIO", EscapingStream(sys.stderr))
    with redirect_stdout(out), redirect_stderr(err):
        yield


def write_data(text: str) -> None:
    """Write JSON to standard output: as it is, escaped for a terminal."""
    sys.stdout.write(escaped(text) if sys.stdout.isatty() else text)
