"""Changes constants and guards one at a time and tells which no test notices: `python -m tools.mutants`.

They are drawn at random, but the same for the same SEED and tree, and in turn of each kind: numbers, comparisons,
conditions, words, guards of rules. A mutant survives if every test of detection passes with it that runs its line, or
every test there is where the line also runs without one. Some are equivalent to what was there; most stand for a line
that nobody would miss, or for an example that should be written.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from itertools import zip_longest
from pathlib import Path

from tools.mutants.copies import try_in_copies
from tools.mutants.data import list_sites, rule_sites
from tools.mutants.python import python_sites
from tools.mutants.reach import Reach
from tools.mutants.site import Mutant, Site

ROOT = Path(__file__).parents[2]
ROOMS = ("checks", "mentions", "boilerplate")
TRAINED = frozenset({"odds.txt"})
"""Weights that were learned: a test of each would be the training itself."""
SUITE = (
    "test_rules.py",
    "test_corpus.py",
    "test_brought.py",
    "checks",
    "mentions",
    "boilerplate",
    "text",
    "story",
    "judging",
)
"""What could notice, below tests/; the likeliest first."""
NO_GROWTH = ("-k", "not time_grows and not linear_time")
"""Tests of growth take long and hold the clock only."""
PYTEST = ("-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *NO_GROWTH)
CONTEXTS = ("--cov-context=test", "--cov-report=")
PATIENCE, START_SECONDS = 4, 60
"""A mutant that takes so many times as long as the tree itself, and the start, does not end: that is noticed."""
MADE = shutil.ignore_patterns(".*", "__pycache__", "*.egg-info", "build", "dist", "out", "var")


def main(arguments: Sequence[str] | None = None) -> None:
    """Print each survivor and how many there were."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=60, metavar="N", help="so many are drawn; default: 60")
    parser.add_argument("--seed", type=int, default=1, help="another draws others; default: 1")
    parser.add_argument("--only", default="", metavar="PATH", help="of files whose path begins so; default: all")
    parser.add_argument(
        "--jobs", type=int, default=2, metavar="N", help="so many copies are tested at once; default: 2"
    )
    args = parser.parse_args(arguments)
    begun = time.monotonic()
    sites = (site for site in find_sites(ROOT) if site.path.startswith(args.only))
    mutants = draw(sites, ROOT, args.count, args.seed)
    survived = 0
    for mutant, survives in try_all(ROOT, mutants, args.jobs):
        survived += survives
        if survives:
            print(mutant, flush=True)
    print(f"survived {survived} of {len(mutants)}, seed {args.seed}, {time.monotonic() - begun:.0f} s")


def find_sites(tree: Path) -> Iterator[Site]:
    """All constants and guards of detection in `tree`, in order of their files."""
    for room in ROOMS:
        for path in sorted((tree / "auditor" / room).rglob("*.py")):
            yield from python_sites(*_file(tree, path))
        for path in sorted((tree / "auditor" / room).rglob("data/*.txt")):
            if path.name not in TRAINED:
                yield from list_sites(*_file(tree, path))
    for path in sorted((tree / "rules").rglob("*.yaml")):
        yield from rule_sites(*_file(tree, path))


def _file(tree: Path, path: Path) -> tuple[str, str]:
    return path.read_text(encoding="utf-8"), path.relative_to(tree).as_posix()


def draw(sites: Iterator[Site], tree: Path, count: int, seed: int) -> list[Mutant]:
    """`count` mutants, each of another site, with as many of each kind as there are."""
    chance = random.Random(seed)  # not a secret # nosec B311
    kinds: dict[str, list[Site]] = defaultdict(list)
    for site in sites:
        kinds[site.kind].append(site)
    for group in kinds.values():
        chance.shuffle(group)
    in_turn = [site for row in zip_longest(*kinds.values()) for site in row if site is not None]
    return [_mutant(site, tree, chance) for site in in_turn[:count]]


def _mutant(site: Site, tree: Path, chance: random.Random) -> Mutant:
    change = chance.choice(site.changes)
    text = (tree / site.path).read_text(encoding="utf-8")
    return Mutant(site.path, text.count("\n", 0, change.start) + 1, change)


def try_all(root: Path, mutants: Sequence[Mutant], jobs: int) -> Iterator[tuple[Mutant, bool]]:
    """Each mutant, in order, and whether it survives. Exits if the tests fail on the tree as it is."""
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        first, seen = Path(folder).resolve() / "0", Path(folder, "coverage")
        shutil.copytree(root, first, ignore=MADE)
        begun = time.monotonic()
        telling = (*CONTEXTS, *(f"--cov=auditor/{room}" for room in ROOMS), "-n", str(jobs))
        if not passes(first, (*telling, *suite(first)), None, PYTHONDONTWRITEBYTECODE="", COVERAGE_FILE=str(seen)):
            sys.exit("a test fails on the tree as it is: nothing can be told of mutants")
        limit = PATIENCE * jobs * (time.monotonic() - begun) + START_SECONDS
        yield from try_in_copies(first, mutants, partial(survives, reach=Reach(first, seen), seconds=limit), jobs)


def survives(tree: Path, mutant: Mutant, reach: Reach, seconds: float) -> bool:
    """Whether the tests pass in so many seconds with `mutant` in `tree`, which is then as it was.

    Python tells compiled code from its source by the time of the file, in seconds: that of the mutant is another, and
    it comes back with its content.
    """
    tests = reach.tests(mutant.path, mutant.line) if mutant.path.endswith(".py") else None
    if tests == []:
        return True
    path = tree / mutant.path
    whole, stat = path.read_bytes(), path.stat()
    path.write_bytes(mutant.applied(whole.decode()).encode())
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns + 2 * 10**9))
    try:
        return passes(tree, suite(tree, mutant.path, tests), seconds, PYTHONDONTWRITEBYTECODE="1")
    finally:
        path.write_bytes(whole)
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def passes(tree: Path, arguments: Sequence[str], seconds: float | None, **environment: str) -> bool:
    """Whether pytest passes with `arguments` in `tree`, on its own code; what takes longer than `seconds` does not."""
    variables = {**os.environ, "PYTHONPATH": str(tree), **environment}
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write("\n".join(arguments))  # a system takes no line of thousands of tests
        file.flush()
        command = (sys.executable, *PYTEST, f"@{file.name}")
        try:
            ended = subprocess.run(  # our own words # nosec B603
                command, cwd=tree, env=variables, capture_output=True, timeout=seconds, check=False
            )
        except subprocess.TimeoutExpired:
            return False
    return ended.returncode == 0


def suite(tree: Path, changed: str = "", tests: Sequence[str] | None = None) -> list[str]:
    """The test files of detection, or those `tests` alone; first what bears the name of the file that was changed."""
    folders = [tree / "tests" / name for name in SUITE]
    files = [
        path.relative_to(tree).as_posix()
        for folder in folders
        for path in ([folder] if folder.is_file() else sorted(folder.rglob("test_*.py")))
    ]
    names = {Path(changed).stem, Path(changed).parent.name} - {"", *ROOMS}
    return sorted(files if tests is None else tests, key=lambda test: not _mirrors(test, names))


def _mirrors(test: str, names: Collection[str]) -> bool:
    stem = Path(test.partition("::")[0]).stem.removeprefix("test_")
    return any(stem.startswith(name.removesuffix("s")) or name.startswith(stem.removesuffix("s")) for name in names)


if __name__ == "__main__":
    main()
