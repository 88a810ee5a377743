"""Readers of public files of office holders: they make the rows of a user's offices.yaml."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from auditor.knowledge.table import KnowledgeError
from auditor.yaml_depth import SafeLoader, refuse_depth

Row = dict[str, Any]
CHAMBERS = {"sen": "senator", "rep": "representative"}
SAME_SEAT_DAYS = 120
"""Two terms in one seat that lie no farther apart are one: a member sworn in late has not left."""
WIKIDATA_COLUMNS = ("position", "person", "personID", "start", "end")
_DAY = re.compile(r"\d{4}(?:-\d\d){0,2}")


def read_legislators(path: Path, as_of: date, country: str = "US") -> Iterator[Row]:
    """Rows from a legislators-*.yaml of congress-legislators. Raises KnowledgeError, OSError."""
    try:
        data = path.read_bytes()
        refuse_depth(data)
        members = yaml.load(data, SafeLoader)  # a safe loader, in C # nosec B506
        for member in members:
            name = member["name"]
            person = name.get("official_full") or f"{name['first']} {name['last']}"
            aliases = {f"{name[key]} {name['last']}" for key in ("first", "nickname") if name.get(key)} - {person}
            for row in _seats(member["terms"], as_of):
                yield {"person": person, "aliases": sorted(aliases), **row}
    except (yaml.YAMLError, RecursionError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise KnowledgeError(f"{path}: not a file of congress-legislators: {error}") from None


def _seats(terms: Iterable[dict[str, Any]], as_of: date) -> Iterator[Row]:
    """A row for each unbroken time in one seat."""
    seats: dict[tuple[str, str], list[list[date]]] = {}
    for term in sorted(terms, key=lambda term: str(term["start"])):
        start, end = (date.fromisoformat(str(term[key])) for key in ("start", "end"))
        runs = seats.setdefault((CHAMBERS[term["type"]], term["state"]), [])
        if runs and start - runs[-1][1] <= timedelta(days=SAME_SEAT_DAYS):
            runs[-1][1] = end
        else:
            runs.append([start, end])
    for (chamber, state), runs in seats.items():
        for start, end in runs:
            row: Row = {"office": chamber, "country": f"US-{state}", "from": start, "as_of": as_of}
            yield {**row, **({"to": end} if end <= as_of else {}), "source": "congress-legislators (CC0)"}


def read_wikidata(path: Path, as_of: date, country: str = "US") -> Iterator[Row]:
    """Rows from a CSV with the columns position, person, personID, start, end. Raises KnowledgeError, OSError."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        missing = [name for name in WIKIDATA_COLUMNS if name not in (reader.fieldnames or ())]
        if missing:
            raise KnowledgeError(f"{path}:1: no column {', '.join(missing)}; needed: {', '.join(WIKIDATA_COLUMNS)}")
        for line in reader:
            row = _statement(line, as_of, country, f"{path}:{reader.line_num}")
            if row is not None:
                yield row


def _statement(line: dict[str, Any], as_of: date, country: str, where: str) -> Row | None:
    """The row of one statement; None if it has no start, for then it tells nothing."""
    start, end = (_day(line[key], where, last=key == "end") for key in ("start", "end"))
    if start is None or (end is not None and end < start):
        return None
    row: Row = {"person": line["person"], "office": line["position"], "country": country, "from": start, "as_of": as_of}
    return {**row, **({"to": end} if end else {}), "source": f"Wikidata {line['personID']} (CC0)"}


def _day(text: str | None, where: str, *, last: bool) -> date | None:
    """The first, or the last, day that "2019", "2019-06" or "2019-06-03T00:00:00Z" names."""
    if not text:
        return None
    match = _DAY.match(text)
    if match is None:
        raise KnowledgeError(f"{where}: {text[:40]!r} is no date, as 2019-06-03, 2019-06 or 2019")
    try:
        parts = [int(part) for part in match.group().split("-")]
        if not last or len(parts) == 3:
            return date(*[*parts, 1, 1][:3])
        year, month = [*parts, 12][:2]
        return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    except ValueError as error:
        raise KnowledgeError(f"{where}: {text[:40]!r}: {error}") from None


IMPORTERS: dict[str, Callable[[Path, date, str], Iterator[Row]]] = {
    "congress-legislators": read_legislators,
    "wikidata": read_wikidata,
}
