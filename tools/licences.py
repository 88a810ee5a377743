"""Writes docs/licences.md: every distribution that an installation brings along, and its licence."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = ("archives", "cluster", "oidc", "parquet", "postgresql", "serve")
"""What people ship; `dev` stays with developers."""
TABLE = Path(__file__).parents[1] / "docs" / "licences.md"
HEAD = """# Licences of what the auditor needs

The auditor itself is under the Apache License 2.0. Made by `python tools/licences.py` from what is
installed; extras are told by the column "for". None of these forbids to ship the auditor in a product, changed or not.

| Distribution | Licence | for |
|---|---|---|
"""


def main() -> None:
    """Write the table."""
    TABLE.write_text(HEAD + "".join(f"| {' | '.join(row)} |\n" for row in sorted(licences())), encoding="utf-8")


def licences() -> Iterator[tuple[str, str, str]]:
    """Name, licence and use of each distribution."""
    seen: set[str] = set()
    for found in _closure(PROJECT["dependencies"], {""}, seen):
        yield canonicalize_name(found.name), licence_of(found), "all"
    for use in EXTRAS:
        for found in _closure(PROJECT["optional-dependencies"][use], {""}, seen):
            yield canonicalize_name(found.name), licence_of(found), use


def _closure(requirements: Iterable[str], extras: set[str], seen: set[str]) -> Iterator[Distribution]:
    """What `requirements`, of a distribution with `extras`, bring along, without those in `seen`."""
    for text in requirements:
        needed = Requirement(text)
        if needed.marker is not None and not any(needed.marker.evaluate({"extra": extra}) for extra in extras):
            continue
        key = canonicalize_name(needed.name)
        if key in seen:
            continue
        try:
            found = distribution(key)
        except PackageNotFoundError:  # for another platform
            continue
        seen.add(key)
        yield found
        yield from _closure(found.requires or (), needed.extras or {""}, seen)


def licence_of(found: Distribution) -> str:
    """The licence as the distribution names it: its SPDX expression, else its classifier, else its own words."""
    metadata: Any = found.metadata
    named = metadata.get("License-Expression")
    if named:
        return str(named)
    classes = [c.rpartition(" :: ")[2] for c in metadata.get_all("Classifier") or () if c.startswith("License ::")]
    own = (metadata.get("License") or "").strip().partition("\n")[0]
    return re.sub(r"\s+", " ", ", ".join(classes) or own or "see its files")


if __name__ == "__main__":
    main()
