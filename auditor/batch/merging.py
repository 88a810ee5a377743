"""What happens between the stages, in the process that runs them: small tables of what all parts have in common."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from auditor.batch.comparing import HITS
from auditor.batch.frames import frame, read_frames
from auditor.batch.names import merge_ids
from auditor.batch.neighbours import merge_blocks
from auditor.batch.ordering import write_order
from auditor.batch.reading import BLOCKS, IDS, NOTES
from auditor.batch.receipts import Receipt, new_folder, read_receipt, write_receipt

NAMES_TABLE, BLOCKS_TABLE = "names.npy", "blocks.npy"
WORD_FRAMES = 10_000
"""What stories say that is held in memory before it is written out."""


@dataclass(frozen=True, slots=True)
class ReadPart:
    """Some hundred or thousand articles that were read together and are audited together."""

    folder: Path
    number: int
    """Which of the folder's parts it is."""
    base: int
    """How many articles of the run come before it."""
    count: int

    def file(self, name: str) -> Path:
        """One of its files, by the name with a place for the number."""
        return self.folder / name.format(self.number)


def list_parts(work: Path, receipts: Sequence[Receipt]) -> list[ReadPart]:
    """The parts that stage `read` made, in order of the input."""
    parts: list[ReadPart] = []
    base = 0
    for receipt in receipts:
        for number, count in enumerate(receipt.counts["parts"]):
            parts.append(ReadPart(work / receipt.task, number, base, count))
            base += count
    return parts


def merge_parts(parts: Sequence[ReadPart], folder: Path) -> None:
    """Write into `folder` which ids and which blocks recur in the run, unless that was done before."""

    def merge(made: Path) -> None:
        merge_ids([part.file(IDS) for part in parts], made / NAMES_TABLE)
        merge_blocks([part.file(BLOCKS) for part in parts], [part.file(NOTES) for part in parts], made)

    _make(folder, merge)


def order_articles(parts: Sequence[Path], folder: Path) -> None:
    """Write into `folder` where the audited articles of all parts lie, by day, unless that was done before."""
    _make(folder, lambda made: write_order(parts, made))


def deal_words(compared: Sequence[Path], folder: Path) -> None:
    """Write what stories say of articles into a file a part, unless that was done before."""

    def deal(made: Path) -> None:
        held: dict[int, list[bytes]] = defaultdict(list)
        for number, word in enumerate((word for path in compared for word in read_frames(path / HITS)), 1):
            held[word.part].append(frame(word))
            if number % WORD_FRAMES == 0:
                _append(held, made)
        _append(held, made)

    _make(folder, deal)


def words_file(part: int) -> str:
    """The name of the file of what stories say of a part's articles."""
    return f"{part:06d}.bin"


def _append(held: dict[int, list[bytes]], folder: Path) -> None:
    for part, frames in held.items():
        with (folder / words_file(part)).open("ab") as stream:
            stream.writelines(frames)
    held.clear()


def _make(folder: Path, write: Callable[[Path], None]) -> None:
    if read_receipt(folder) is None:
        shutil.rmtree(folder, ignore_errors=True)
        with new_folder(folder) as made:
            write(made)
            write_receipt(made, folder.name, {})
