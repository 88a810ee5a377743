"""The files of deploy/ name what there is."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from auditor.cli import main

DEPLOY = Path(__file__).parent.parent / "deploy"
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
UNITS = sorted(DEPLOY.glob("*.service"))


def auditor_commands() -> list[list[str]]:
    """Every `auditor` command that a unit or a container runs."""
    contained = [service.get("command", []) for service in COMPOSE["services"].values()]
    units = [re.findall(r"^Exec\w+=/opt/auditor/bin/(auditor .+)$", u.read_text(), re.MULTILINE) for u in UNITS]
    started = [line.split() for lines in units for line in lines]
    return [command[1:] for command in contained + started if command[:1] == ["auditor"]]


@pytest.mark.parametrize("command", auditor_commands(), ids=" ".join)
def test_commands_are_ours(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*command, "--help"])
    assert ended.value.code == 0
    help_text = capsys.readouterr().out
    assert all(word in help_text for word in command if word.startswith("--"))


def test_containers_wait_for_what_there_is() -> None:
    services = COMPOSE["services"]
    for service in services.values():
        assert set(service.get("depends_on", ())) <= set(services)
        assert "image" in service or (DEPLOY / service["build"]["context"] / service["build"]["dockerfile"]).is_file()
        for mount in service.get("volumes", ()):
            name = mount.partition(":")[0]
            assert name in COMPOSE["volumes"] or (DEPLOY / name).is_file()


def test_the_image_copies_what_there_is() -> None:
    dockerfile = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    for name in re.findall(r"^COPY (?!--)(\S+)", dockerfile, re.MULTILINE):
        assert (DEPLOY.parent / name).exists()


def test_the_proxy_passes_what_the_service_takes() -> None:
    from api.app import MAX_BODY_BYTES

    limit = re.search(r"client_max_body_size (\d+)m;", (DEPLOY / "nginx.conf").read_text(encoding="utf-8"))
    assert limit is not None and int(limit[1]) << 20 == MAX_BODY_BYTES


def test_what_stands_behind_the_proxy_believes_it() -> None:
    """Without, limits by address count all clients as one."""
    from api.wsgi import make_application

    (name,) = set(re.findall(r"AUDITOR_PROXIES_\w+", str(make_application.__doc__)))
    assert COMPOSE["services"]["web"]["environment"][name] == "1"
    assert f"Environment={name}=1\n" in (DEPLOY / "auditor.service").read_text(encoding="utf-8")
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in (DEPLOY / "nginx.conf").read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="gunicorn does not run on Windows")
def test_gunicorn_loads_the_application(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "gunicorn", "--check-config", "--config", str(DEPLOY / "gunicorn.conf.py")]
    environment = {**os.environ, "AUDITOR_DATABASE": f"sqlite:///{tmp_path}/auditor.db"}
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "auditor.db").is_file()
