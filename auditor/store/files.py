"""Files that hold articles: read and written by their owner alone, whatever the umask says."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

OWNER_ONLY = 0o600
FOLDER_OF_OWNER = 0o700
OTHERS = stat.S_IRWXG | stat.S_IRWXO
BESIDE = ("", "-wal", "-shm", "-journal")
"""A SQLite database and what SQLite keeps beside it, with the rights that the database has."""

private = partial(os.open, mode=OWNER_ONLY)
"""An opener for `open`: what it makes is its owner's."""


def make_file(path: Path) -> None:
    """Make an empty file if there is none. What prevents it, SQLite tells when it opens the file."""
    with suppress(OSError):
        os.close(private(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))


def make_folder(path: Path) -> None:
    """Make a folder if there is none; those above it are made as the umask says. Raises OSError."""
    path.mkdir(FOLDER_OF_OWNER, parents=True, exist_ok=True)


def open_to_others(database: Path) -> Iterator[Path]:
    """The files of a SQLite database that others than their owner may read or write; none where there are no modes."""
    for path in (database.with_name(database.name + end) for end in BESIDE) if os.name == "posix" else ():
        with suppress(FileNotFoundError):
            if path.stat().st_mode & OTHERS:
                yield path


def close_to_others(database: Path) -> None:
    """Give the files of a SQLite database to their owner alone. What is another's stays as it is."""
    for path in open_to_others(database):
        with suppress(PermissionError):
            path.chmod(OWNER_ONLY)
