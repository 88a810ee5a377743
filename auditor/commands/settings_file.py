"""auditor.toml for commands that need no rules: its sources, where the pages are, and tables added at its end."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marshmallow import Schema, ValidationError

from auditor.settings import FILE_NAME, SettingsError, find_settings
from auditor.sources import source_key
from auditor.toml_lines import TomlError, first_error, read_toml

VARIABLE = "AUDITOR_CONFIG"
"""Names the file for the web processes, too."""


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """The file as it stands, which may be not there yet."""

    path: Path
    text: str
    tables: Mapping[str, Any]

    @property
    def url(self) -> str | None:
        """Where editors reach the service's pages, without a slash at its end."""
        found = _table(self.tables, "service").get("url")
        return found.rstrip("/") if isinstance(found, str) else None

    @property
    def source_keys(self) -> frozenset[str]:
        """The keys of the sources that have a table."""
        return frozenset(source_key(name) for name in _table(self.tables, "source"))

    def source(self, name: str) -> Mapping[str, Any]:
        """The table of a source; empty if it has none."""
        return _table(_table(self.tables, "source"), name)

    def add(self, tables: Sequence[str]) -> None:
        """Write `tables` at the end of the file, of which nothing else is changed. Raises SettingsError, OSError."""
        if not tables:
            return
        added = "".join(f"\n{table}" for table in tables)
        begins = "" if self.text.endswith("\n") or not self.text else "\n"
        _read(self.path, f"{self.text}{begins}{added}".encode())
        with self.path.open("a", encoding="utf-8") as file:
            file.write(begins + added)


def _table(tables: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = tables.get(name)
    return found if isinstance(found, Mapping) else {}


def read_settings_file(path: Path | None) -> SettingsFile:
    """The file at `path`, else the one that the environment names, else the nearest, else a new one in this folder.

    Raises SettingsError, OSError.
    """
    named = os.environ.get(VARIABLE)
    chosen = path or (Path(named) if named else None) or find_settings(Path.cwd()) or Path.cwd() / FILE_NAME
    data = chosen.read_bytes() if chosen.exists() else b""
    return SettingsFile(chosen, data.decode("utf-8", "replace"), _read(chosen, data))


def read_table(schema: type[Schema], table: Any, what: str) -> Any:
    """What `schema` makes of a table. Raises SettingsError, which begins with `what`."""
    try:
        return schema().load(table)
    except ValidationError as error:
        raise SettingsError(f"{what}: {': '.join(first_error(error))}") from None


def _read(path: Path, data: bytes) -> Mapping[str, Any]:
    try:
        return read_toml(data)[0]
    except TomlError as error:
        raise SettingsError(f"{path}: {error}") from None
