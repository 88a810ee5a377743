"""Check kinds and rule folders that installed packages bring by entry point."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from importlib.resources import files
from pathlib import Path
from typing import cast

from auditor.checks.protocol import Kind

KINDS_GROUP = "auditor.kinds"
"""A kind's name, and the module that has its face: see auditor.checks.protocol.Kind."""
RULES_GROUP = "auditor.rules"
"""A name, and the package in whose folder the rule files stand."""
FACE = ("SCOPE", "VALUES", "Params", "compile")


class BroughtError(ValueError):
    """A package that brings something which cannot be used; the message names it and says why."""


@cache
def brought_names() -> Mapping[str, EntryPoint]:
    """The kinds that packages bring, by name. Raises BroughtError if two bring one of the same name."""
    found: dict[str, EntryPoint] = {}
    for point in entry_points(group=KINDS_GROUP):
        if found.setdefault(point.name, point).value != point.value:
            raise BroughtError(f"{_owner(point)} and {_owner(found[point.name])} both bring a kind {point.name!r}")
    return found


@cache
def load_brought(name: str) -> Kind:
    """The kind `name` that a package brings. Raises BroughtError if it cannot be loaded or has not the face of one."""
    point = brought_names()[name]
    try:
        module = point.load()
    except Exception as error:
        raise BroughtError(f"kind {name!r} of {_owner(point)} cannot be loaded: {error!r}") from error
    missing = [part for part in FACE if not hasattr(module, part)]
    if missing:
        raise BroughtError(f"kind {name!r} of {_owner(point)}: {point.value} has no {', '.join(missing)}")
    return cast("Kind", module)


@cache
def brought_rules() -> tuple[Path, ...]:
    """The folders of rules that packages bring, by name. Raises BroughtError for one that is not there."""
    folders = []
    for point in sorted(entry_points(group=RULES_GROUP), key=lambda point: (point.name, point.value)):
        try:
            folders.append(Path(str(files(point.value))))
        except ModuleNotFoundError:
            raise BroughtError(f"rules {point.name!r} of {_owner(point)}: no package {point.value!r}") from None
    return tuple(folders)


def _owner(point: EntryPoint) -> str:
    return f"package {point.dist.name}" if point.dist else "an unknown package"
