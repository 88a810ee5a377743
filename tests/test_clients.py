"""What `make clients` builds: all that a CMS needs of a client, nothing else, and the same bytes every time."""

from __future__ import annotations

import json
import os
import re
import shutil
import tarfile
import zipfile
from pathlib import Path

import pytest

from tools.clients import ROOT, build_all

CLIENTS = ROOT / "clients"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The wheel, the zip and the package for Node."""
    return list(build_all(ROOT, tmp_path_factory.mktemp("built")))


def names_in(folder: Path) -> set[str]:
    """All files but what Python leaves."""
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {path.as_posix() for path in found if "__pycache__" not in path.parts}


def test_the_wheel_has_the_package_whole(built: list[Path]) -> None:
    with zipfile.ZipFile(built[0]) as wheel:
        held = {name for name in wheel.namelist() if ".dist-info/" not in name}
        said = next(wheel.read(name).decode() for name in wheel.namelist() if name.endswith("/METADATA"))
    package = "wagtail_article_auditor"
    assert held == {f"{package}/{name}" for name in names_in(CLIENTS / "wagtail" / package)}
    assert built[0].name.startswith(f"{package}-") and "Name: wagtail-article-auditor" in said


def test_the_zip_is_one_folder_with_all_of_the_plug_in(built: list[Path]) -> None:
    with zipfile.ZipFile(built[1]) as archive:
        held = {name.removeprefix("article-auditor/") for name in archive.namelist()}
        assert all(name.startswith("article-auditor/") for name in archive.namelist())
        assert b"Plugin Name: Article auditor" in archive.read("article-auditor/article-auditor.php")
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
    assert held == {name.removeprefix("article-auditor/") for name in names_in(CLIENTS / "wordpress")} | {"LICENSE"}


def test_the_package_for_node_has_what_it_names_and_no_tests(built: list[Path]) -> None:
    with tarfile.open(built[2]) as archive:
        held = {name.removeprefix("package/") for name in archive.getnames()}
        packed = archive.extractfile("package/package.json")
        assert packed is not None
        known = json.load(packed)
    assert held == {"package.json", "README.md", "LICENSE", *known["files"]}
    assert known["exports"]["."].removeprefix("./") in held
    assert "dependencies" not in known


def test_no_package_names_this_machine(built: list[Path]) -> None:
    """Of a folder or of who built it, nothing is in them."""
    for path in built[:2]:
        with zipfile.ZipFile(path) as archive:
            text = b"".join(archive.read(name) for name in archive.namelist())
        assert not re.search(str(ROOT).encode() + rb"/|/tmp/", text)


def test_the_same_files_make_the_same_bytes(built: list[Path], tmp_path: Path) -> None:
    copy = tmp_path / "another"
    shutil.copytree(CLIENTS, copy / "clients", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "LICENSE", copy)
    for number, path in enumerate(sorted(copy.rglob("*"))):
        os.utime(path, (1_700_000_000 + number,) * 2)
        path.chmod(0o700 if path.is_dir() else 0o600)
    again = list(build_all(copy, tmp_path / "again"))
    assert [path.name for path in again] == [path.name for path in built]
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in built]
