"""What others wrote and we use: declared, pinned with hashes, of licences that allow it, looked at for known flaws."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tools import audit_dependencies, licences

ROOT = Path(__file__).parents[1]
SETTINGS: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT: dict[str, Any] = SETTINGS["project"]
LOCKS = {
    "requirements.lock": tuple(PROJECT["optional-dependencies"]),
    "deploy/requirements.lock": ("postgresql", "serve"),
}
"""For which extras each is."""
ALL_LOCKS = [*LOCKS, "tests/cms/wagtail.lock"]
PIN = re.compile(r"^([a-z0-9.-]+)(?:\[[a-z,]+\])?==([^\s;\\]+)(.*(?:\n    --hash=.*)+)\n", re.MULTILINE)
ALLOWED = re.compile(
    r"Apache|\bBSD|0BSD|CC0|CNRI|\bISC|\bMIT|MPL|Mozilla|PSF|Python Software|Unlicense|Zlib|Zope|ZPL", re.IGNORECASE
)
FACES = {"apispec": "flask-smorest", "werkzeug": "flask"}
"""Packages that another one shows as its own: theirs are the types that it hands out."""
LIBRARIES = {"psycopg": "LGPL-3.0-only", "psycopg-binary": "LGPL-3.0-only"}
"""Of an extra, and used as they are: the LGPL lets that be shipped under any licence."""


def names(requirements: list[str]) -> dict[str, Requirement]:
    return {canonicalize_name(needed.name): needed for needed in map(Requirement, requirements)}


def pins(lock: str) -> dict[tuple[str, str], str]:
    """Name and version to marker and hashes; a name may stand twice, for different Pythons."""
    return {(name, version): rest for name, version, rest in PIN.findall((ROOT / lock).read_text(encoding="utf-8"))}


def wanted(*extras: str) -> dict[str, Requirement]:
    """What the project asks for by itself, with `extras`."""
    requirements = list(PROJECT["dependencies"])
    for extra in extras:
        requirements += PROJECT["optional-dependencies"][extra]
    return names(requirements)


def runtime() -> dict[str, Requirement]:
    return wanted(*(extra for extra in PROJECT["optional-dependencies"] if extra != "dev"))


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_satisfies_the_project(lock: str) -> None:
    asked = wanted(*LOCKS[lock]) | names(SETTINGS["dependency-groups"]["build"])
    asked.pop(PROJECT["name"], None)
    assert len(asked) > 20
    for name, needed in asked.items():
        versions = [Version(version) for pinned, version in pins(lock) if pinned == name]
        assert versions, f"{name} is not locked: make lock"
        assert all(needed.specifier.contains(version) for version in versions), f"{needed}, {versions}: make lock"


@pytest.mark.parametrize("lock", ALL_LOCKS)
def test_a_lock_has_hashes_for_each_version_and_names_no_machine(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert len(entries) == len(pins(lock)) > 30
    assert all("--hash=sha256:" in rest for rest in pins(lock).values())
    assert not re.search(r"index-url|find-links|https?://|file:|/home/|/root/|/tmp/|/opt/", text)


def test_the_image_installs_what_developers_install() -> None:
    assert pins("deploy/requirements.lock").items() <= pins("requirements.lock").items(), "make lock"


def test_what_is_built_is_built_by_what_is_locked() -> None:
    assert SETTINGS["dependency-groups"]["build"] == SETTINGS["build-system"]["requires"]


@pytest.mark.parametrize("recipe", ["Makefile", "deploy/Dockerfile", "deploy/README.md"])
def test_an_installation_resolves_nothing(recipe: str) -> None:
    """But for what `make test-latest` and `make test-lowest` are there for."""
    installs = re.findall(r"pip (?:install|sync|wheel) [^&\n]*", (ROOT / recipe).read_text(encoding="utf-8"))
    assert len(installs) > 1
    for command in installs:
        locked = "--require-hashes" in command
        itself = "--no-deps" in command and ("--no-build-isolation" in command or ".whl" in command)
        assert locked or itself or "--resolution" in command, command


def imported(path: Path) -> set[str]:
    """The top-level modules that a file imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def test_everything_imported_is_declared() -> None:
    """What comes along with something else goes with it, too."""
    modules = set().union(*(imported(path) for room in ("auditor", "api") for path in (ROOT / room).rglob("*.py")))
    owners = packages_distributions()
    declared = runtime().keys()
    foreign = modules - set(sys.stdlib_module_names) - {"auditor", "_typeshed"}
    assert len(foreign) > 15
    for module in foreign:
        brought = {FACES.get(name, name) for name in map(canonicalize_name, owners[module])}
        assert brought & declared, f"{module} is not in pyproject.toml"


def test_the_table_of_licences_names_every_distribution() -> None:
    table = licences.TABLE.read_text(encoding="utf-8")
    told = {line.split(" | ")[0].strip("| ") for line in table.splitlines() if line.startswith("| ")} - {"Distribution"}
    installed = {name for name, _, _ in licences.licences()}
    assert installed <= told, "make licences"
    assert installed == told or sys.version_info >= (3, 12), "make licences"  # later ones need fewer
    absent = {name for name, needed in runtime().items() if needed.marker is None} - told
    assert not absent


def test_every_licence_lets_people_ship() -> None:
    for name, licence, _ in licences.licences():
        choices = licence.split(" OR ")
        free = any(ALLOWED.search(choice) and "GPL" not in choice for choice in choices)
        assert free or LIBRARIES.get(name) == licence, f"{name}: {licence}"


CLEAN = {"name": "a", "version": "1", "vulns": []}
PASSED_OVER = {"name": "b", "skip_reason": "not found"}
UNSAFE = {"name": "c", "version": "2", "vulns": [{"id": "PYSEC-1", "fix_versions": ["3"]}]}


@pytest.mark.parametrize(
    ("dependencies", "audited", "says"),
    [
        ([CLEAN], 1, []),
        ([CLEAN, UNSAFE], 2, ["c 2: PYSEC-1, mended in 3"]),
        ([CLEAN, PASSED_OVER], 1, ["b: not looked at: not found"]),
        ([PASSED_OVER], 0, ["b: not looked at: not found", "no package was looked at"]),
        ([], 0, ["no package was looked at"]),
    ],
)
def test_an_audit_that_looked_at_nothing_fails(dependencies: list[Any], audited: int, says: list[str]) -> None:
    count, problems = audit_dependencies.judge(dependencies)
    assert count == audited
    assert len(problems) == len(says)
    assert all(problem.startswith(said) for problem, said in zip(problems, says, strict=True))


def test_an_audit_without_a_report_fails(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(audit_dependencies, "COMMAND", (sys.executable, "-c", "raise SystemExit('no network')"))
    assert audit_dependencies.main() == 1
    assert "no network" in capsys.readouterr().out
