"""Counts verdicts on flags and writes them into the rule files: `python tools/measured.py VERDICTS.jsonl...`.

A verdict is a line `{"article": ..., "rule": "topic/name", "verdict": "right"}`; any other verdict (arguable, wrong,
message: the right passage, but an untrue message) is not right. Lines with `"severity": "info"` are on advice of a rule
that says more elsewhere: its confidence is of what it says. docs/development-data.md says how flags are read.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from auditor.precision import DATA_SETS
from auditor.ruleset import builtin_folder

NAME = next(iter(DATA_SETS))
_MEASURED = re.compile(r"^measured: .*\n", re.MULTILINE)
_CONFIDENCE = re.compile(r"^confidence: .*\n", re.MULTILINE)


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the line `measured` of each rule of which there are verdicts, or that was measured so before."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("verdicts", nargs="+", type=Path, metavar="VERDICTS")
    parser.add_argument("--of", choices=list(DATA_SETS), default=NAME, help="the articles that were read")
    parser.add_argument("--rules", type=Path, default=builtin_folder(), metavar="DIR")
    args = parser.parse_args(arguments)
    counts = count_verdicts(line for path in args.verdicts for line in path.read_text(encoding="utf-8").splitlines())
    files = {path.relative_to(args.rules).with_suffix("").as_posix(): path for path in args.rules.rglob("*.yaml")}
    if unknown := sorted({rule for rule, _ in counts} - files.keys()):
        sys.exit(f"verdicts on rules that are not in {args.rules}: {', '.join(unknown)}")
    for rule, path in files.items():
        text = path.read_text(encoding="utf-8")
        path.write_text(with_figures(text, counts[rule, True], counts[rule, False], args.of), encoding="utf-8")


def count_verdicts(lines: Iterable[str]) -> Counter[tuple[str, bool]]:
    """By rule and by whether it was right, the number of verdicts in JSON `lines`; lines on mere advice apart."""
    verdicts = (json.loads(line) for line in lines if line.strip())
    return Counter((each["rule"], each["verdict"] == "right") for each in verdicts if each.get("severity") != "info")


def with_figures(text: str, right: int, others: int, name: str) -> str:
    """The rule file `text` with its figures renewed; what was never read, or on other articles, stays."""
    line = f"measured: {{right: {right}, read: {right + others}, of: {name}}}\n"
    found = _MEASURED.search(text)
    if found is None:
        return _CONFIDENCE.sub(lambda match: match.group() + line, text, count=1) if right + others else text
    return _MEASURED.sub(line, text, count=1) if f"of: {name}}}" in found.group() else text


if __name__ == "__main__":
    main()
