"""The entries of the log as a chain: whether each follows from the one before, in the store or in an export."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, BinaryIO, NamedTuple

from auditor.store.errors import StoreError
from auditor.store.log import BEGINNING, digest_of

MAX_GAPS = 20
"""Gaps in the numbers that are told one by one."""
MAX_LINE_BYTES = 1 << 20
"""An entry of an export; the longest that is written has some 2 kB."""
_TEXTS = ("kind", "who", "action", "object", "before", "digest")


class Verified(NamedTuple):
    """What a walk along the chain found."""

    entries: int
    """How many follow from each other."""
    last: str
    """The digest of the last of them: kept elsewhere, it tells later whether any of these was changed or cut off."""
    missing: int
    """How many numbers between the first entry and the last have none: on PostgreSQL, also of what was undone."""
    gaps: tuple[tuple[int, int], ...]
    """The first MAX_GAPS of them: first and last number that is missing."""
    problem: str
    """What is wrong with the entry after these; empty if nothing is."""
    expected: bool
    """Whether the digest that was expected is one of the chain's."""


def verify_chain(entries: Iterable[Mapping[str, Any]], expected: str = BEGINNING) -> Verified:
    """Walk along `entries` until one does not follow from the one before."""
    count, last, number, missing = 0, BEGINNING, 0, 0
    gaps: list[tuple[int, int]] = []
    seen, problem = expected == BEGINNING, ""
    for entry in entries:
        problem = _problem(entry, number, last)
        if problem:
            break
        if entry["id"] > number + 1:
            missing += entry["id"] - number - 1
            gaps.append((number + 1, entry["id"] - 1))
            del gaps[MAX_GAPS:]
        count, last, number = count + 1, entry["digest"], entry["id"]
        seen = seen or last == expected
    return Verified(count, last, missing, tuple(gaps), problem, seen)


def _problem(entry: Mapping[str, Any], number: int, last: str) -> str:
    """Why an entry does not follow the one with this number and digest; empty if it does."""
    if entry["id"] <= number:
        return f"entry {entry['id']} stands behind entry {number}"
    if entry["digest"] != digest_of(entry):
        return f"entry {entry['id']} was changed"
    if entry["before"] != last:
        return f"entry {entry['id']} was not written after the one before it: one was changed, removed or slipped in"
    return ""


def entry_line(entry: Mapping[str, Any]) -> str:
    """An entry as a line of an export."""
    return json.dumps({**entry, "created": entry["created"].isoformat(timespec="microseconds")}, ensure_ascii=False)


def read_entries(stream: BinaryIO, name: str) -> Iterator[dict[str, Any]]:
    """The entries of an export. Raises StoreError for a line that is none."""
    number = 0
    while line := stream.readline(MAX_LINE_BYTES + 1):
        number += 1
        try:
            yield _read_entry(line)
        except (ValueError, TypeError, KeyError, RecursionError):
            raise StoreError(f"{name}:{number}: no entry of a log that `auditor log export` wrote") from None


def _read_entry(line: bytes) -> dict[str, Any]:
    entry: dict[str, Any] = json.loads(line)
    texts = all(isinstance(entry[name], str) for name in _TEXTS)
    if not texts or type(entry["id"]) is not int or not isinstance(entry["address"], str | None):
        raise TypeError(entry)
    created = datetime.fromisoformat(entry["created"])
    if created.tzinfo is None:
        raise ValueError(created)
    return {**entry, "created": created, "details": dict(entry["details"])}
