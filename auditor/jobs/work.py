"""What every kind of job is given, gives back, and may say when it cannot be done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection

from auditor.audit import Auditor
from auditor.settings import Settings
from auditor.store import Store

Keep = Callable[[Connection], Mapping[str, Any]]
"""Writes what a job made into the transaction that calls the job done; gives the job's result."""


class Bench(NamedTuple):
    """What one worker process has to work with."""

    auditor: Auditor
    store: Store


class Hopeless(Exception):
    """A job that would fail again the same way; the message says why."""


class NotTaken(Exception):
    """A receiver answered, and did not take this message; another may fare better."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of job that workers do."""

    prepare: Callable[[Bench, Mapping[str, Any]], Keep]
    """Does the work on a payload, outside of any transaction. Raises Hopeless, or anything else to be tried again."""
    retry_seconds: Sequence[float]
    """How long to wait after the first, second, ... failure; the one after the last is final."""


@dataclass(frozen=True, slots=True)
class Errand:
    """One kind of job that is sent to somebody else, many at a time."""

    send: Callable[[Settings, Mapping[str, Any]], Mapping[str, Any]]
    """Sends a payload and gives the job's result. Raises Hopeless, NotTaken, or anything else if nobody answers."""
    retry_seconds: Sequence[float]
    """As those of a Kind."""
    keep: Callable[[Store, Connection, Mapping[str, Any], Mapping[str, Any]], None] | None = None
    """Writes what follows from a payload and its result into the transaction that calls the job done."""
