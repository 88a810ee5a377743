"""Ports for programs that must be told theirs: of one test alone, whatever else runs."""

from __future__ import annotations

import random
import socket
from collections.abc import Iterator
from contextlib import contextmanager

PORTS = range(20_000, 30_000, 10)
"""Where blocks begin: below what systems give to whoever asks for any port, 32,768 and up."""


@contextmanager
def free_ports(count: int = 1) -> Iterator[int]:
    """The first of `count` free ports in a row, at most nine.

    The port before them is held meanwhile, so that other tests, and other runs, take another block.
    """
    for first in random.sample(PORTS, len(PORTS)):
        try:
            held = socket.create_server(("127.0.0.1", first))
        except OSError:
            continue
        with held:
            if all(is_free(port) for port in range(first + 1, first + 1 + count)):
                yield first + 1
                return
    raise OSError(f"no {count} ports in a row are free from {PORTS.start} to {PORTS.stop}")


def is_free(port: int) -> bool:
    """Whether nobody listens at a port of this machine."""
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True
