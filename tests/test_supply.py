"""What others wrote and we ship: declared, pinned with hashes, of licences that allow it, looked at for known flaws."""

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
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (ROOT / "deploy" / "requirements.lock").read_text(encoding="utf-8")
PINS = re.findall(r"^([a-z0-9.-]+)(?:\[[a-z,]+\])?==([^\s;\\]+)", LOCK, re.MULTILINE)
"""Name and version; a name may stand twice, for different Pythons."""
IMAGE = ("postgresql", "serve")
ALLOWED = re.compile(
    r"Apache|\bBSD|0BSD|CC0|CNRI|\bISC|\bMIT|MPL|Mozilla|PSF|Python Software|Unlicense|Zlib|Zope|ZPL", re.IGNORECASE
)
FACES = {"apispec": "flask-smorest", "werkzeug": "flask"}
"""Packages that another one shows as its own: theirs are the types that it hands out."""
LIBRARIES = {"psycopg": "LGPL-3.0-only", "psycopg-binary": "LGPL-3.0-only"}
"""Of an extra, and used as they are: the LGPL lets that be shipped under any licence."""


def names(requirements: list[str]) -> dict[str, Requirement]:
    return {canonicalize_name(needed.name): needed for needed in map(Requirement, requirements)}


def runtime() -> dict[str, Requirement]:
    wanted = list(PROJECT["dependencies"])
    for extra, requirements in PROJECT["optional-dependencies"].items():
        if extra != "dev":
            wanted += requirements
    return names(wanted)


def test_the_lock_satisfies_the_project() -> None:
    wanted = names([*PROJECT["dependencies"], *(r for extra in IMAGE for r in PROJECT["optional-dependencies"][extra])])
    assert len(wanted) > 20
    for name, needed in wanted.items():
        versions = [Version(version) for pinned, version in PINS if pinned == name]
        assert versions, f"{name} is not locked: make lock"
        assert all(needed.specifier.contains(version) for version in versions), f"{needed}, {versions}: make lock"


def test_every_locked_version_has_hashes_and_no_machine_is_named() -> None:
    blocks = re.split(r"\n(?=[a-z0-9])", LOCK[LOCK.index("\n", LOCK.index("make lock")) :].strip())
    assert len(blocks) == len(PINS) > 40
    for block in blocks:
        assert "--hash=sha256:" in block, block[:60]
    assert not re.search(r"index-url|https?://|file:|/home/|/root/|/tmp/", LOCK)


def test_the_image_installs_what_is_locked_and_nothing_else() -> None:
    dockerfile = (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8")
    installs = re.findall(r"pip install ([^&\n]*)", dockerfile.rpartition("\nFROM")[2])
    assert len(installs) == 2
    assert all("--require-hashes" in line or "--no-deps" in line for line in installs)


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
