"""Tells which conditions were never both true and false while the tests of detection ran: `python -m tools.conditions`.

Nothing holds such a condition: write the example or the test that it was for, or delete it. Of one that was both,
`python -m tools.mutants` says whether a test fails without it.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from functools import reduce
from operator import or_
from pathlib import Path
from typing import NamedTuple

from tools.conditions.hook import BOTH, FALSE, TRUE
from tools.conditions.source import Condition, read_source
from tools.mutants.__main__ import NO_GROWTH, ROOMS, ROOT, suite

HERE = Path(__file__).parents[2]
PYTEST = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "tools.conditions.plugin", *NO_GROWTH)
WAS = {0: "never reached", FALSE: "never true", TRUE: "never false"}
Was = dict[str, list[int]]
"""By module, relative to the tree: what each of its conditions was."""


class Unheld(NamedTuple):
    """A condition that was never both."""

    path: str
    condition: Condition
    was: int

    def __str__(self) -> str:
        return f"{self.path}:{self.condition.line}: {WAS[self.was]}: {self.condition.text}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print each condition that was never both, and how many there are; 0 if the tests passed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", metavar="PATH", help="of modules whose path begins so; default: all")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="so many processes test; default: 2")
    args = parser.parse_args(arguments)
    conditions = find_conditions(ROOT, args.only)
    if not conditions:
        parser.error(f"no module of {', '.join(f'auditor/{room}' for room in ROOMS)} begins with {args.only!r}")
    passed, was = run_tests(ROOT, list(conditions), args.jobs)
    unheld = list(find_unheld(conditions, was))
    print(*unheld, sep="\n")
    print(f"{len(unheld)} of {sum(map(len, conditions.values()))} conditions were never both true and false")
    return 0 if passed else 1


def find_conditions(tree: Path, only: str = "") -> dict[str, Sequence[Condition]]:
    """The conditions of each module of detection in `tree` whose path in it begins with `only`."""
    paths = (path for room in ROOMS for path in sorted((tree / "auditor" / room).rglob("*.py")))
    named = ((path.relative_to(tree).as_posix(), path) for path in paths)
    return {
        name: read_source(path.read_text(encoding="utf-8")).conditions for name, path in named if name.startswith(only)
    }


def run_tests(tree: Path, modules: Sequence[str], jobs: int) -> tuple[bool, list[Was]]:
    """Whether the tests of detection pass in `tree`, and what each process saw; what they print goes to stderr."""
    command = (sys.executable, *PYTEST, "-n", str(jobs), *suite(tree))
    with tempfile.TemporaryDirectory(prefix="conditions-") as folder:
        settings = {"CONDITIONS_ROOT": str(tree), "CONDITIONS_ONLY": ":".join(modules), "CONDITIONS_INTO": folder}
        settings["PYTHONPATH"] = os.pathsep.join((str(tree), str(HERE)))
        ended = subprocess.run(  # our own words # nosec B603
            command, cwd=tree, env={**os.environ, **settings}, stdout=sys.stderr, check=False
        )
        return ended.returncode == 0, [json.loads(path.read_bytes()) for path in sorted(Path(folder).glob("*.json"))]


def find_unheld(conditions: dict[str, Sequence[Condition]], seen: Sequence[Was]) -> Iterator[Unheld]:
    """Each condition that no process saw both ways, nor one this way and one the other."""
    for path, places in conditions.items():
        runs = [was[path] for was in seen if path in was]
        for number, condition in enumerate(places):
            was = reduce(or_, (run[number] for run in runs), 0)
            if was != BOTH:
                yield Unheld(path, condition, was)


if __name__ == "__main__":
    sys.exit(main())
