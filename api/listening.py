"""Where `auditor serve` listens: sockets bound before anything slow begins, so that a port in use is told at once."""

from __future__ import annotations

import errno
import socket
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "localhost"}  # we are told to # nosec B104
"""All addresses of a kind are none that can be opened; the one of this machine is among them."""
MISSING = frozenset({errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT})
"""A name may stand for an address that this machine does not have, as localhost for that of IPv6."""


@dataclass(frozen=True, slots=True)
class Listener:
    """Bound sockets of one host and port."""

    host: str
    sockets: Sequence[socket.socket]

    @property
    def url(self) -> str:
        """What a browser on this machine opens."""
        return _url(EVERYWHERE.get(self.host, self.host), self.sockets[0].getsockname()[1])

    @property
    def trusted_hosts(self) -> frozenset[str] | None:
        """The names that a request may give its host, or None for any.

        On a loopback address, a page elsewhere must not reach us through a name that it made point here.
        """
        return LOOPBACK if self.host in LOOPBACK else None


@contextmanager
def listening(host: str, port: int) -> Iterator[Listener]:
    """The sockets of `host` and `port` (0: a free one), closed at the end. Raises OSError with what would help."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except OSError as error:
        raise OSError(error.errno, f"no address to listen on: {error.strerror}; --host takes another", host) from None
    with ExitStack() as stack:
        sockets: list[socket.socket] = []
        failed = None
        for family, _, _, _, address in found:
            try:
                bound = _bind(family, (address[0], sockets[0].getsockname()[1], *address[2:]) if sockets else address)
            except OSError as error:
                failed = error
                if error.errno not in MISSING:
                    raise _explained(error, host, port) from None
            else:
                sockets.append(stack.enter_context(bound))
        if failed and not sockets:
            raise _explained(failed, host, port)
        yield Listener(host, sockets)


def _bind(family: int, address: tuple[Any, ...]) -> socket.socket:
    bound = socket.socket(family, socket.SOCK_STREAM)
    try:
        if sys.platform != "win32":  # there it would let two programs have the port
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            bound.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        bound.bind(address)
        bound.listen()
    except BaseException:
        bound.close()
        raise
    return bound


def _explained(error: OSError, host: str, port: int) -> OSError:
    """`error` with where it was and what would be right."""
    if error.errno == errno.EADDRINUSE:
        text = "the port is in use; stop what uses it, or choose another with --port"
    elif error.errno == errno.EACCES:
        text = "the port needs rights that this user lacks; choose one from 1024 on with --port"
    else:
        text = f"{error.strerror}; --host takes another address"
    return OSError(error.errno, text, _url(host, port))


def _url(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
