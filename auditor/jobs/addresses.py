"""Addresses that may be called: none of the network that we stand in, under whatever name or notation."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPException
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Any

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.util import Url
from urllib3.util.ssl_match_hostname import CertificateError

from auditor.text.counted import plural

PORTS = {"https": 443, "http": 80}
CONNECT_SECONDS = 5.0
"""For a connection, and once more for its TLS: a host that is there takes less than a tenth of it, across the world."""

NAT64 = IPv6Network("64:ff9b::/96")
"""IPv4 behind a translator (RFC 6052); the last four bytes are the address."""
GLOBAL_UNICAST = IPv6Network("2000::/3")
"""The one range that public IPv6 addresses are given out of."""
PROTOCOLS = IPv6Network("2001::/23")
"""Assignments of protocols, Teredo among them; what Python takes for global of them differs from version to version."""
SPECIAL = (IPv4Network("192.0.0.0/24"), IPv4Network("192.88.99.0/24"), IPv6Network("3fff::/20"))
"""IANA's special purposes that Python takes for global: assignments of protocols, relays of 6to4, documentation."""


class AddressRefused(Exception):
    """A host that must not be called, or cannot be; the message says why."""


def checked_address(host: str, port: int, *, allow_private: bool = False) -> str:
    """An IP address of `host` to connect to: whoever looks the name up again may get another. Raises AddressRefused.

    All addresses of the name must be public, unless `allow_private`.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise AddressRefused(f"{host} has no address: {error}") from None
    addresses = [str(entry[4][0]) for entry in found]
    private = [address for address in addresses if not is_public(address)]
    if private and not allow_private:
        raise AddressRefused(f"{host} is at {private[0]}, which is not public and is called with allow_private only")
    return addresses[0]


def checked_pool(url: Url, *, allow_private: bool = False) -> urllib3.HTTPConnectionPool:
    """Connections to the checked address of `url`, which must prove to be its host where TLS is spoken.

    Only what is private may be spoken to without TLS. Raises AddressRefused.
    """
    address, port, proof = _checked(url, allow_private=allow_private)
    return urllib3.HTTPSConnectionPool(address, port, **proof) if proof else urllib3.HTTPConnectionPool(address, port)


@contextmanager
def calling(url: Url, seconds: float, *, allow_private: bool = False) -> Iterator[HTTPConnection]:
    """A connection such as those of `checked_pool`, cut after so many seconds, whatever still comes by then.

    Raises AddressRefused and, as what is done with it does, urllib3's HTTPError, HTTPException and OSError.
    """
    address, port, proof = _checked(url, allow_private=allow_private)
    made = HTTPSConnection(address, port, **proof) if proof else HTTPConnection(address, port)
    made.timeout = CONNECT_SECONDS
    with closing(made):
        try:
            made.connect()
        except CertificateError as error:
            raise AddressRefused(f"the name {url.host} is not proved: {error}") from None
        made.timeout = seconds  # of each read: many small ones would take longer together
        with _cut_after(made.sock, seconds):
            yield made


@contextmanager
def _cut_after(connected: socket.socket, seconds: float) -> Iterator[None]:
    """Let what is done with a socket end after so many seconds, then by a TimeoutError."""
    ends = time.monotonic() + seconds
    cut = threading.Timer(seconds, _cut, [connected])
    cut.daemon = True
    cut.start()
    try:
        yield
    except (urllib3.exceptions.HTTPError, HTTPException, OSError):
        if time.monotonic() < ends:
            raise
    finally:
        cut.cancel()
    if time.monotonic() >= ends:  # what was cut off may read as an answer
        raise TimeoutError(f"no answer in {seconds:g} {plural('second', seconds)}")


def _cut(connected: socket.socket) -> None:
    with suppress(OSError):  # the other side was faster
        socket.socket.shutdown(connected, socket.SHUT_RDWR)  # that of TLS would take its state from whoever reads


def _checked(url: Url, *, allow_private: bool) -> tuple[str, int, dict[str, Any]]:
    """The address and port to connect to, and what the host must prove; empty where TLS is not spoken."""
    host = (url.host or "").strip("[]")
    port = url.port or PORTS[url.scheme or "https"]
    address = checked_address(host, port, allow_private=allow_private)
    if url.scheme == "https":
        return address, port, {
            "ssl_context": ssl.create_default_context(), "server_hostname": host, "assert_hostname": host
        }  # fmt: skip
    if is_public(address):
        raise AddressRefused(f"{host} is public; call it by https")
    return address, port, {}


def is_public(text: str) -> bool:
    """Whether an IP address is one of the public internet, also where it carries another in it."""
    address = ip_address(text)
    if isinstance(address, IPv6Address):
        inner = _carried(address)
        if inner is not None:
            return is_public(str(inner))
        if address not in GLOBAL_UNICAST or address in PROTOCOLS:
            return False
    return address.is_global and not address.is_multicast and not any(address in network for network in SPECIAL)


def _carried(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for: mapped, 6to4 or NAT64."""
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour
