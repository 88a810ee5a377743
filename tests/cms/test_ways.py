"""The ways to publish that the clients know of: each with a test in its real CMS, all of them told in the docs."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WAYS = {
    path.stem: tomllib.loads(path.read_text())["way"]
    for path in sorted((ROOT / "tests" / "cms" / "ways").glob("*.toml"))
}
AT_LEAST = 30
NAMES = {"ghost": "Ghost", "wagtail": "Wagtail", "wordpress": "WordPress"}
DOCS = (ROOT / "docs" / "ways.md").read_text(encoding="utf-8")
ROWS = [(cms, way) for cms, ways in WAYS.items() for way in ways]


def test_the_three_cms_have_them() -> None:
    assert set(WAYS) == set(NAMES)
    assert len({(cms, way["name"]) for cms, way in ROWS}) == len(ROWS) >= AT_LEAST
    assert DOCS.count("| before it is public |") + DOCS.count("| within a minute after |") == len(ROWS)


@pytest.mark.parametrize(("cms", "way"), ROWS, ids=[f"{cms}: {way['name']}" for cms, way in ROWS])
def test_each_has_a_test_and_stands_in_the_docs(cms: str, way: dict[str, str]) -> None:
    file, *names = way["test"].partition("[")[0].split("::")
    body = ast.parse((ROOT / file).read_text(encoding="utf-8")).body
    for name in names:
        found = next((node for node in body if getattr(node, "name", None) == name), None)
        assert isinstance(found, ast.FunctionDef | ast.ClassDef), way["test"]
        body = found.body
    when = {"before": "before it is public", "after": "within a minute after"}[way["seen"]]
    assert f"| {NAMES[cms]} | {way['name']} | {when} |" in DOCS
