"""The bill of materials names what the lock installs in the image, is CycloneDX by its schema, and is made alike each time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from tools.sbom import LOCK, ROOT, read_pins, write_bill

TEXT = LOCK.read_text(encoding="utf-8")
PINS = {pin.name: pin for pin in read_pins(TEXT)}


@pytest.fixture(scope="module")
def bill() -> str:
    return write_bill(TEXT)


def test_it_is_what_the_schema_says(bill: str) -> None:
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(bill) is None
    assert (
        JsonStrictValidator(SchemaVersion.V1_6).validate_str(bill.replace('"version": 1', '"version": "a"')) is not None
    )


def test_it_has_every_package_with_licence_and_hashes(bill: str) -> None:
    parts = {part["name"]: part for part in json.loads(bill)["components"]}
    assert parts.keys() == PINS.keys()
    assert len(parts) > 40
    assert {"flask", "gunicorn", "setuptools"} <= parts.keys()
    assert not {"colorama", "pytest", "pip-audit"} & parts.keys(), "of other platforms, and of developers"
    for name, part in parts.items():
        (page,) = part["externalReferences"]
        assert part["version"] == PINS[name].version
        assert {found["content"] for found in page["hashes"]} == set(PINS[name].hashes)
        assert part["licenses"]


def test_it_says_what_needs_what(bill: str) -> None:
    made: dict[str, Any] = json.loads(bill)
    assert made["metadata"]["component"]["name"] == "article-auditor"
    needed = {row["ref"].partition("@")[0]: row.get("dependsOn", []) for row in made["dependencies"]}
    assert any(name.startswith("pkg:pypi/flask@") for name in needed["article-auditor"])
    assert any(name.startswith("pkg:pypi/werkzeug@") for name in needed["pkg:pypi/flask"])


@pytest.mark.parametrize("seed", ["1", "2"])
def test_it_is_the_same_to_the_byte(bill: str, seed: str) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run(
        [sys.executable, "-m", "tools.sbom"], cwd=ROOT, env=environment, capture_output=True, check=True
    )
    assert done.stdout.decode() == f"{bill}\n"
