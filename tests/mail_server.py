"""A mail server on this machine that keeps what it takes, speaks TLS where it can, and says no to whom it is told to."""

from __future__ import annotations

import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from typing import Any


@dataclass
class Mailbox:
    """What a server took, and how it behaves."""

    port: int = 0
    answers: dict[str, str] = field(default_factory=dict)
    """The answers to commands that are not what they would be, by the command's whole line."""
    context: ssl.SSLContext | None = None
    """What it speaks TLS with, once it is asked to."""
    said: list[str] = field(default_factory=list)
    """Every command, in order."""
    messages: list[EmailMessage] = field(default_factory=list)


@contextmanager
def mail_server(context: ssl.SSLContext | None = None) -> Iterator[Mailbox]:
    """A server that takes messages into the mailbox it gives."""
    box = Mailbox(context=context)
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), type("Session", (_Session,), {"box": box})) as server:
        box.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield box
        finally:
            server.shutdown()
            thread.join()


class _Session(socketserver.StreamRequestHandler):
    """One connection, by RFC 5321."""

    box: Mailbox

    def handle(self) -> None:
        self._say("220 mail.example.org")
        while line := self.rfile.readline().decode().strip():
            self.box.said.append(line)
            usual = {"EHLO": self._greeting(), "STARTTLS": "220 now", "AUTH": "235 welcome", "DATA": "354 go on"}
            verb = line.split()[0].upper()
            self._say(self.box.answers.get(line, usual.get(verb, "250 ok")))
            if verb == "STARTTLS":
                self._secure()
            if verb == "DATA":
                self.box.messages.append(self._message())
                self._say(self.box.answers.get(".", "250 taken"))

    def finish(self) -> None:
        super().finish()
        self.connection.close()

    def _greeting(self) -> str:
        is_open = self.box.context is not None and not isinstance(self.connection, ssl.SSLSocket)
        return f"250-mail.example.org\r\n{'250-STARTTLS' if is_open else '250-8BITMIME'}\r\n250 AUTH PLAIN"

    def _secure(self) -> None:
        assert self.box.context is not None
        secure: Any = self.box.context.wrap_socket(self.connection, server_side=True)
        self.connection, self.rfile, self.wfile = secure, secure.makefile("rb"), secure.makefile("wb", 0)

    def _message(self) -> EmailMessage:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b"."))
        made: EmailMessage = BytesParser(EmailMessage, policy=default).parsebytes(b"".join(lines))
        return made

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())
