"""Folders that are there as a whole or not at all, each with a receipt of what lies in it."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

RECEIPT = "receipt.json"
TEMPORARY = ".tmp-"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a task made: what it counted, and the SHA-256 of every file."""

    task: str
    counts: Mapping[str, Any]
    files: Mapping[str, str]


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """A folder under a temporary name, which gets its own when all went well.

    Where another process made the same folder meanwhile, that one stays: the work of both is the same.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}{TEMPORARY}{uuid.uuid4().hex}")
    temporary.mkdir()
    try:
        yield temporary
        _sync(temporary)
        try:
            temporary.rename(path)
        except OSError:
            if read_receipt(path) is None:  # half a folder of a machine that lost power
                shutil.rmtree(path)
                temporary.rename(path)
        _sync(path.parent)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def write_receipt(folder: Path, task: str, counts: Mapping[str, Any]) -> Receipt:
    """Bring the files of a folder to the disk and write down what they are."""
    hashes = {}
    for file in sorted(folder.iterdir()):
        hashes[file.name] = _digest(file)
        _sync(file)
    receipt = Receipt(task, counts, hashes)
    path = folder / RECEIPT
    path.write_text(json.dumps(asdict(receipt)), encoding="utf-8")
    _sync(path)
    return receipt


def read_receipt(folder: Path) -> Receipt | None:
    """The receipt of a folder, or None unless every file in it is as the receipt says."""
    try:
        receipt = Receipt(**json.loads((folder / RECEIPT).read_bytes()))
        if all(_digest(folder / name) == digest for name, digest in receipt.files.items()):
            return receipt
    except (OSError, ValueError, TypeError):
        return None
    return None


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _sync(path: Path) -> None:
    """Bring a file, or the names in a folder, to the disk; Windows has no such call for folders."""
    if path.is_dir() and os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
