"""Writes docs/licences.md: every distribution that an installation brings along, and its licence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = "article-auditor"
EXTRAS = ("cluster", "parquet", "postgresql", "serve")
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
    rows = [f"| {name} | {licence} | {use} |" for name, licence, use in sorted(licences())]
    TABLE.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")


def licences() -> Iterator[tuple[str, str, str]]:
    """Name, licence and use of each distribution."""
    seen: set[str] = set()
    for use in ("", *EXTRAS):
        for found in _closure(ROOT, {use}, seen):
            yield canonicalize_name(found.name), licence_of(found), use or "all"


def _closure(name: str, extras: set[str], seen: set[str]) -> Iterator[Distribution]:
    """What the distribution `name` needs with `extras`, without itself and those in `seen`."""
    for text in distribution(name).requires or ():
        needed = Requirement(text)
        if needed.marker is not None and not any(needed.marker.evaluate({"extra": extra}) for extra in extras):
            continue
        key = canonicalize_name(needed.name)
        if key in seen or key == ROOT:
            continue
        try:
            found = distribution(key)
        except PackageNotFoundError:  # for another platform
            continue
        seen.add(key)
        yield found
        yield from _closure(key, needed.extras or {""}, seen)


def licence_of(found: Distribution) -> str:
    """The licence as the distribution names it: its SPDX expression, else its classifier, else its own words."""
    named = found.metadata.get("License-Expression")
    if named:
        return named
    classes = [
        c.rpartition(" :: ")[2] for c in found.metadata.get_all("Classifier") or () if c.startswith("License ::")
    ]
    own = (found.metadata.get("License") or "").strip().partition("\n")[0]
    return re.sub(r"\s+", " ", ", ".join(classes) or own or "see its files")


if __name__ == "__main__":
    main()
