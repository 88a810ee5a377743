"""A real nginx in a folder of its own, with a configuration of deploy/nginx or one that a test writes."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[1] / "deploy" / "nginx"
PLACES = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
PROGRAM = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/bin")
needs_nginx = pytest.mark.skipif(
    PROGRAM is None and "CI" not in os.environ, reason="needs nginx; where changes are judged, it must be there"
)


def write_site(folder: Path, site: str) -> Path:
    """The file that lets nginx serve `site`, in `folder` alone."""
    places = "".join(f"  {kind}_temp_path {folder}/{kind};\n" for kind in PLACES)
    path = folder / "nginx.conf"
    path.write_text(
        f"{'user root;' if os.geteuid() == 0 else ''} pid {folder}/nginx.pid;\nerror_log {folder}/error.log;\n"
        f"events {{ worker_connections 1024; }}\nhttp {{\n  access_log off;\n{places}  {site}\n}}\n",
        encoding="utf-8",
    )
    return path


def write_sample(folder: Path, sample: str, behind: int, port: int, tls_port: int = 0) -> Path:
    """The file that lets nginx serve a sample of deploy/nginx on our ports, before what listens on `behind`."""
    ours = {
        "127.0.0.1:8000": f"127.0.0.1:{behind}", "/var/log/nginx": str(folder), "/etc/ssl/auditor": str(folder),
        "listen 80": f"listen 127.0.0.1:{port}", "listen 443": f"listen 127.0.0.1:{tls_port}",
    }  # fmt: skip
    (folder / "auditor").mkdir()
    for path in SAMPLES.glob("*.conf"):
        text = path.read_text(encoding="utf-8")
        for theirs, own in ours.items():
            text = text.replace(theirs, own)
        (folder / "auditor" / path.name).write_text(text, encoding="utf-8")
    return write_site(folder, f"include auditor/{sample}.conf;")


def command(configuration: Path) -> list[str]:
    """What starts nginx, in the foreground. Exits where there is none."""
    if PROGRAM is None:
        raise SystemExit("nginx is not installed")
    return [PROGRAM, "-p", str(configuration.parent), "-c", str(configuration), "-g", "daemon off;"]


@contextmanager
def started(configuration: Path) -> Iterator[None]:
    """nginx runs meanwhile; what it cannot read makes it fail."""
    with subprocess.Popen(command(configuration), stderr=subprocess.DEVNULL) as process:
        try:
            yield
        finally:
            process.terminate()
    assert process.returncode == 0
