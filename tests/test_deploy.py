"""The files of deploy/ name what there is."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from auditor.cli import main
from tests.ports import free_ports

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
            assert name in COMPOSE["volumes"] or (DEPLOY / name).exists()


def test_the_image_copies_what_there_is() -> None:
    dockerfile = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    for name in re.findall(r"^COPY (?!--)(\S+)", dockerfile, re.MULTILINE):
        assert (DEPLOY.parent / name).exists()


def test_the_proxy_passes_what_the_service_takes() -> None:
    from api.app import MAX_BODY_BYTES

    limit = re.search(r"client_max_body_size (\d+)m;", (DEPLOY / "nginx" / "server.conf").read_text(encoding="utf-8"))
    assert limit is not None and int(limit[1]) << 20 == MAX_BODY_BYTES


def test_what_stands_behind_the_proxy_believes_it() -> None:
    """Without, limits by address count all clients as one."""
    from api.wsgi import make_application

    (name,) = set(re.findall(r"AUDITOR_PROXIES_\w+", str(make_application.__doc__)))
    assert COMPOSE["services"]["web"]["environment"][name] == "1"
    assert f"Environment={name}=1\n" in (DEPLOY / "auditor.service").read_text(encoding="utf-8")
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in (DEPLOY / "nginx" / "server.conf").read_text(
        encoding="utf-8"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="gunicorn does not run on Windows")
def test_gunicorn_loads_the_application(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "gunicorn", "--check-config", "--config", str(DEPLOY / "gunicorn.conf.py")]
    environment = {**os.environ, "AUDITOR_DATABASE": f"sqlite:///{tmp_path}/auditor.db"}
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "auditor.db").is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="gunicorn does not run on Windows")
def test_gunicorn_says_in_a_line_why_it_cannot_start(tmp_path: Path) -> None:
    """PostgreSQL without its extra: each process says so once, and none is tried again."""
    (tmp_path / "psycopg.py").write_text("raise ImportError('it is not installed')\n", encoding="utf-8")
    command = [sys.executable, "-m", "gunicorn", "--config", str(DEPLOY / "gunicorn.conf.py"), "--workers", "1"]
    with free_ports() as port:
        environment = {
            **os.environ, "AUDITOR_DATABASE": "postgresql://127.0.0.1/auditor", "AUDITOR_BIND": f"127.0.0.1:{port}",
            "PYTHONPATH": os.pathsep.join((str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")]))),
        }  # fmt: skip
        done = subprocess.run(
            command, env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False
        )
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert "Control socket" not in done.stderr
    (told,) = [line for line in done.stderr.splitlines() if line.startswith("auditor:")]
    assert "pip install 'article-auditor[postgresql]'" in told


SANDBOX = {
    "User": "auditor", "UMask": "0077", "StateDirectoryMode": "0700", "NoNewPrivileges": "yes",
    "CapabilityBoundingSet": "", "AmbientCapabilities": "", "PrivateTmp": "yes", "PrivateDevices": "yes",
    "PrivateUsers": "yes", "ProtectSystem": "strict", "ProtectHome": "yes", "ProtectProc": "invisible",
    "ProtectClock": "yes", "ProtectControlGroups": "yes", "ProtectHostname": "yes", "ProtectKernelLogs": "yes",
    "ProtectKernelModules": "yes", "ProtectKernelTunables": "yes", "LockPersonality": "yes",
    "MemoryDenyWriteExecute": "yes", "RemoveIPC": "yes", "RestrictAddressFamilies": "AF_INET AF_INET6 AF_UNIX",
    "RestrictNamespaces": "yes", "RestrictRealtime": "yes", "RestrictSUIDSGID": "yes",
    "SystemCallArchitectures": "native",
}  # fmt: skip
"""What each unit says, of systemd.exec(5): what a service that was taken over must not be able to do."""
EXPOSURE = 20
"""Tenths of a point of `systemd-analyze security`, of 100; without a sandbox they were 60."""


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_runs_in_a_sandbox(unit: Path) -> None:
    text = unit.read_text(encoding="utf-8")
    said = dict(re.findall(r"^(\w+)=(.*)$", text, re.MULTILINE))
    assert SANDBOX.items() <= said.items()
    assert re.findall(r"^SystemCallFilter=(.*)$", text, re.MULTILINE) == ["@system-service", "~@privileged"]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd, which no runner of containers has")
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_finds_a_unit_closed(unit: Path) -> None:
    command = ["systemd-analyze", "security", "--offline=yes", f"--threshold={EXPOSURE}", str(unit)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-200:]


def test_the_image_runs_as_nobody_of_note() -> None:
    lines = (DEPLOY / "Dockerfile").read_text(encoding="utf-8").splitlines()
    users = [line.split()[1] for line in lines if line.startswith("USER ")]
    assert users == ["auditor"]
    assert "--uid 10001" in "".join(lines), "a number that is no user's of the machine"
    assert not any(line.startswith(("RUN", "COPY", "ADD")) for line in lines[lines.index("USER auditor") :])


def images() -> list[str]:
    """Every image that comes from a registry."""
    stages = re.findall(r"^FROM (\S+)(?: AS (\w+))?", (DEPLOY / "Dockerfile").read_text(), re.MULTILINE)
    ours = {name for _, name in stages}
    named = [service["image"] for service in COMPOSE["services"].values() if "image" in service]
    return [image for image, _ in stages if image not in ours] + named


@pytest.mark.parametrize("image", images())
def test_an_image_is_one_version(image: str) -> None:
    """To the patch: `make pin-images` adds the digest, which says which bytes."""
    assert re.fullmatch(r"[a-z]+:\d+\.\d+(\.\d+)?-[a-z-]+(@sha256:[0-9a-f]{64})?", image), image
    assert image.startswith("postgres:") or re.search(r":\d+\.\d+\.\d+-", image), image


@pytest.mark.skipif(sys.platform == "win32", reason="is a script of bash")
def test_digests_are_put_behind_tags_and_renewed(tmp_path: Path) -> None:
    for name in ("Dockerfile", "compose.yaml", "pin-images"):
        shutil.copy(DEPLOY / name, tmp_path)
    (tmp_path / "bin").mkdir()
    registry = tmp_path / "bin" / "skopeo"
    path = f"{tmp_path}/bin:{os.environ['PATH']}"
    before = (tmp_path / "Dockerfile").read_text() + (tmp_path / "compose.yaml").read_text()
    for digit in "ab":
        registry.write_text(f"#!/bin/sh\nprintf 'sha256:%064d' 0 | tr 0 {digit}\n", encoding="utf-8")
        registry.chmod(0o755)
        subprocess.run([tmp_path / "pin-images"], env={"PATH": path}, check=True, capture_output=True)
        pinned = (tmp_path / "Dockerfile").read_text() + (tmp_path / "compose.yaml").read_text()
        assert pinned.count(f"@sha256:{digit * 64}") == len(images())
        assert re.sub("@sha256:[0-9a-f]+", "", pinned) == re.sub("@sha256:[0-9a-f]+", "", before)
    registry.write_text("#!/bin/sh\necho not found\n", encoding="utf-8")
    failed = subprocess.run([tmp_path / "pin-images"], env={"PATH": path}, check=False, capture_output=True)
    assert failed.returncode == 1


@pytest.mark.parametrize("name", COMPOSE["services"])
def test_a_container_may_do_little(name: str) -> None:
    service = COMPOSE["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "image" in service or "cap_add" not in service, "ours need no right at all"
    assert "PASSWORD" not in str({**service, "environment": ""})
    assert not [key for key in service.get("environment", ()) if "PASSWORD" in key and not key.endswith("_FILE")]


def test_containers_tell_how_they_are_and_wait_for_the_tables() -> None:
    services = COMPOSE["services"]
    assert all("healthcheck" in services[name] for name in ("proxy", "web", "database"))
    for name in ("web", "worker"):
        assert services[name]["depends_on"] == {"migrate": {"condition": "service_completed_successfully"}}
    assert services["migrate"]["depends_on"] == {"database": {"condition": "service_healthy"}}


def is_sent(path: str) -> bool:
    """Whether .dockerignore lets a file into the build: the last pattern that fits it, or a folder above, decides."""
    sent = True
    for line in (DEPLOY.parent / ".dockerignore").read_text(encoding="utf-8").splitlines():
        pattern = line.removeprefix("!")
        if line and not line.startswith("#") and any(fits(part, pattern) for part in (path, *above(path))):
            sent = line.startswith("!")
    return sent


def above(path: str) -> list[str]:
    return [parent.as_posix() for parent in Path(path).parents if parent.name]


def fits(path: str, pattern: str) -> bool:
    """As Docker matches: `*` within a name, `**/` any folders."""
    expression = re.escape(pattern).replace(r"\*\*/", "(.*/)?").replace(r"\*", "[^/]*")
    return re.fullmatch(expression, path) is not None


@pytest.mark.parametrize(
    "path",
    [
        ".git/config", ".env", "deploy/.env", "deploy/secrets/database-password", "var/auditor.db", "auditor.toml",
        "auditor/store/x.db", "auditor/auditor.db-wal", "tests/conftest.py", "reports/out/index.html",
        "requirements.lock", "auditor/.env", "auditor/__pycache__/a.pyc", ".venv/bin/python", "tools/rooms.py",
        "dist/a.whl", "key.pem",
    ],
)  # fmt: skip
def test_the_image_is_not_built_of(path: str) -> None:
    assert not is_sent(path)


def test_the_image_is_built_of_all_that_it_needs() -> None:
    packages = [path for room in ("auditor", "api", "rules") for path in (DEPLOY.parent / room).rglob("*.*")]
    files = [path for path in packages if path.suffix in (".py", ".yaml", ".txt", ".mako") and path.is_file()]
    assert len(files) > 500
    for path in files:
        assert is_sent(path.relative_to(DEPLOY.parent).as_posix()), path
    copied = re.findall(r"^COPY (?!--)(\S+)", (DEPLOY / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)
    assert all(is_sent(name) for name in [*copied, "pyproject.toml", "README.md", "reports/report.css"] if name != ".")


@pytest.mark.parametrize("name", ["deploy/.env", "deploy/secrets/database-password", ".env"])
def test_secrets_of_a_deployment_are_not_committed(name: str) -> None:
    lines = (DEPLOY.parent / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert any(f"/{name}".startswith(line) or name == line for line in lines if line)
