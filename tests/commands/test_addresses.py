"""`auditor check https://...`: what an address answers, and what keeps it from reaching inside."""

from __future__ import annotations

import gzip
import json
import socket
import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
import trustme
import urllib3

from auditor.article import Article
from auditor.cli import main
from auditor.commands import addresses
from auditor.commands.addresses import read_address
from auditor.ingest import InputError, read_inputs
from auditor.jobs.addresses import checked_pool

TEXT = "The harbour board of Port Lemmer voted on Tuesday to replace the old ferry with a larger ship."
PAGE = f"<html><head><title>Ferry</title></head><body><article><h1>Ferry</h1>{f'<p>{TEXT}</p>' * 3}</article></body></html>"


class Site(HTTPServer):
    """A site on this machine; `answers` has status, headers and body by path."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[dict[str, str]] = []
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_port}{path}"

    def serve(self, path: str, body: bytes, kind: str = "text/html", status: int = 200, **headers: str) -> str:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[path] = (status, {"content-type": kind, **named}, body)
        return self.url(path)

    def handle_error(self, *_: Any) -> None:
        """A client that breaks off is no news here."""


class _Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.asked.append({name.lower(): value for name, value in self.headers.items()})
        status, headers, body = self.server.answers[self.path]
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.shutdown()
    made.server_close()


def articles(address: str) -> list[Article]:
    return [item.read() for item in read_address(address, allow_private=True)]


def test_a_page_stands_at_its_address_and_says_on_which_line(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    page = PAGE.replace("Tuesday", "Tuesday, 5 March 2025,").replace("<p>", "\n<p>", 1)
    url = site.serve("/news/ferry", page.encode())
    assert main(["check", "--allow-private", "--format", "sarif", "--select", "date/weekday-differs", url]) == 1
    (result, *_) = json.loads(capsys.readouterr().out)["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": url}
    assert place["region"]["startLine"] == 2
    (asked,) = site.asked
    assert asked["user-agent"].startswith("article-auditor/")
    assert "cookie" not in asked


@pytest.mark.parametrize(
    ("path", "kind", "body", "text"),
    [
        ("/a", "text/plain; charset=iso-8859-1", "Zoë spoke.".encode("latin-1"), "Zoë spoke."),
        ("/a", 'text/html;charset="windows-1252"', "<p>Zoë’s ferry.</p>".encode("cp1252"), "Zoë’s ferry."),
        ("/a", "text/markdown", b"# Ferry\n\n**Late** again.", "Ferry\n\nLate again."),
        ("/a.md", "text/plain; charset=utf-8", b"*Late* again.", "Late again."),
        ("/a.md?raw=1", "application/octet-stream", b"*Late* again.", "Late again."),
        ("/a", "application/json", b'{"text": "Late again."}', "Late again."),
        ("/a", "application/rss+xml", b"<rss><item><description>Late again.</description></item></rss>", "Late again."),
        ("/a", "message/rfc822", b"Subject: Ferry\n\nLate again.", "Late again."),
    ],
)
def test_the_content_type_decides_who_reads(site: Site, path: str, kind: str, body: bytes, text: str) -> None:
    assert [article.text for article in articles(site.serve(path, body, kind))] == [text]


def test_records_keep_what_they_are_called(site: Site) -> None:
    rows = f'{{"id": "one", "url": "https://bay.example/1", "text": "{TEXT}"}}\n{{"text": "{TEXT}"}}\n'
    url = site.serve("/rows", rows.encode(), "application/x-ndjson")
    assert [(article.id, article.url) for article in articles(url)] == [
        ("one", "https://bay.example/1"),
        (f"{url}:2", None),
    ]


def test_what_is_packed_is_unpacked_within_bounds(site: Site) -> None:
    url = site.serve("/a", gzip.compress(PAGE.encode()), content_encoding="gzip")
    assert TEXT in articles(url)[0].text
    site.serve("/bomb", gzip.compress(bytes(100 << 20)), content_encoding="gzip")
    with pytest.raises(InputError, match="more than 32 MB"):
        articles(site.url("/bomb"))
    site.serve("/br", b"x", content_encoding="br")
    with pytest.raises(InputError, match="content-encoding br"):
        articles(site.url("/br"))


def test_the_address_after_all_redirects_is_the_articles(site: Site) -> None:
    end = site.serve("/end", PAGE.encode())
    site.serve("/middle", b"", status=301, location="/end")
    (article,) = articles(site.serve("/start", b"", status=302, location=site.url("/middle")))
    assert (article.id, article.url, article.source) == (end, end, "127.0.0.1")
    with pytest.raises(InputError, match="more than 5 redirects"):
        articles(site.serve("/loop", b"", status=307, location="/loop"))


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ({"status": 404}, "it answered 404"),
        ({"kind": "image/png"}, "answered with image/png, which is not read"),
        ({"kind": ""}, "no content type"),
        ({"body": b"<p></p>"}, "no word in its text"),
        ({"status": 302, "location": "file:///etc/passwd"}, "an address is as https"),
        ({"status": 302, "location": "https://user:word@bay.example/"}, "without a user name"),
    ],
)
def test_what_gives_no_article_is_told(site: Site, answer: dict[str, Any], says: str) -> None:
    url = site.serve("/a", **{"body": b"x", **answer})
    (row,) = read_inputs([url], lambda name: read_address(name, allow_private=True))
    assert str(row).startswith(url)
    assert says in str(row)


def test_too_much_and_too_slow_is_not_waited_for(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    url = site.serve("/a", PAGE.encode())
    monkeypatch.setattr(addresses, "MAX_BYTES", 100)
    with pytest.raises(InputError, match="more than 0 MB"):
        articles(url)
    monkeypatch.undo()
    monkeypatch.setattr(addresses, "MAX_SECONDS", -1)
    with pytest.raises(InputError, match="took longer"):
        articles(url)


@pytest.mark.parametrize(
    "address", ["https://127.0.0.1/", "https://[::1]/", "https://2130706433/", "https://localhost/"]
)
def test_an_address_inside_is_refused(address: str) -> None:
    with pytest.raises(InputError, match="not public"):
        list(read_address(address))


def test_a_redirect_inside_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    url = site.serve("/a", b"", status=302, location="https://169.254.169.254/latest")
    monkeypatch.setattr(
        addresses, "checked_pool", lambda to, allow_private: checked_pool(to, allow_private=to.scheme == "http")
    )  # only the first step is allowed
    with pytest.raises(InputError, match=r"on the way, at https://169\.254.*not public"):
        articles(url)


def test_no_address_is_called_in_the_clear_unless_it_is_private(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match="begins with https"):
        list(read_address("http://127.0.0.1:1/"))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(2, 1, 6, "", ("93.184.215.14", 80))])
    with pytest.raises(InputError, match="call it by https"):
        articles("http://bay.example/")


def test_the_address_that_was_checked_is_the_one_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    found = iter(["93.184.215.14", "127.0.0.1"])
    reached: list[str] = []

    def connect(address: tuple[str, int], *_: Any, **__: Any) -> socket.socket:
        reached.append(address[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(2, 1, 6, "", (next(found), 443))])
    monkeypatch.setattr(urllib3.util.connection, "create_connection", connect)
    with pytest.raises(InputError, match="cannot be fetched"):
        list(read_address("https://bay.example/"))
    assert reached == ["93.184.215.14"]


@pytest.mark.parametrize(("name", "taken"), [("bay.example", True), ("other.example", False)])
def test_a_site_proves_its_name(site: Site, monkeypatch: pytest.MonkeyPatch, name: str, taken: bool) -> None:
    authority = trustme.CA()
    served, client = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH), ssl.create_default_context()
    authority.issue_cert(name).configure_cert(served)
    authority.configure_trust(client)
    site.socket = served.wrap_socket(site.socket, server_side=True)
    site.serve("/a", PAGE.encode())
    monkeypatch.setattr(ssl, "create_default_context", lambda: client)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(2, 1, 6, "", ("127.0.0.1", site.server_port))])
    url = f"https://bay.example:{site.server_port}/a"
    if taken:
        assert articles(url)[0].url == url
        assert site.asked[0]["host"] == f"bay.example:{site.server_port}"
    else:
        with pytest.raises(InputError, match="cannot be fetched"):
            articles(url)


def test_no_other_command_fetches(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url = "https://bay.example/"
    for command in (["baseline", url, "--out", str(tmp_path / "b.toml")], ["check", "--diff", url], ["diff", url, url]):
        assert main(command) == 2
        assert f"{url}: only `auditor check` reads addresses" in capsys.readouterr().err
