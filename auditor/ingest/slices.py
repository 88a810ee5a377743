"""Inputs cut into slices that processes read apart: a part of one file, or a run of small files of a folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import yaml

from auditor.ingest.compressed import open_compressed
from auditor.ingest.errors import InputError
from auditor.ingest.fields import KNOWN_FIELDS, known_fields
from auditor.ingest.files import InputFile, complete_items, told_if_none
from auditor.ingest.item import WHOLE, Item, Part, failed
from auditor.ingest.readers import FORMATS, KNOWN_NAMES, ONE_ARTICLE, compression, media_type

SIDECAR = "articles.yaml"
"""A file beside articles that says what is known of each: source, url, title, published, language."""
Known = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Slice:
    """What one process reads: `part` of each of `files`."""

    files: tuple[InputFile, ...]
    part: Part = WHOLE


def cut_files(files: Iterable[InputFile], articles: int) -> Iterator[Slice]:
    """The slices of files, of about so many articles each.

    A file that can be read only from its beginning is one slice. Raises InputError, OSError.
    """
    run: list[InputFile] = []
    for file in files:
        kind = media_type(file.path)
        if kind in ONE_ARTICLE:
            run.append(file)
            if len(run) < articles:
                continue
        if run:
            yield Slice(tuple(run))
            run.clear()
        if kind not in ONE_ARTICLE:
            yield from _cut_file(file, kind, articles)
    if run:
        yield Slice(tuple(run))


def _cut_file(file: InputFile, kind: str | None, articles: int) -> Iterator[Slice]:
    cut = FORMATS[kind].cut if kind else None
    parts = iter(()) if cut is None or compression(file.path) else cut(file.path, articles)
    try:
        first, second = next(parts, None), next(parts, None)
    except InputError:  # told when it is read
        first = second = None
    if first is None or second is None:
        yield Slice((file,))
        return
    yield from (Slice((file,), part) for part in chain((first, second), parts))


def read_slice(part: Slice) -> Iterator[Item]:
    """The items of a slice; what cannot be read comes as an item that says why, in its place."""
    folder: Path | None = None
    known: Known = {}
    for file in part.files:
        try:
            if file.path.parent != folder:
                known = read_sidecar(file.path.with_name(SIDECAR), Path(file.name).with_name(SIDECAR))
                folder = file.path.parent
            yield from _read_file(file, part.part, known.get(file.path.name, {}))
        except InputError as error:
            yield failed(file.name, error)
        except OSError as error:
            yield failed(file.name, InputError(f"{file.name}: {error.strerror or error}"))


def _read_file(file: InputFile, part: Part, known: Mapping[str, Any]) -> Iterator[Item]:
    kind = media_type(file.path)
    if kind is None:
        raise InputError(f"{file.name}: unknown kind of file; {KNOWN_NAMES}")
    suffix = compression(file.path)
    with file.path.open("rb") as raw:
        stream = open_compressed(raw, suffix, file.name) if suffix else raw
        items = complete_items(FORMATS[kind].read(stream, file.name, part), file, known)
        yield from told_if_none(items, file) if part == WHOLE else items


def read_sidecar(path: Path, name: Path) -> Known:
    """What a folder's articles.yaml says, by file name; messages call it `name`. Raises InputError."""
    return parse_sidecar(path.read_bytes(), name) if path.is_file() else {}


def parse_sidecar(data: bytes, path: Path) -> Known:
    """What `data`, the content of `path`, says by file name. Raises InputError."""
    try:
        rows = yaml.safe_load(data)
    except RecursionError:
        raise InputError(f"{path}: nested too deeply") from None
    except (yaml.YAMLError, ValueError) as error:  # a ValueError for 2025-13-01, which has the form of a date
        raise InputError(f"{path}: not YAML: {' '.join(str(error).split())}") from None
    if not isinstance(rows, dict) or not all(isinstance(row, dict) for row in rows.values()):
        raise InputError(f"{path}: must map file names to what is known of them, as `a.txt: {{source: example.org}}`")
    for name, row in rows.items():
        if unknown := set(row) - (KNOWN_FIELDS - {"text", "html"}):
            raise InputError(f"{path}: {name}: unknown key {min(unknown, key=str)!r}")
    known = {str(name): known_fields(row, f"{path}: {name}") for name, row in rows.items()}
    return {name: row | ({"published_from": SIDECAR} if "published" in row else {}) for name, row in known.items()}
