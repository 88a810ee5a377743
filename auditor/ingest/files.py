"""Files that hold articles: how they are named, and how an article that was read from one is."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from auditor.article import Article, Origin
from auditor.ingest.errors import InputError
from auditor.ingest.item import Item, failed
from auditor.ingest.readers import KNOWN_NAMES, compression, media_type
from auditor.text.blank import has_words

STANDARD_INPUT = "-"


class InputFile(NamedTuple):
    """A file under its names."""

    path: Path
    """Where every process finds it."""
    name: str
    """What messages call it: the path as it was given, in a folder behind the folder as it was given."""
    id: str
    """What an article of it is called that brings no id."""
    uri: str
    """Its address: relative to the working folder if it stands below it, else absolute."""


Found = list[InputFile] | InputError
"""The files of an input, or why there are none."""


def is_address(given: str) -> bool:
    """Whether an input is an address of the web, not a path."""
    return given.lower().startswith(("https://", "http://"))


def find_inputs(names: Iterable[str]) -> dict[str, Found]:
    """The files of several inputs by input, or why there are none. No two files have the same id.

    Those that would, as files of one name behind two absolute paths, are called after more of their folders.
    """
    found: dict[str, Found] = {}
    for name in names:
        try:
            found[name] = find_files(name)
        except InputError as error:
            found[name] = error
    while clashing := _clashing(file for files in found.values() if isinstance(files, list) for file in files):
        for name, files in found.items():
            if isinstance(files, list):
                found[name] = [_longer(file) if file in clashing else file for file in files]
    return found


def _clashing(files: Iterable[InputFile]) -> set[InputFile]:
    """The files whose id can be longer, and another file has it too."""
    by_id: dict[str, set[InputFile]] = {}
    for file in files:
        by_id.setdefault(file.id, set()).add(file)
    shared = [same for same in by_id.values() if len({file.path for file in same}) > 1]
    return {file for same in shared for file in same if Path(file.name).is_absolute() and _longer(file) != file}


def _longer(file: InputFile) -> InputFile:
    """The file, called after one more of its folders."""
    parts = file.path.parts[-len(file.id.split("/")) - 1 :]
    return file._replace(id=_as_text(Path(*parts))) if len(parts) < len(file.path.parts) else file


def find_files(given: str) -> list[InputFile]:
    """The file itself, or those of a folder that hold articles, in order of their names. Raises InputError.

    An article is called after the path as given, whichever other inputs there are: a baseline of a folder knows the
    folder's files when they are given one by one. Where an absolute path leads is the machine's matter; behind one,
    an article is called after what lies inside the input, a file by its name, and `find_inputs` tells those of
    several inputs apart.
    """
    if is_address(given):
        raise InputError(f"{given}: only `auditor check` reads addresses, and without --fix")
    path = Path(given)
    above = path if path.is_dir() else path.parent
    files = [path]
    if path.is_dir():
        files = sorted(file for file in path.rglob("*") if _is_article(file) and file.is_file())
    if not files:
        raise InputError(f"{given}: no articles in this folder; file {KNOWN_NAMES}")
    return [_input_file(file, file.relative_to(above) if path.is_absolute() else file) for file in files]


def standard_input(path: Path | None = None) -> InputFile:
    """Standard input, which lies in `path` if it was written to a file."""
    return InputFile(path or Path(STANDARD_INPUT), STANDARD_INPUT, STANDARD_INPUT, STANDARD_INPUT)


def _is_article(file: Path) -> bool:
    return media_type(file) is not None and not file.name.startswith(".")


def _input_file(path: Path, shown: Path) -> InputFile:
    absolute = Path(os.path.abspath(path))  # unlike resolve() it follows no link
    return InputFile(absolute, _as_text(path), _as_text(shown), _file_uri(absolute))


def _as_text(path: Path) -> str:
    """A path as text that can be written anywhere: names of files need not be UTF-8."""
    return os.fsencode(path.as_posix()).decode("utf-8", "replace")


def _file_uri(absolute: Path) -> str:
    """Source: RFC 3986; a colon is encoded too, so that no relative address looks as if it had a scheme."""
    folder = Path.cwd()
    if not absolute.is_relative_to(folder):
        return absolute.as_uri()
    return quote(os.fsencode(absolute.relative_to(folder).as_posix()), safe="/")


def complete_items(items: Iterable[Item], file: InputFile, known: Mapping[str, Any]) -> Iterator[Item]:
    """The items of a file, their articles with what the folder says of them and where they came from."""
    for item in items:
        yield item._replace(read=partial(_read, item, file, known))


def told_if_none(items: Iterable[Item], file: InputFile) -> Iterator[Item]:
    """The items of a whole file; where there is none, one that says so."""
    nothing = True
    for item in items:
        nothing = False
        yield item
    if nothing:
        yield failed(file.name, InputError(f"{file.name}: nothing to audit: no article in it"))


def _read(item: Item, file: InputFile, known: Mapping[str, Any]) -> Article:
    article = replace(item.read(), **known)
    if not _is_there(article):
        raise InputError(f"{item.where}: nothing to audit: no word in its text")
    name = file.id if item.number is None else f"{file.id}:{item.number}"
    packed = compression(file.path) is not None  # lines of what is inside are no lines of the file
    return replace(
        article,
        id=article.id or name,
        origin=Origin(item.where, file.uri, None if packed else item.line),
        stretches=() if packed else article.stretches,
    )


def _is_there(article: Article) -> bool:
    """Whether there is an article: one without a word in its text has at least a name of its own."""
    return has_words(article.text) or bool(article.title.strip() or article.url or article.id)
