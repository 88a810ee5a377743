"""A Ghost that is no more than its Admin API."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

KEY = "6b023f4d5e2a6519ff868c2f:" + "ab" * 32
POSTS_A_PAGE = 2
"""Posts on a page of the list, so that a test needs few of them."""


class FakeGhost:
    """Posts by their id, and every request that came."""

    def __init__(self) -> None:
        self.posts: dict[str, dict[str, Any]] = {}
        self.requests: list[tuple[str, str, Any]] = []
        self.tokens: list[str] = []
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
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                self._answer(*ghost.answer(method, self.path, body, self.headers["Authorization"]))

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
            "id": name, "title": "Board votes for a ferry", "html": "<p>The harbour board voted.</p>",
            "url": f"{self.url}/{name}/", "status": "published", "published_at": "2026-11-20T08:00:00.000Z",
            "updated_at": "2026-11-21T09:30:00.000Z", "authors": [{"name": "Ada Lund", "email": "ada@harbour.example"}],
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
        name = address.path.removeprefix("/ghost/api/admin/posts/").strip("/")
        if not name:
            return 200, self._page(int(parse_qs(address.query).get("page", ["1"])[0]))
        post = self.posts.get(name)
        if post is None:
            return 404, {"errors": []}
        if method == "PUT":
            (row,) = body["posts"]
            if row["updated_at"] != post["updated_at"]:
                return 409, {"errors": []}
            post |= {**row, "updated_at": "2026-11-22T10:00:00.000Z"}
        return 200, {"posts": [post]}

    def _hook(self, row: dict[str, Any]) -> tuple[int, Any]:
        """As Ghost 6.65 answers: one webhook for an event and an address."""
        if any((row["event"], row["target_url"]) == (each["event"], each["target_url"]) for each in self.webhooks):
            said = "Target URL has already been used for this event."
            return 422, {"errors": [{"message": "Validation error, cannot save webhook.", "context": said}]}
        self.webhooks.append(row)
        return 201, {"webhooks": [row]}

    def _page(self, number: int) -> Any:
        posts = [post for post in self.posts.values() if post["status"] == "published"]
        more = number + 1 if len(posts) > number * POSTS_A_PAGE else None
        return {
            "posts": posts[(number - 1) * POSTS_A_PAGE : number * POSTS_A_PAGE],
            "meta": {"pagination": {"next": more}},
        }
