"""Breaks each defence of the service and tells which no test notices: `python -m tools.mutants.defences`.

`tests/security/defences.toml` says how each is broken, and which tests fail then. A test that fails is what counts: one
that cannot begin tells nothing.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tools.mutants.copies import try_in_copies

ROOT = Path(__file__).parents[2]
TABLE = Path("tests", "security", "defences.toml")
PYTEST = ("-m", "pytest", "-x", "-q", "-p", "no:cacheprovider")
PASSED = 0
NOT_BEGUN = frozenset({2, 3, 4, 5})
"""What pytest exits with where a test cannot be imported or is not there."""
SAID_CHARACTERS = 800
PATIENCE_SECONDS = 240
"""The slowest of the tests that are named take 40 s on two cores; what hangs is noticed."""
MADE = shutil.ignore_patterns(".git", ".venv*", ".*_cache", ".hypothesis", "__pycache__", "*.egg-info", "out", "var")


class Defence(NamedTuple):
    """One defence, and how it is broken."""

    broken: str
    """What is so without it."""
    file: str
    """Relative to the tree."""
    old: str
    """What stands in the file, once."""
    new: str
    tests: Sequence[str]
    """Files or tests that fail without it."""


def load_defences(tree: Path) -> list[Defence]:
    """The table, in its order."""
    return [Defence(**row) for row in tomllib.loads((tree / TABLE).read_text(encoding="utf-8"))["defence"]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print each defence whose loss no test notices, and how many are noticed; 0 if all are."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", metavar="WORDS", help="those whose line has these words")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="so many at once; default: 2")
    args = parser.parse_args(arguments)
    begun = time.monotonic()
    defences = [defence for defence in load_defences(ROOT) if args.only in defence.broken]
    noticed = 0
    for defence, found in try_all(ROOT, defences, args.jobs):
        noticed += found
        if not found:
            print(f"no test notices: {defence.broken} ({defence.file})", flush=True)
    print(f"noticed {noticed} of {len(defences)}, {time.monotonic() - begun:.0f} s")
    return 0 if 0 < noticed == len(defences) else 1


def try_all(root: Path, defences: Sequence[Defence], jobs: int) -> Iterator[tuple[Defence, bool]]:
    """Each defence, in order, and whether a test notices its loss. Exits if the tests fail on the tree as it is."""
    with tempfile.TemporaryDirectory(prefix="defences-") as folder:
        first = shutil.copytree(root, Path(folder, "0"), ignore=MADE, symlinks=True)
        (first / "auditor" / "api").symlink_to(Path("..", "api"))  # as it is installed: servers are told auditor.api
        if said := failure(first, list(dict.fromkeys(test for defence in defences for test in defence.tests))):
            sys.exit(f"a test fails on the tree as it is, so that nothing can be told: {said}")
        yield from try_in_copies(first, defences, is_noticed, jobs)


def is_noticed(tree: Path, defence: Defence) -> bool:
    """Whether a test fails in `tree` without the defence, which is then put back."""
    path = tree / defence.file
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole.replace(defence.old, defence.new), encoding="utf-8")
    try:
        return failure(tree, defence.tests, PATIENCE_SECONDS) is not None
    finally:
        path.write_text(whole, encoding="utf-8")


def failure(tree: Path, tests: Sequence[str], seconds: float | None = None) -> str | None:
    """What was said of a test that failed in `tree`, on its own code, or took more than `seconds`; None if none did.

    Exits if none began.
    """
    variables = {**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1" if seconds else ""}
    command = (sys.executable, *PYTEST, *tests)
    try:
        ended = subprocess.run(  # our own words # nosec B603
            command, cwd=tree, env=variables, capture_output=True, text=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        return f"over {seconds:g} seconds"
    said = ended.stdout[-SAID_CHARACTERS:]
    if ended.returncode in NOT_BEGUN:
        sys.exit(f"{' '.join(tests)}: no test began: {said}")
    return None if ended.returncode == PASSED else said


if __name__ == "__main__":
    sys.exit(main())
