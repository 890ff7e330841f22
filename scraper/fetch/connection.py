"""Connections to checked addresses only, each answer under one deadline.

A name is resolved once, its addresses are checked, and the socket goes to the very address that
was checked, so a name that changes its mind between check and use leads nowhere new.
"""

from __future__ import annotations

import io
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from http.client import HTTPResponse
from typing import Any

import certifi
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError
from urllib3.util.ssl_ import create_urllib3_context

from scraper.problem import FetchProblem

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Permit = Callable[[Address], bool]
"""Says whether an address may be connected to."""

Lookup = Callable[..., Sequence[tuple[Any, ...]]]
"""What ``socket.getaddrinfo`` is."""

ADDRESSES_TRIED = 3
NAT64 = ipaddress.ip_network("64:ff9b::/96")


def is_public(address: Address) -> bool:
    """Say whether an address, or the IPv4 one hidden in it, is out on the open Internet."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if address in NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast


def is_any(_: Address) -> bool:
    return True


class Addresses:
    """Checked addresses of names, each name resolved once in a life time."""

    def __init__(self, permit: Permit, lookup: Lookup = socket.getaddrinfo) -> None:
        self._permit, self._lookup = permit, lookup
        self._known: dict[tuple[str, int], tuple[str, ...]] = {}
        self._lock = threading.Lock()

    def of(self, host: str, port: int) -> tuple[str, ...]:
        """Return the addresses to try. Raises :class:`FetchProblem` if one is not permitted."""
        with self._lock:
            known = self._known.get((host, port))
        if known is None:
            known = self._resolve(host, port)
            with self._lock:
                known = self._known.setdefault((host, port), known)
        return known

    def _resolve(self, host: str, port: int) -> tuple[str, ...]:
        try:
            rows = self._lookup(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            raise FetchProblem("unreachable", host, "имя узла не находится (DNS)") from None
        found = tuple(dict.fromkeys(str(row[4][0]).partition("%")[0] for row in rows))
        for address in found:
            if not self._permit(ipaddress.ip_address(address)):
                raise FetchProblem(
                    "refused", host, f"{address} — внутренний адрес, туда радар не ходит"
                )
        return found[:ADDRESSES_TRIED]


class _Timed(io.RawIOBase):
    """A socket's bytes, none of them after the deadline."""

    def __init__(self, sock: socket.socket, deadline: float) -> None:
        self._sock, self._deadline = sock, deadline
        self._raw = sock.makefile("rb", buffering=0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("the answer took too long")
        self._sock.settimeout(left)
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


class _TimedResponse(HTTPResponse):
    """Head and body together must arrive within the timeout that the socket was given."""

    def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        limit = sock.gettimeout()
        if limit is not None:
            self.fp.close()
            self.fp = io.BufferedReader(_Timed(sock, time.monotonic() + limit))


def _pools(addresses: Addresses) -> dict[str, type[HTTPConnectionPool]]:
    """Urllib3's pools, with connections that go to checked addresses."""

    def connect(connection: HTTPConnection) -> socket.socket:
        reason: OSError = OSError("no address")
        for address in addresses.of(connection.host, connection.port):
            try:
                timeout = connection.timeout if isinstance(connection.timeout, float) else None
                sock = socket.create_connection((address, connection.port), timeout)
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            except OSError as error:
                reason = error
            else:
                return sock
        if isinstance(reason, TimeoutError):
            raise ConnectTimeoutError(connection, "connect timeout") from reason
        raise NewConnectionError(connection, str(reason)) from reason

    class Plain(HTTPConnection):
        response_class = _TimedResponse
        _new_conn = connect

    class Secure(HTTPSConnection):
        response_class = _TimedResponse
        _new_conn = connect

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}


def trust(ca_bundle: str | None) -> ssl.SSLContext:
    """Certifi's roots, and a source's own in addition. Slow: some ten milliseconds."""
    context = create_urllib3_context()
    context.load_verify_locations(certifi.where())
    if ca_bundle:
        context.load_verify_locations(ca_bundle)
    return context


class Transport(HTTPAdapter):
    """Requests' own transport over such connections; ``tls`` is needed for https alone."""

    def __init__(self, addresses: Addresses, tls: ssl.SSLContext | None) -> None:
        self._addresses, self._tls = addresses, tls
        super().__init__(pool_connections=64, pool_maxsize=1)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, ssl_context=self._tls, **kwargs)
        self.poolmanager.pool_classes_by_scheme = _pools(self._addresses)

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
        # The context has the roots; requests would load certifi again for each connection.
        conn.cert_reqs, conn.ca_certs, conn.ca_cert_dir = ssl.CERT_REQUIRED, None, None
