"""Addresses that may be called: none of the network that we stand in, under whatever name or notation."""

from __future__ import annotations

import socket
import ssl
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

import urllib3
from urllib3.util import Url

PORTS = {"https": 443, "http": 80}

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
    host = (url.host or "").strip("[]")
    port = url.port or PORTS[url.scheme or "https"]
    address = checked_address(host, port, allow_private=allow_private)
    if url.scheme == "http":
        if is_public(address):
            raise AddressRefused(f"{host} is public; call it by https")
        return urllib3.HTTPConnectionPool(address, port)
    context = ssl.create_default_context()
    return urllib3.HTTPSConnectionPool(address, port, ssl_context=context, server_hostname=host, assert_hostname=host)


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
