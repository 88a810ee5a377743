"""Inputs cut into slices that processes read apart: a part of one file, or a run of small files of a folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from auditor.article import Article
from auditor.ingest.compressed import open_compressed
from auditor.ingest.errors import InputError
from auditor.ingest.fields import KNOWN_FIELDS, known_fields
from auditor.ingest.item import WHOLE, Item, Part, failed
from auditor.ingest.readers import FORMATS, KNOWN_NAMES, ONE_ARTICLE, compression, media_type

SIDECAR = "articles.yaml"
"""A file beside articles that says what is known of each: source, url, title, published, language."""
Known = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Slice:
    """What one process reads: `part` of each of `files`."""

    files: tuple[str, ...]
    part: Part = WHOLE


def cut_input(name: str, articles: int) -> Iterator[Slice]:
    """The slices of a file, or of a folder's files in order of their names, of about so many articles each.

    A file that can be read only from its beginning is one slice. Raises InputError, OSError.
    """
    run: list[str] = []
    for file in find_files(Path(name)):
        kind = media_type(file)
        if kind in ONE_ARTICLE:
            run.append(str(file))
            if len(run) < articles:
                continue
        if run:
            yield Slice(tuple(run))
            run.clear()
        if kind not in ONE_ARTICLE:
            yield from _cut_file(file, kind, articles)
    if run:
        yield Slice(tuple(run))


def _cut_file(file: Path, kind: str | None, articles: int) -> Iterator[Slice]:
    cut = FORMATS[kind].cut if kind else None
    if cut is None or compression(file):
        yield Slice((str(file),))
        return
    yield from (Slice((str(file),), part) for part in cut(file, articles))


def find_files(path: Path) -> list[Path]:
    """The file itself, or those of a folder that hold articles, in order of their names. Raises InputError."""
    if not path.is_dir():
        return [path]
    files = sorted(file for file in path.rglob("*") if _is_article(file) and file.is_file())
    if not files:
        raise InputError(f"{path}: no articles in this folder; file {KNOWN_NAMES}")
    return files


def _is_article(file: Path) -> bool:
    return media_type(file) is not None and not file.name.startswith(".")


def read_slice(part: Slice) -> Iterator[Item]:
    """The items of a slice; what cannot be read comes as an item that says why, in its place."""
    folder: Path | None = None
    known: Known = {}
    for name in part.files:
        file = Path(name)
        try:
            if file.parent != folder:
                known = read_sidecar(file.parent / SIDECAR)
                folder = file.parent
            yield from _read_file(file, part.part, known.get(file.name, {}))
        except InputError as error:
            yield failed(file.name, error)
        except OSError as error:
            yield failed(name, InputError(f"{name}: {error.strerror or error}"))


def _read_file(file: Path, part: Part, known: Mapping[str, Any]) -> Iterator[Item]:
    kind = media_type(file)
    if kind is None:
        raise InputError(f"{file}: unknown kind of file; {KNOWN_NAMES}")
    suffix = compression(file)
    with file.open("rb") as raw:
        stream = open_compressed(raw, suffix, file.name) if suffix else raw
        for item in FORMATS[kind].read(stream, file.name, part):
            yield item._replace(read=partial(_read_with, item, known)) if known else item


def _read_with(item: Item, known: Mapping[str, Any]) -> Article:
    return replace(item.read(), **known)


def read_sidecar(path: Path) -> Known:
    """What a folder's articles.yaml says, by file name. Raises InputError."""
    return parse_sidecar(path.read_bytes(), path) if path.is_file() else {}


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
    return {str(name): known_fields(row, f"{path}: {name}") for name, row in rows.items()}
