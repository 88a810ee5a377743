"""`auditor check --fix` and `--diff`: the fixes of plain text files, applied in place or shown."""

from __future__ import annotations

import io
import os
import stat
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from auditor.article import Article
from auditor.audit import Auditor
from auditor.fixing import Fixed, fix_article
from auditor.ingest import InputError, read_inputs
from auditor.ingest.defaults import Defaults
from auditor.ingest.files import STANDARD_INPUT, InputFile, complete_items, find_inputs, standard_input
from auditor.ingest.inputs import Row, standard_input_type
from auditor.ingest.item import WHOLE, Item
from auditor.ingest.readers import FORMATS, compression, media_type
from auditor.ingest.slices import Slice, read_slice
from auditor.ingest.text import encode
from auditor.render.terminal import printable
from auditor.render.unified import unified_diff
from auditor.text.counted import counted

CHANGED, BROKEN = 1, 2
PLAIN = "text/plain"


class PlainText(NamedTuple):
    """An article as it stands in a plain text file."""

    file: InputFile
    data: bytes
    article: Article


class Fixer:
    """Fixes the plain text among the inputs of a command, and counts; other formats are left as they are."""

    def __init__(self, auditor: Auditor, defaults: Defaults, today: date) -> None:
        """`today` is the day of the audit."""
        self._auditor, self._defaults, self._today = auditor, defaults, today
        self._output = sys.stdout  # reports on standard input go to another stream
        self.status = 0
        self.remaining = 0
        """Findings that are there after the fixes."""
        self._fixed = self._files = self._left = self._others = 0

    def show(self, inputs: Sequence[str]) -> int:
        """Write what the fixes of all inputs would change as a unified diff; 1 if they would, 2 for a broken input."""
        for text in self._texts(inputs):
            if isinstance(text, InputError):
                self._tell(text)
            else:
                fixed = self._fix(text)
                _write_diff(text, fixed)
                self._add(fixed)
        sys.stderr.write(self.summary("would be fixed"))
        return self.status or (CHANGED if self._files else 0)

    def apply(self, inputs: Sequence[str]) -> Iterator[Row]:
        """The articles of all inputs, those of plain text after their fixes were written to their files.

        Standard input, which is the only input then, is written to standard output. Raises InputError.
        """
        if STANDARD_INPUT in inputs:
            if len(inputs) > 1:
                raise InputError("with --fix, - goes to standard output and takes no other input beside it")
            yield self._pass_on(_standard_input())
            return
        for text in self._texts(inputs):
            if isinstance(text, PlainText):  # what cannot be read is told below
                fixed = self._fix(text)
                try:
                    _write_file(text, fixed)
                except InputError as error:
                    self._tell(error)
                else:
                    self._add(fixed)
        yield from read_inputs(inputs)

    def summary(self, done: str = "fixed") -> str:
        """What was fixed and what was not, in a line."""
        parts = [f"{counted(self._fixed, 'finding')} {done} in {counted(self._files, 'text')}"]
        if done == "fixed":
            parts.append(f"{self.remaining} left")
        if self._left:
            parts.append(f"{counted(self._left, 'suggestion')} for an editor to decide on")
        if self._others:
            parts.append(f"{counted(self._others, 'file')} of other formats left as they are")
        return f"auditor: {', '.join(parts)}\n"

    def _texts(self, inputs: Sequence[str]) -> Iterator[PlainText | InputError]:
        """The plain texts among the inputs; what cannot be read in its place."""
        found = find_inputs(name for name in inputs if name != STANDARD_INPUT)
        for name in inputs:
            if name == STANDARD_INPUT:
                yield _standard_input()
                continue
            files = found[name]
            if isinstance(files, InputError):
                yield files
                continue
            for file in files:
                if media_type(file.path) in (PLAIN, None) and not compression(file.path):
                    yield from list(map(partial(_as_it_stands, file), read_slice(Slice((file,)))))  # then it is closed
                else:
                    self._others += 1

    def _fix(self, text: PlainText) -> Fixed:
        return fix_article(self._auditor, self._defaults.complete(text.article), self._today)

    def _add(self, fixed: Fixed) -> None:
        self._fixed += len(fixed.applied)
        self._files += bool(fixed.applied)
        self._left += len(fixed.left)

    def _pass_on(self, text: PlainText | InputError) -> Row:
        """Write a text with its fixes to standard output; the article it is now."""
        if isinstance(text, InputError):
            return text
        fixed = self._fix(text)
        data = encode(fixed.text, text.data)
        self._output.buffer.write(data)
        self._output.buffer.flush()
        self._add(fixed)
        return _from_standard_input(data).article

    def _tell(self, error: InputError) -> None:
        sys.stderr.write(f"auditor: {printable(str(error))}\n")
        self.status = BROKEN


def _standard_input() -> PlainText | InputError:
    kind = standard_input_type()
    if kind != PLAIN:
        return InputError(f"-: reads as {kind}; only plain text can be fixed")
    try:
        return _from_standard_input(sys.stdin.buffer.read())
    except InputError as error:
        return error


def _from_standard_input(data: bytes) -> PlainText:
    """The article in what was read. Raises InputError."""
    file = standard_input()
    (item,) = complete_items(FORMATS[PLAIN].read(io.BytesIO(data), file.name, WHOLE), file, {})
    return PlainText(file, data, item.read())


def _as_it_stands(file: InputFile, item: Item) -> PlainText | InputError:
    """The article of a file with the bytes it was read from, which are to be written again but for the fixes."""
    try:
        text = PlainText(file, file.path.read_bytes(), item.read())
    except InputError as error:
        return error
    except OSError as error:
        return InputError(f"{file.name}: {error.strerror or error}")
    if encode(text.article.text, text.data) != text.data:
        return InputError(f"{file.name}: changed while it was read; nothing was fixed in it")
    return text


def _write_diff(text: PlainText, fixed: Fixed) -> None:
    """Write a unified diff; a terminal gets no character that would move its cursor."""
    for line in unified_diff(text.article.text, fixed.text, text.file.name):
        sys.stdout.write("\n".join(map(printable, line.split("\n"))) if sys.stdout.isatty() else line)


def _write_file(text: PlainText, fixed: Fixed) -> None:
    """Put the fixed text in the place of the old one. Raises InputError where that cannot be."""
    if not fixed.applied:
        return
    path = text.file.path.resolve()  # a link goes on pointing to its file
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        if not mode & stat.S_IWUSR or not os.access(path, os.W_OK):
            raise InputError(f"{text.file.name}: is read-only; nothing was fixed in it")
        _replace(path, encode(fixed.text, text.data), mode)
    except OSError as error:
        raise InputError(f"{text.file.name}: cannot be written: {error.strerror or error}") from None


def _replace(path: Path, data: bytes, mode: int) -> None:
    """Put a new file in the place of an old one at once, with its mode. Raises OSError."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as stream:
        try:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
            stream.close()
            os.chmod(stream.name, mode)
            os.replace(stream.name, path)
        except BaseException:
            Path(stream.name).unlink(missing_ok=True)
            raise
