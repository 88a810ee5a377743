"""Makes the rows T of congress.tsv: `python tools/congress.py congress-terms.csv legislators-historical.csv`.

Both are public files: congress-age/congress-terms.csv of github.com/fivethirtyeight/data (CC BY 4.0; who sat in which
Congress until 2013) and legislators-historical.csv of github.com/unitedstates/congress-legislators (CC0; names). Of the
112th Congress, some of whose members served on, only those are taken that congress-names.tsv lists; who came back is in
neither file.
"""

import csv
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from auditor.knowledge.table import read_cells

KEYS = Path(__file__).with_name("congress-names.tsv")
FIRST, LAST = 87, 111
"""Congresses of 1961 and 2009: the last that somebody sat in lies between."""
AS_OF = "2014-02-28"
ROLES = {"house": "representative", "senate": "senator"}
SHORTEST = timedelta(days=30)
CENSUS, CENSUS_CONGRESSES = 83, 5
"""The first Congress after a census, and how many sit until the next has its effect."""
_TITLES = re.compile(r"chair|leader|speaker|whip|ambassador")
"""Roles that members of Congress have beside their seat, or that others have for them."""
_SUFFIX = re.compile(r",? (Jr\.?|Sr\.?|II|III|IV)$")
_INITIAL = re.compile(r"^([^ .]+) [A-Z]\. ([^ ]+)$")


class Seat(NamedTuple):
    """One unbroken time in one seat."""

    office: str
    start: date
    end: date


Crowded = Set[tuple[str, int]]
"""Seats of a state in a Congress that more sat in than there were: then somebody left within it."""


def main(terms: str, names: str) -> None:
    """Print the rows."""
    keys = dict(line.split("\t") for line in KEYS.read_text(encoding="utf-8").splitlines() if line[0] != "#")
    titles = {row["bioguide_id"]: row["wikipedia_id"] for row in _read(names)}
    held = _offices_of(read_cells("office_holders.tsv"))
    sat_in = _read(terms)
    crowded = find_crowded(sat_in)
    kept = {(office, person) for office, person, *_, source, _ in read_cells("congress.tsv") if source != "T"}
    for member, sat in _by_member(sat_in):
        key = keys.get(member) or usual_name(titles.get(member, ""))
        last = max(int(row["congress"]) for row in sat)
        if key and (FIRST <= last <= LAST or (last == LAST + 1 and member in keys)):
            rows = (seat for seat in seats(sat, held.get(key, []), crowded) if (seat.office, key) not in kept)
            sys.stdout.writelines(f"{s.office}\t{key}\t{s.start}\t{s.end}\t~\tT\t{AS_OF}\n" for s in rows)


def _read(path: str) -> list[dict[str, str]]:
    with Path(path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _by_member(rows: Iterable[dict[str, str]]) -> Iterator[tuple[str, list[dict[str, str]]]]:
    for row in rows:
        row["bioguide"] = row["bioguide"].strip()
    ordered = sorted(rows, key=itemgetter("bioguide"))
    return ((member, list(sat)) for member, sat in groupby(ordered, key=itemgetter("bioguide")))


def _offices_of(rows: Iterable[Sequence[str]]) -> dict[str, list[tuple[str, str]]]:
    """The offices of each person beside Congress, and from when."""
    found: dict[str, list[tuple[str, str]]] = {}
    for office, person, start, *_ in rows:
        found.setdefault(person, []).append((office, start))
    return found


def usual_name(title: str) -> str:
    """A person's usual name from the title of an article: without brackets, suffix and initial."""
    name = _SUFFIX.sub("", re.sub(r" \(.*\)$", "", title).strip()).replace("’", "'")
    return _INITIAL.sub(r"\1 \2", name)


def find_crowded(rows: Iterable[Mapping[str, str]]) -> Crowded:
    """Where more sat than in the emptiest Congress between the same two censuses."""
    sat: dict[tuple[str, int], set[str]] = {}
    for row in rows:
        sat.setdefault((_office(row), int(row["congress"])), set()).add(row["bioguide"])
    seats: dict[tuple[str, int], int] = {}
    for (office, congress), members in sat.items():
        census = (office, (congress - CENSUS) // CENSUS_CONGRESSES)
        seats[census] = min(len(members), seats.get(census, len(members)))
    return {at for at, members in sat.items() if len(members) > seats[at[0], (at[1] - CENSUS) // CENSUS_CONGRESSES]}


def _office(row: Mapping[str, str]) -> str:
    return f"US-{row['state']}/{ROLES[row['chamber']]}"


def seats(sat: Sequence[Mapping[str, str]], others: Sequence[tuple[str, str]], crowded: Crowded) -> Iterator[Seat]:
    """The seats of a member, without those that the table has from elsewhere; the next office ends one."""
    runs = sorted(_runs(sat, crowded), key=lambda seat: seat.start)
    starts = [*(seat.start for seat in runs), *_starts(others)]
    for office, start, end in runs:
        ended = min((other for other in starts if start < other < end), default=end)
        if ended - start >= SHORTEST and office not in {other for other, _ in others}:
            yield Seat(office, start, ended)


def _starts(others: Iterable[tuple[str, str]]) -> Iterator[date]:
    return (date.fromisoformat(start) for office, start in others if not _TITLES.search(office))


def _runs(sat: Iterable[Mapping[str, str]], crowded: Crowded) -> Iterator[Seat]:
    """The times in each seat over Congresses that follow one another."""
    by_seat: dict[str, dict[int, str]] = {}
    for row in sat:
        by_seat.setdefault(_office(row), {}).setdefault(int(row["congress"]), row["termstart"])
    for office, begun in by_seat.items():
        for first in (number for number in begun if number - 1 not in begun):
            last = first
            while last + 1 in begun:
                last += 1
            yield Seat(office, date.fromisoformat(begun[first]), _end(last, (office, last) in crowded))


def _end(last: int, crowded: bool) -> date:
    """The end of a last Congress, or its middle where somebody left within it: a year off at most."""
    return _opening(last + 1) - timedelta(days=365 * crowded)


def _opening(congress: int) -> date:
    """The third of January on which a Congress begins."""
    return date(1789 + 2 * (congress - 1), 1, 3)


if __name__ == "__main__":
    main(*sys.argv[1:])
