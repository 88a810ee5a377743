"""Receivers of messages: how many may go to each at a time, and when one that does not answer is asked again."""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import dataclass

MAX_BUSY = 4
"""Messages on their way to one receiver at a time: 400 a second where it answers in 10 ms."""
FIRST_REST_SECONDS, MAX_REST_SECONDS = 5.0, 300.0
"""How long a receiver that does not answer is left alone: at first, and at most, twice as long each time between.
10,000 messages to a host that is switched off, 5 s each, would take 14 hours."""


@dataclass(slots=True)
class _Receiver:
    """What is known of a receiver."""

    busy: int = 0
    room: int = 1
    """How many messages may be on their way to it: one until it has answered."""
    rest: float = 0.0
    """How long it is left alone; 0 for one that did not fail to answer when it was last sent something."""
    asked_again: float = float("-inf")
    last: float = float("-inf")


class Receivers:
    """The receivers that one process sends to.

    One that has not just answered gets one message at a time, and all that failed to together no more than half of the
    senders: however many hang, the others are served.
    """

    def __init__(self, senders: int) -> None:
        self._most_failing = max(senders // 2, 1)
        self._known: defaultdict[str | None, _Receiver] = defaultdict(_Receiver)

    def has_room(self, name: str | None) -> bool:
        """Whether one more message may go to a receiver now."""
        receiver = self._known[name]
        if receiver.rest:
            failing = sum(each.busy for each in self._known.values() if each.rest)
            if failing >= self._most_failing or receiver.asked_again > time.monotonic():
                return False
        return receiver.busy < receiver.room

    def waited(self, name: str | None) -> float:
        """When a message last went to a receiver; who waits longest is next."""
        return self._known[name].last

    def begin(self, name: str | None) -> None:
        """Note that a message is on its way."""
        self._known[name].busy += 1
        self._known[name].last = time.monotonic()

    def end(self, name: str | None, *, answered: bool) -> None:
        """Note what became of a message."""
        receiver = self._known[name]
        receiver.busy -= 1
        receiver.room = MAX_BUSY if answered else 1
        if answered:
            receiver.rest = 0.0
        elif receiver.asked_again <= time.monotonic():  # of several that failed together, the first counts
            receiver.rest = min(2 * receiver.rest or FIRST_REST_SECONDS, MAX_REST_SECONDS)
            receiver.asked_again = time.monotonic() + receiver.rest
