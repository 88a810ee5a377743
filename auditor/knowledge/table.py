"""A kind of table of facts: rows of the package, and a newsroom's own in YAML, read strictly and laid over them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

import yaml
from marshmallow import RAISE, Schema, ValidationError, fields

from auditor.yaml_depth import SafeLoader, refuse_depth

MAX_FILE_BYTES = 32 << 20
SOURCES = {
    "L": "congress-legislators",
    "F": "CIA World Factbook",
    "W": "Wikidata",
    "G": "general knowledge",
    "T": "congress-terms",
    "N": "Nobel Prize master data",
}
"""The letters of the source columns; data/SOURCES.md says what they are."""


class KnowledgeError(ValueError):
    """A table that cannot be used; the message says file, row and what would be right."""


class DatedRow(Protocol):
    """One fact."""

    @property
    def key(self) -> Hashable:
        """What it speaks of: a newsroom's row takes the place of the package's rows of the same key."""

    @property
    def as_of(self) -> date:
        """When it was last checked against its source."""


class RowSchema(Schema):
    """What every row of a newsroom's own table may have."""

    class Meta:
        """A key that it does not know is an error."""

        unknown = RAISE

    as_of = fields.Date(required=True)
    source = fields.Str(load_default="own table")
    delete = fields.Bool(load_default=False)


Row = TypeVar("Row", bound=DatedRow)
Table = TypeVar("Table")
Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


@dataclass(frozen=True, eq=False)
class Rows(Generic[Row]):
    """A table that is no more than its rows; compared by identity, so that an index is made of it once."""

    rows: Sequence[Row]


@dataclass(frozen=True, eq=False)
class TableKind(Generic[Row, Table]):
    """How one table is read. `name` is that of data/NAME.tsv, of NAME.yaml, and of the key in a rule's examples."""

    name: str
    schema: Schema
    """Of one row in YAML; a subclass of RowSchema."""
    make_row: Callable[[Mapping[str, Any]], Row]
    """From a row as `schema` loads it."""
    read_row: Callable[[Sequence[str]], Row]
    """From the cells of a line of the package's file."""
    make_table: Callable[[Sequence[Row]], Table]

    @cached_property
    def rows(self) -> Sequence[Row]:
        """The package's own."""
        return [self.read_row(cells) for cells in read_cells(f"{self.name}.tsv")]

    @cached_property
    def table(self) -> Table:
        """That of the package alone."""
        return self.make_table(self.rows)

    def of_facts(self, rows: Any) -> Table:
        """The table that a rule's example states. Raises KnowledgeError."""
        loaded = load_rows(rows, self.schema, f"knowledge: {self.name}")
        return self.make_table([self.make_row(row) for row in loaded if not row["delete"]])

    def laid_over(self, path: Path) -> Table:
        """The package's table with a newsroom's rows in it. Raises KnowledgeError, OSError."""
        loaded = load_rows(read_yaml(path), self.schema, str(path))
        made = [(self.make_row(row), row["delete"]) for row in loaded]
        replaced = {row.key for row, _ in made}
        kept = [row for row in self.rows if row.key not in replaced]
        return self.make_table([*kept, *(row for row, deleted in made if not deleted)])


class MadeWhenAsked(Mapping[Key, Value]):
    """A mapping of which each value is made when it is first asked for."""

    def __init__(self, keys: Collection[Key], make: Callable[[Key], Value]) -> None:
        self._keys, self._make = keys, make
        self._made: dict[Key, Value] = {}

    def __getitem__(self, key: Key) -> Value:
        """The value of `key`. Raises KeyError."""
        if key not in self._made:
            if key not in self._keys:
                raise KeyError(key)
            self._made[key] = self._make(key)
        return self._made[key]

    def __iter__(self) -> Iterator[Key]:
        """All keys, in the order of the table."""
        return iter(self._keys)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._keys)

    def __contains__(self, key: object) -> bool:
        """Whether there is a value of `key`, without making it."""
        return key in self._keys


def read_lines(name: str) -> Iterator[str]:
    """The lines of a file of the package, without its comments."""
    text = (files("auditor.knowledge") / "data" / name).read_bytes().decode()  # four times as fast as read_text
    return (line for line in text.split("\n") if line and line[0] != "#")


def read_cells(name: str) -> Iterator[list[str]]:
    """The cells of each of those lines."""
    return (line.split("\t") for line in read_lines(name))


@cache
def day(text: str) -> date:
    """A day of a table."""
    return date.fromisoformat(text)


def listed(cell: str) -> tuple[str, ...]:
    """What a cell lists."""
    return tuple(cell.split(";")) if cell else ()


def optional(read: Callable[[str], Value], cell: str) -> Value | None:
    """What a cell says if it says anything."""
    return read(cell) if cell else None


def read_yaml(path: Path) -> Any:
    """What a YAML file holds; an empty one holds no rows. Raises KnowledgeError, OSError."""
    data = path.read_bytes()
    if len(data) > MAX_FILE_BYTES:
        raise KnowledgeError(f"{path}: larger than {MAX_FILE_BYTES} bytes")
    try:
        refuse_depth(data)
        return yaml.load(data, SafeLoader) or []  # a safe loader, in C # nosec B506
    except (yaml.YAMLError, ValueError, RecursionError) as error:  # a ValueError for 2025-13-01
        raise KnowledgeError(f"{path}: {error}") from None


def load_rows(rows: Any, schema: Schema, where: str) -> list[dict[str, Any]]:
    """`rows` as `schema` loads them. Raises KnowledgeError naming `where` and the row."""
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise KnowledgeError(f"{where}: must be a list of rows with {', '.join(_required(schema))}")
    try:
        loaded: list[dict[str, Any]] = schema.load([_with_text_days(row) for row in rows], many=True)
    except ValidationError as error:
        raise KnowledgeError("\n".join(_problems(error.messages, where))) from None
    return loaded


def _required(schema: Schema) -> Iterator[str]:
    return (field.data_key or name for name, field in schema.fields.items() if field.required)


def _with_text_days(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in row.items()}


def _problems(messages: Any, where: str) -> Iterable[str]:
    for number, problems in sorted(messages.items()):
        for name, texts in problems.items():
            yield f"{where}: row {number + 1}: {name}: {' '.join(map(str, texts))}"
