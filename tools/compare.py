"""Audits articles with two commits and prints what differs: `python -m tools.compare BASE [ARTICLES...]`.

Every finding gained and lost is told, and how many of each rule. BASE is checked out outside the repository and run
with this interpreter and its libraries; against it stands the work tree as it is. A finding is the same if its rule,
field and passage are. One of the same rule whose passage overlaps a lost one has moved; one whose severity, confidence
or message alone is another has changed.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from auditor.article import Article
from auditor.ingest import InputError, read_inputs
from tests.test_corpus import FILES, defective, load
from tools.articles import Row, article_row, read_rows

ROOT = Path(__file__).parents[1]
CHECK = """
import sys
import auditor.cli
tree = sys.argv.pop(1)
if not auditor.cli.__file__.startswith(tree + "/"):
    sys.exit(f"{auditor.cli.__file__} was imported, which is not in {tree}")
sys.exit(auditor.cli.main())
"""
"""What runs in the process that audits: the command of the tree it was given, and no other."""
READ = (0, 1)
"""Exit statuses of a check that read all its input."""


class Flag(NamedTuple):
    """A finding as a report gives it."""

    rule: str
    article: str
    field: str
    start: int
    end: int
    quote: str
    severity: str
    confidence: float
    message: str

    def overlaps(self, other: Flag) -> bool:
        """Whether both are of one rule and have a character in common."""
        same = (self.rule, self.article, self.field) == (other.rule, other.article, other.field)
        return same and self.start < other.end and other.start < self.end

    def __str__(self) -> str:
        place = f"{self.field} {self.start}-{self.end}"
        return f"{self.rule} {self.article} {place} {self.quote!r} {self.severity} {self.confidence:g}: {self.message}"


class Changes(NamedTuple):
    """What two audits of the same articles have differently; pairs are a finding before and after."""

    gained: list[Flag]
    lost: list[Flag]
    moved: list[tuple[Flag, Flag]]
    changed: list[tuple[Flag, Flag]]


class Audit(NamedTuple):
    """The findings of one tree, and what they cost."""

    flags: list[Flag]
    seconds: float
    """Of the processor, start-up included."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Print what changed, finding by finding, then by rule."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base", metavar="BASE", help="the commit to compare the work tree with")
    parser.add_argument("articles", nargs="*", type=Path, help=".jsonl or .jsonl.xz; default: tests/corpus and seeds/")
    parser.add_argument("--all", action="store_true", help="print what changed in severity, confidence or words, too")
    args = parser.parse_args(arguments)
    given = read_rows(args.articles) if args.articles else own_rows()
    rows = [{"id": f"article {number}", **article_row(row)} for number, row in enumerate(given, 1)]
    with checked_out(args.base) as base:
        before, after = audit_in_turn((base, ROOT), rows)
    changes = compare(before.flags, after.flags)
    for line in (*tell(changes, args.all), *table(changes)):
        print(line)
    cost = f"{before.seconds:.1f} s of the processor before, {after.seconds:.1f} s after, start-up included"
    print(f"{len(rows)} articles; {cost}: {after.seconds / before.seconds:.2f} times")


def own_rows() -> Iterator[Row]:
    """The articles of tests/corpus as they are, those with all their defects put in, and those of seeds/."""
    for path in FILES:
        data = load(path)
        yield _row(Article(**data["article"]), path.stem)
        yield _row(defective(data)[0], f"{path.stem}, with its defects")
    for article in read_inputs([str(ROOT / "seeds")]):
        if not isinstance(article, InputError):
            yield _row(article, str(article.id))


def _row(article: Article, name: str) -> Row:
    row: Row = json.loads(json.dumps(article_row({**asdict(article), "id": name}), default=str))
    return row


@contextmanager
def checked_out(commit: str) -> Iterator[Path]:
    """The tree of `commit` in a folder of its own, which goes again."""
    with tempfile.TemporaryDirectory(prefix="compare-") as folder:
        tree = Path(folder).resolve() / "base"
        _git("worktree", "add", "--quiet", "--detach", str(tree), commit)
        try:
            yield tree
        finally:
            _git("worktree", "remove", "--force", str(tree))


