"""A Ghost that is no more than its Admin API."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

KEY = "6b023f4d5e2a6519ff868c2f:" + "ab" * 32
STATUSES = {"GET": 200, "PUT": 200, "POST": 201, "DELETE": 204}
POSTS_A_PAGE = 2
"""Posts on a page of the list, so that a test needs few of them."""


class FakeGhost:
    """Posts by their id, and every request that came."""

    def __init__(self) -> None:
        self.posts: dict[str, dict[str, Any]] = {}
        self.requests: list[tuple[str, str, Any]] = []
        self.tokens: list[str] = []
        self.saved_meanwhile = False
        """Whether somebody saves a post between each of our readings and the change that follows."""
        self.webhooks: list[dict[str, Any]] = []
        self.broken = 0
        """The status to answer everything with, if not 0."""
        ghost = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._answer(*ghost.answer("GET", self.path, None, self.headers["Authorization"]))

            def do_PUT(self) -> None:
                self._take("PUT")

            def do_POST(self) -> None:
                self._take("POST")

            def _take(self, method: str) -> None:
                body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or "null")
                self._answer(*ghost.answer(method, self.path, body, self.headers["Authorization"]))

            def do_DELETE(self) -> None:
                self._answer(*ghost.answer("DELETE", self.path, None, self.headers["Authorization"]))

            def _answer(self, status: int, body: Any) -> None:
                data = json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Location", "/elsewhere")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def add(self, name: str, **values: Any) -> dict[str, Any]:
        post = {
            "id": name, "kind": "posts", "title": "Board votes for a ferry",
            "html": "<p>The harbour board voted.</p>", "lexical": lexical("The harbour board voted."),
            "url": f"{self.url}/{name}/", "status": "published", "published_at": "2026-11-20T08:00:00.000Z",
            "updated_at": "2026-11-21T09:30:00.000Z", "authors": [{"name": "Ada Lund", "email": "ada@harbour.example"}],
            "post_revisions": [],
        }  # fmt: skip
        self.posts[name] = {**post, **values}
        return self.posts[name]

    def answer(self, method: str, path: str, body: Any, token: str) -> tuple[int, Any]:
        self.requests.append((method, path, body))
        self.tokens.append(token)
        if self.broken:
            return self.broken, {}
        address = urlsplit(path)
        if address.path.endswith("/webhooks/"):
            return self._hook(body["webhooks"][0])
        kind, name, *more = [*address.path.removeprefix("/ghost/api/admin/").split("/"), ""][:3]
        if not name:
            return 200, self._page(kind, int(parse_qs(address.query).get("page", ["1"])[0]))
        post = self.posts.get(name)
        if post is None or post["kind"] != kind:
            return 404, {"errors": []}
        if more == ["copy"]:
            post = self.add(f"{name}-copy", **{**post, "id": f"{name}-copy", "status": "draft"})
        if method == "DELETE":
            del self.posts[name]
        if method == "PUT":
            (row,) = body[kind]
            if self.saved_meanwhile or row["updated_at"] != post["updated_at"]:
                return 409, {"errors": []}
            post |= {**row, "updated_at": "2026-11-22T10:00:00.000Z"}
        return STATUSES[method], {kind: [post]}

    def _hook(self, row: dict[str, Any]) -> tuple[int, Any]:
        """As Ghost 6.65 answers: one webhook for an event and an address."""
        if any((row["event"], row["target_url"]) == (each["event"], each["target_url"]) for each in self.webhooks):
            said = "Target URL has already been used for this event."
            return 422, {"errors": [{"message": "Validation error, cannot save webhook.", "context": said}]}
        self.webhooks.append(row)
        return 201, {"webhooks": [row]}

    def _page(self, kind: str, number: int) -> Any:
        states = ("published", "scheduled", "sent")
        posts = [post for post in self.posts.values() if post["kind"] == kind and post["status"] in states]
        more = number + 1 if len(posts) > number * POSTS_A_PAGE else None
        return {
            kind: posts[(number - 1) * POSTS_A_PAGE : number * POSTS_A_PAGE],
            "meta": {"pagination": {"next": more}},
        }


def lexical(*paragraphs: str) -> str:
    """The paragraphs as Ghost keeps them."""
    children = [{"type": "paragraph", "children": [{"type": "text", "text": text}]} for text in paragraphs]
    return json.dumps({"root": {"type": "root", "children": children}})
