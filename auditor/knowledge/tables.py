"""The tables of facts that checks consult, each loaded when first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from auditor.knowledge.bodies import BODIES, Bodies
from auditor.knowledge.events import EVENTS, Events
from auditor.knowledge.firms import FIRMS, Firms
from auditor.knowledge.gazetteer import Gazetteer, load_gazetteer
from auditor.knowledge.lives import LIVES, Lives
from auditor.knowledge.natures import NATURES, Natures
from auditor.knowledge.offices import OfficeTable, load_offices
from auditor.knowledge.ordinals import ORDINALS, Ordinals
from auditor.knowledge.overlay import lay_over, read_overlay, table_of_facts
from auditor.knowledge.parties import PARTIES, PartyTable
from auditor.knowledge.phrases import PHRASES, HousePhrases
from auditor.knowledge.regnal import REGNAL_NAMES, RegnalNames
from auditor.knowledge.royals import ROYAL_TITLES, RoyalTitles
from auditor.knowledge.table import DatedRow, TableKind

OFFICES_FILE = "offices.yaml"
KINDS: tuple[TableKind[Any, Any], ...] = (
    BODIES,
    EVENTS,
    FIRMS,
    LIVES,
    NATURES,
    ORDINALS,
    PARTIES,
    PHRASES,
    REGNAL_NAMES,
    ROYAL_TITLES,
)
"""Tables besides offices and places."""
Row = TypeVar("Row", bound=DatedRow)
Table = TypeVar("Table")


def own_files(folder: Path | None) -> list[Path]:
    """The files of a newsroom's own rows that are there."""
    names = (OFFICES_FILE, *(f"{kind.name}.yaml" for kind in KINDS))
    return [folder / name for name in names if (folder / name).is_file()] if folder else []


def _attribute(name: str) -> str:
    """What a table is called in Python."""
    return name.replace("-", "_")


class Knowledge:
    """One set of tables: those of the package, or facts that a rule's example puts in their place.

    `folder` holds a newsroom's own rows, laid over the package's: offices.yaml, and a file for each other table.
    """

    def __init__(self, facts: Mapping[str, Any] | None = None, folder: Path | None = None) -> None:
        self._facts = facts or {}
        self._folder = folder
        self._own: set[str] = set()
        """Names of tables that are not the package's."""

    def __getstate__(self) -> dict[str, Any]:
        """What another process needs: the package's tables it has itself."""
        return {name: value for name, value in vars(self).items() if name.startswith("_") or name in self._own}

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Places, countries and demonyms."""
        return load_gazetteer()

    @cached_property
    def offices(self) -> OfficeTable:
        """Office holders. Raises KnowledgeError for rows of the user's that cannot be used."""
        if "offices" in self._facts:
            return self._as_own("offices", table_of_facts(self._facts["offices"]))
        own = self._own_file(OFFICES_FILE)
        return self._as_own("offices", lay_over(load_offices(), read_overlay(own))) if own else load_offices()

    @cached_property
    def events(self) -> Events:
        """Events with their days. Raises KnowledgeError."""
        return self._table(EVENTS)

    @cached_property
    def lives(self) -> Lives:
        """When persons were born and died. Raises KnowledgeError."""
        return self._table(LIVES)

    @cached_property
    def parties(self) -> PartyTable:
        """Parties of politicians. Raises KnowledgeError for rows of the user's that cannot be used."""
        return self._table(PARTIES)

    @cached_property
    def bodies(self) -> Bodies:
        """Agencies, courts, treaties and institutions. Raises KnowledgeError."""
        return self._table(BODIES)

    @cached_property
    def firms(self) -> Firms:
        """Firms and brands. Raises KnowledgeError."""
        return self._table(FIRMS)

    @cached_property
    def natures(self) -> Natures:
        """What heads of state and of government are. Raises KnowledgeError."""
        return self._table(NATURES)

    @cached_property
    def ordinals(self) -> Ordinals:
        """The how-manieth holder of an office somebody was. Raises KnowledgeError."""
        return self._table(ORDINALS)

    @cached_property
    def phrases(self) -> HousePhrases:
        """House phrases of outlets. Raises KnowledgeError."""
        return self._table(PHRASES)

    @cached_property
    def regnal_names(self) -> RegnalNames:
        """Names of popes and monarchs with their numbers. Raises KnowledgeError."""
        return self._table(REGNAL_NAMES)

    @cached_property
    def royal_titles(self) -> RoyalTitles:
        """Who bore which royal title. Raises KnowledgeError."""
        return self._table(ROYAL_TITLES)

    def read_own(self) -> None:
        """Read the newsroom's own rows now, not when they are first asked for. Raises KnowledgeError, OSError."""
        for path in own_files(self._folder):
            getattr(self, _attribute(path.stem))

    def _table(self, kind: TableKind[Row, Table]) -> Table:
        """Facts of an example, else the package's table with the newsroom's rows. Raises KnowledgeError."""
        if kind.name in self._facts:
            return self._as_own(kind.name, kind.of_facts(self._facts[kind.name]))
        own = self._own_file(f"{kind.name}.yaml")
        return self._as_own(kind.name, kind.laid_over(own)) if own else kind.table

    def _own_file(self, name: str) -> Path | None:
        return next((path for path in own_files(self._folder) if path.name == name), None)

    def _as_own(self, name: str, table: Table) -> Table:
        """`table`, which goes along to other processes."""
        self._own.add(_attribute(name))
        return table
