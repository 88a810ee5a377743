"""What a run is to do, written down before it begins, so that it can be gone on with and by the same rules only."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from auditor.batch.frames import FrameWriter, read_frames
from auditor.batch.pack import FILE, Pack, read_pack, write_pack
from auditor.batch.receipts import new_folder
from auditor.batch.task import BatchError
from auditor.ingest.defaults import Defaults
from auditor.ingest.errors import InputError
from auditor.ingest.files import STANDARD_INPUT, InputFile, find_inputs, standard_input
from auditor.ingest.inputs import standard_input_type
from auditor.ingest.readers import MEDIA_TYPES
from auditor.ingest.slices import Slice, cut_files

WORK, MANIFEST, SLICES = "work", "manifest.json", "slices.bin"
Stamp = tuple[int, int]
"""Size and time of change of a file."""


class Terms(NamedTuple):
    """What a run is asked for beside its inputs and rules."""

    shard_size: int
    kinds: str
    defaults: Defaults


@dataclass(frozen=True, slots=True)
class Manifest:
    """One run; what differs from it is another run."""

    inputs: tuple[str, ...]
    ruleset: str
    """Hash of the rules."""
    pack: str
    """SHA-256 of the rules with their settings, as bytes."""
    code: str
    """Version of the program and hash of its files."""
    shard_size: int
    """Articles a shard."""
    today: str
    """The day on which articles are audited and sources scored, whenever the run is gone on with."""
    problems: tuple[str, ...]
    """Why some of the inputs cannot be read at all."""
    kinds: str = ""
    """What is written beside lines; older versions did not say."""
    defaults: str = ""
    """What is said of articles that come without."""


def begin_run(work: Path, inputs: Sequence[str], pack: Pack, terms: Terms) -> Manifest:
    """Cut the inputs into slices and write down what is to be done. Raises OSError."""
    with new_folder(work) as folder:
        problems: list[str] = []
        found = find_inputs(name for name in inputs if name != STANDARD_INPUT)
        with FrameWriter(folder / SLICES) as slices:
            for name in inputs:
                try:
                    files = found.get(name) or [_keep_standard_input(folder)]
                    if isinstance(files, InputError):
                        raise files
                    for part in cut_files(files, terms.shard_size):
                        stamps = [_stamp(file) for file in part.files]
                        slices.write((replace(part, files=_moved(part.files, folder, work)), stamps))
                except InputError as error:
                    problems.append(str(error))
                except OSError as error:
                    problems.append(f"{name}: {error.strerror or error}")
        manifest = Manifest(
            tuple(inputs), pack.ruleset.digest, write_pack(pack, folder / FILE), pack.code, terms.shard_size,
            datetime.now(UTC).date().isoformat(), tuple(problems), terms.kinds, str(terms.defaults),
        )  # fmt: skip
        (folder / MANIFEST).write_text(json.dumps(asdict(manifest), indent=2), encoding="utf-8")
    return manifest


def _keep_standard_input(folder: Path) -> InputFile:
    """Standard input as a file, so that every process can read it, and a second time."""
    kind = standard_input_type()
    suffix = next(suffix for suffix, known in MEDIA_TYPES.items() if known == kind)
    path = folder / f"standard-input{suffix}"
    with path.open("wb") as stream:
        shutil.copyfileobj(sys.stdin.buffer, stream)
    return standard_input(path)


def _moved(files: Iterable[InputFile], folder: Path, work: Path) -> tuple[InputFile, ...]:
    """The files as they lie once `folder` has become `work`."""
    return tuple(
        file._replace(path=work / file.path.relative_to(folder)) if file.path.is_relative_to(folder) else file
        for file in files
    )


def resume_run(work: Path, inputs: Sequence[str], pack: Pack, terms: Terms) -> Manifest:
    """The manifest of the run in `work`. Raises BatchError if rules, program or inputs are not what they were."""
    row: dict[str, Any] = json.loads((work / MANIFEST).read_bytes())
    old = Manifest(**{**row, "inputs": tuple(row["inputs"]), "problems": tuple(row["problems"])})
    before = read_pack(work / FILE, old.pack)
    same = {
        "inputs": old.inputs == tuple(inputs),
        "rules or settings": (before.ruleset.digest, before.settings, before.own_facts)
        == (pack.ruleset.digest, pack.settings, pack.own_facts),
        "program": old.code == pack.code,
        "shard size": old.shard_size == terms.shard_size,
        "kinds of output": old.kinds == terms.kinds,
        "source or date for articles without": old.defaults == str(terms.defaults),
    }
    changed = [name for name, value in same.items() if not value]
    if changed:
        raise BatchError(f"{work}: that run had other {', '.join(changed)}; delete the folder to start anew")
    for part, stamps in read_slices(work):
        for file, stamp in zip(part.files, stamps, strict=True):
            if not file.path.exists() or _stamp(file) != stamp:
                raise BatchError(f"{file.name} changed since the run began; delete {work} to start anew")
    return old


def read_slices(work: Path) -> Iterator[tuple[Slice, list[Stamp]]]:
    """The slices of a run, with what their files looked like."""
    yield from read_frames(work / SLICES)


def _stamp(file: InputFile) -> Stamp:
    status = file.path.stat()
    return status.st_size, status.st_mtime_ns


def run_day(manifest: Manifest) -> date:
    """The day on which the run audits articles and scores sources."""
    return date.fromisoformat(manifest.today)
