"""A path or an address in an article is text: no door opens a file of that name, or calls what it names."""

from __future__ import annotations

import io
import json
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from api.hooks import SENDERS
from auditor.article import Article
from auditor.ingest.errors import InputError, NotAnArticle
from auditor.ingest.item import WHOLE
from auditor.ingest.readers import DOCX, FORMATS
from tests.api.hooks.payloads import PAYLOADS
from tests.ingest.made_docx import made_docx, paragraph, run
from tests.security.conftest import OWN, Service
from tests.security.doors import fill, pages, xml_inputs

EVENTS = frozenset({
    "open", "socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "subprocess.Popen", "os.system", "os.listdir",
    "os.scandir", "import", "exec", "compile", "urllib.Request",
})  # fmt: skip


class Bait(NamedTuple):
    """What must stay untouched."""

    path: str
    url: str
    word: str
    """What the file says, and the server answers."""
    touched: list[str]

    @property
    def names(self) -> list[str]:
        """How it may be named."""
        return [self.path, f"file://{self.path}", self.url, f"{self.url}?a=b", f"//{self.url.partition('//')[2]}"]


WATCHED: list[Bait] = []


def _watch(event: str, values: tuple[Any, ...]) -> None:
    for bait in WATCHED:
        if event in EVENTS and any(name in str(values) for name in (bait.path, bait.url.rpartition(":")[2])):
            bait.touched.append(f"{event} {values}")


sys.addaudithook(_watch)  # it stays; without bait it does nothing


@pytest.fixture
def bait(tmp_path: Path) -> Iterator[Bait]:
    """A file and a server, both watched from within Python and from outside."""
    touched: list[str] = []
    word = "Zweigniederlassung"

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            touched.append(f"asked for {self.path}")
            self.send_response(200)
            self.end_headers()
            self.wfile.write(word.encode())

        do_POST = do_HEAD = do_GET

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    path = tmp_path / "bait-of-the-test.txt"
    path.write_text(word, encoding="utf-8")
    made = Bait(str(path), f"http://127.0.0.1:{server.server_port}", word, touched)
    WATCHED.append(made)
    yield made
    WATCHED.remove(made)
    server.shutdown()
    server.server_close()


def test_the_bait_can_be_taken(bait: Bait) -> None:
    """The watch sees files and connections; without this the others could not fail."""
    import urllib.request

    assert Path(bait.path).read_text(encoding="utf-8") == bait.word
    assert urllib.request.urlopen(bait.url).read().decode() == bait.word
    seen = " ".join(bait.touched)
    assert all(part in seen for part in ("open", "socket.connect", "asked for"))


def read_all(media_type: str, data: bytes) -> list[Article]:
    articles: list[Article] = []
    with suppress(InputError):
        for item in FORMATS[media_type].read(io.BytesIO(data), "input", WHOLE):
            with suppress(InputError, NotAnArticle):
                articles.append(item.read())
    return articles


def test_readers_open_nothing_that_an_article_names(bait: Bait, closed: Service) -> None:
    auditor = closed.app.extensions["auditor"].auditor
    for name in bait.names:
        row = fill(name)
        inputs: list[tuple[str, bytes]] = [
            ("text/plain", f"{name}\n\nSee {name}.".encode()),
            (
                "text/markdown",
                f"---\ntitle: {name}\nurl: {name}\n---\n![a]({name})\n\n[{name}]({name})\n\n{{{{< x {name} >}}}}".encode(),
            ),
            ("message/rfc822", f"Subject: {name}\nContent-Type: message/external-body; url={name}\n\n{name}".encode()),
            ("message/rfc822", f"Subject: {name}\nContent-Type: text/html\n\n{pages(name)[0]}".encode()),
            (DOCX, made_docx(paragraph(f'<w:hyperlink w:anchor="{name}">{run(name)}</w:hyperlink>'), main=name)),
            (DOCX, made_docx(paragraph(name), footnotes=f'<!DOCTYPE a SYSTEM "{name}"><a/>')),
            ("application/json", json.dumps(row).encode()),
            ("application/jsonl", json.dumps(row).encode()),
            *(("text/html", page.encode()) for page in pages(name)),
            *(("application/xml", xml.encode()) for xml in xml_inputs(name)),
        ]
        for media_type, data in inputs:
            for article in read_all(media_type, data):
                assert bait.word not in repr(article)
                assert auditor.audit(article).complete
    assert bait.touched == []


def test_no_door_of_the_service_opens_what_it_is_sent(bait: Bait, closed: Service) -> None:
    client = closed.app.test_client()
    keys = {scope: {"Authorization": f"Bearer {key}"} for scope, key in closed.keys.items()}
    said = []
    for name in bait.names:
        row = {field: value for field, value in fill(name).items() if isinstance(value, str)}
        if not name.startswith("http"):
            del row["url"]  # refused, by its form
        page, query = pages(name)[0], {"source": name, "next": name}
        form = {"text": name, "language": "en-US", "apiKey": closed.keys["check"], "username": "a"}
        said += [
            client.post("/v1/audits", json=row, headers=keys["audit"]),
            client.post("/v1/check", json=row, headers=keys["check"]),
            client.post("/v1/batches", json=[row], headers=keys["audit"]),
            client.post("/v1/audits", data=page, content_type="text/html", headers=keys["audit"]),
            client.post("/v2/check", data=form),
            closed.editors["admin"].post("/try", data={"text": name, "url": name}, headers=OWN),
            client.get("/v1/audits", query_string=query, headers=keys["read"]),
            client.get(f"/v1/sources/{name}", headers=keys["read"]),
            client.get(f"/static/{name}"),
            client.get(f"/static/../..{name}"),
            client.get("/login", query_string=query),
        ]
    assert {answer.status_code for answer in said} >= {200, 201, 202}
    assert all(answer.status_code != 500 and bait.word not in answer.text for answer in said)
    assert bait.touched == []


@pytest.mark.parametrize("sender", SENDERS)
def test_no_delivery_makes_us_call_back(bait: Bait, sender: str) -> None:
    from auditor.cms.connection import Hook
    from tests.fuzz.targets import hook

    for name in bait.names:
        payload = json.loads(json.dumps(PAYLOADS[sender]()).replace("https://harbour.example/board-votes/", name))
        hook(f"{sender}\nx: y\n\n{json.dumps({**payload, 'url': name})}".encode())
    assert Hook((), sender).site is None
    assert bait.touched == []
