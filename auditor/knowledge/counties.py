"""Counties of the United States by their states, and large English towns by their counties."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from auditor.knowledge.table import listed, read_cells

SOURCE = "U.S. Census Bureau (public domain) and the project's own tables"
AS_OF = date(2026, 11, 30)


class Counties(NamedTuple):
    """Where counties and towns lie; names are written as their tokens with single spaces between."""

    states: Mapping[str, tuple[str, ...]]
    """Postal codes of the states that have a county of the name, as "Cook County"; at most three."""
    towns: Mapping[str, tuple[str, ...]]
    """The counties, historic and former ones too, that an English town lies in."""
    english: frozenset[str]
    """The names of all these counties."""
    last_words: frozenset[str]
    """The last words of those, folded."""


@cache
def load_counties() -> Counties:
    """The shipped table, read once per process."""
    rows = [(kind, _as_key(name), listed(where)) for kind, name, where in read_cells("counties.tsv")]
    states, towns = ({name: where for kind, name, where in rows if kind == wanted} for wanted in ("county", "town"))
    english = frozenset(county for where in towns.values() for county in where)
    return Counties(states, towns, english, frozenset(county.rpartition(" ")[2].lower() for county in english))


def _as_key(name: str) -> str:
    return name.replace("-", " - ").replace(". ", " . ")
