"""A MariaDB of a test's own, for the CMSs that keep their texts in one."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.cms.conftest import running, wait_for


@contextmanager
def running_mariadb(folder: Path, port: int, database: str) -> Iterator[None]:
    """A server on `port` while it runs, with one empty database, whose user and password are called as it is.

    Its files stand in `folder`, which must have a short name for its socket's sake.
    """
    data = folder / "mariadb"
    user = ["--user=root"] if os.geteuid() == 0 else []
    install = shutil.which("mariadb-install-db")
    assert install, "this test needs MariaDB: apt-get install mariadb-server"
    normal = ("--auth-root-authentication-method=normal", "--skip-test-db")
    subprocess.run([install, *user, f"--datadir={data}", *normal], check=True, capture_output=True, timeout=300)
    server = [
        shutil.which("mariadbd") or "/usr/sbin/mariadbd", "--no-defaults", *user, f"--datadir={data}",
        "--bind-address=127.0.0.1", f"--port={port}", f"--socket={data}/s.sock",
    ]  # fmt: skip
    with running(server, folder):
        wait_for("MariaDB", (data / "s.sock").exists)
        who = f"{database}@127.0.0.1"
        grant = f"CREATE USER {who} IDENTIFIED BY '{database}'; GRANT ALL ON {database}.* TO {who}"
        client = ["mariadb", "-uroot", "-S", str(data / "s.sock"), "-e", f"CREATE DATABASE {database}; {grant}"]
        subprocess.run(client, check=True, capture_output=True, timeout=60)
        yield