def _git(*arguments: str) -> None:
    command = ("git", "-C", str(ROOT), *arguments)
    if subprocess.run(command, check=False).returncode:  # our own words and a commit # nosec B603
        sys.exit(f"{' '.join(command)} failed")


def audit_in_turn(trees: tuple[Path, Path], rows: Sequence[Row]) -> tuple[Audit, Audit]:
    """What each tree finds in the articles of `rows`: one, the other, the other, the one, each time a half of them.

    So a machine that grows slower meanwhile does so for both.
    """
    one, other = trees
    halves = [half for half in (rows[: len(rows) // 2], rows[len(rows) // 2 :]) if half]
    parts: dict[Path, list[Audit]] = defaultdict(list)
    for order, half in zip(((one, other), (other, one)), halves, strict=False):
        for tree in order:
            parts[tree].append(audit(tree, half))
    first, second = (
        Audit([flag for part in parts[tree] for flag in part.flags], sum(part.seconds for part in parts[tree]))
        for tree in trees
    )
    return first, second


def audit(tree: Path, rows: Sequence[Row]) -> Audit:
    """What the code and the rules of `tree` find in the articles of `rows`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AUDITOR_")}
    with tempfile.TemporaryDirectory(prefix="compare-") as folder:
        Path(folder, "auditor.toml").touch()  # settings of the place where this is called are not meant
        path = Path(folder, "articles.jsonl")
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        command = (sys.executable, "-c", CHECK, str(tree), "check", "--format", "jsonl", path.name)
        with Path(folder, "reports.jsonl").open("w+", encoding="utf-8") as reports:
            process = subprocess.Popen(  # our own words # nosec B603
                command, cwd=folder, env={**kept, "PYTHONPATH": str(tree)}, stdout=reports
            )
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode not in READ:
                sys.exit(f"the audit of {tree} ended with {process.returncode}")
            reports.seek(0)
            flags = [flag for line in reports for flag in _flags(json.loads(line))]
    return Audit(flags, usage.ru_utime + usage.ru_stime)


def _flags(report: Mapping[str, object]) -> Iterator[Flag]:
    findings = report["findings"]
    assert isinstance(findings, list)
    for finding in findings:
        yield Flag(**{name: finding[name] for name in Flag._fields if name != "article"}, article=str(report["id"]))


def compare(before: Iterable[Flag], after: Iterable[Flag]) -> Changes:
    """What differs, in order of rules and articles."""
    old, new = ({flag[:5]: flag for flag in flags} for flags in (before, after))
    changed = [(old[key], new[key]) for key in sorted(old.keys() & new.keys()) if old[key] != new[key]]
    lost = [old[key] for key in sorted(old.keys() - new.keys())]
    gained = [new[key] for key in sorted(new.keys() - old.keys())]
    moved: list[tuple[Flag, Flag]] = []
    for flag in list(lost):
        if (other := next(filter(flag.overlaps, gained), None)) is not None:
            moved.append((flag, other))
            lost.remove(flag)
            gained.remove(other)
    return Changes(gained, lost, moved, changed)


def tell(changes: Changes, whole: bool) -> Iterator[str]:
    """Rule by rule each finding gained, lost and moved, a line each; with `whole` those that changed, too."""
    lines = [(flag.rule, f"gained {flag}") for flag in changes.gained]
    lines += [(flag.rule, f"lost {flag}") for flag in changes.lost]
    lines += [(old.rule, f"moved {old}\n   to {new}") for old, new in changes.moved]
    lines += [(old.rule, f"changed {old}\n     to {new}") for old, new in changes.changed if whole]
    for _, line in sorted(lines, key=itemgetter(0)):
        yield line


def table(changes: Changes) -> Iterator[str]:
    """How many findings of each rule were gained and lost, have moved and have changed."""
    counts = [Counter(flag.rule for flag in flags) for flags in (changes.gained, changes.lost)]
    counts += [Counter(old.rule for old, _ in pairs) for pairs in (changes.moved, changes.changed)]
    yield f"{'rule':36}{'gained':>9}{'lost':>9}{'moved':>9}{'changed':>9}"
    for rule in sorted(set().union(*counts)):
        yield f"{rule:36}" + "".join(f"{count[rule]:9}" for count in counts)
    yield f"{'all':36}" + "".join(f"{count.total():9}" for count in counts)


if __name__ == "__main__":
    main()
