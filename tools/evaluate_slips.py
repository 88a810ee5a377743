"""Says how many slips are found where few untouched articles are flagged: `python -m tools.evaluate_slips SLIPS...`.

SLIPS are JSON Lines: an article with a slip has `mutation`, its kind, field, start and end; one without is untouched. A
slip is found by a finding of a topic that can mean it, on its passage. On an untouched article a finding is wrong,
unless a verdict says that it is right; findings of topics that cannot mean a kind do not count against it.

For each kind of slip every rule gets the least confidence from which its findings count, whatever its severity, so that
as many slips as can be are found and of the untouched articles at most 1 in 2,000 (what could stand above `info`) or 1
in 200 (advice) is wrongly flagged. A rule whose confidence is always the same counts as a whole or not at all. These
points are set on four fifths of the sources and read on the last, five times; an article without a source is one of its
own. A finding's confidence is that of its evidence, before the rule's own caps it.
"""

from __future__ import annotations

import argparse
import hashlib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from math import inf
from multiprocessing import Pool
from pathlib import Path
from typing import Any, NamedTuple

from auditor.audit import Auditor
from auditor.finding import Severity
from auditor.ingest.record import article_of
from auditor.ruleset import RuleSet, load_rules
from tools.articles import Row, article_row, read_rows

FOLDS = 5
ONE_IN = (2000, 200)
"""Of so many untouched articles one may be wrongly flagged."""
PROCESSES = 2
TITLE = frozenset({"title"})
TOPICS: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        ("weekday_date", "impossible_date", "range_reversed", "date_after_pub", "year_future", "year_century"),
        frozenset({"date"}),
    ),
    **dict.fromkeys(("contain", "demonym", "place_country", "place_city"), frozenset({"geography"})),
    **dict.fromkeys(("office_swap", "holder_swap", "administration", "president_swap"), frozenset({"office"})),
    **dict.fromkeys(("title_place", "title_person", "title_org", "title_other_random", "title_other_hard"), TITLE),
    **dict.fromkeys(
        ("holder_misspelt", "first_name_wrong", "name_two_ways", "place_misspelt", "lawmaker_state", "lawmaker_party"),
        frozenset({"name"}),
    ),
    "title_number": TITLE | {"number"},
    "number_digit": frozenset({"number"}),
}
"""What a finding must speak of to mean a slip of a kind."""
OTHERS = frozenset({"date", "geography", "name", "number", "office", "quotation", "title"})
"""The same for kinds that are not listed."""
WHOLE = "title_other"
"""How the kinds begin that exchange the whole title: any finding on it means them."""
Points = Mapping[str, float]
"""By rule, the least confidence from which its findings count; rules that are missing do not."""


class Flag(NamedTuple):
    """A finding, with the confidence of its evidence."""

    rule: str
    is_advice: bool
    confidence: float
    field: str
    start: int
    end: int

    @property
    def topic(self) -> str:
        """The part of the rule's id before the slash."""
        return self.rule.partition("/")[0]

    def touches(self, passage: Mapping[str, Any]) -> bool:
        """Whether both have a character in common."""
        return bool(self.field == passage["field"] and self.start < passage["end"] and passage["start"] < self.end)


class Sample(NamedTuple):
    """An article, and of the findings that count the gravest of each rule, by confidence: either hits or wrong ones."""

    fold: int
    shipped: bool
    """Whether one of them stands above `info`."""
    rules: Mapping[str, float]

    def is_flagged(self, points: Points) -> bool:
        """Whether one of them counts."""
        return any(confidence >= points.get(rule, inf) for rule, confidence in self.rules.items())


class Material(NamedTuple):
    """What is known of one kind of slip."""

    slips: list[Sample]
    untouched: list[Sample]


class Reading(NamedTuple):
    """How many slips were found, and how many untouched articles wrongly flagged."""

    found: int
    wrong: int


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a line for each kind of slip."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("slips", nargs="+", type=Path, metavar="SLIPS", help=".jsonl or .jsonl.xz")
    parser.add_argument("--untouched", nargs="*", type=Path, default=[], metavar="FILE", help="more untouched articles")
    parser.add_argument(
        "--verdicts", nargs="*", type=Path, default=[], metavar="FILE",
        help="verdicts on findings, and real errors: lines without a verdict",
    )  # fmt: skip
    parser.add_argument("--points", action="store_true", help="print the points that all articles together give, too")
    args = parser.parse_args(arguments)
    rows = list(read_rows([*args.slips, *args.untouched]))
    materials = sort_out(zip(rows, audit_all(rows), strict=True), list(read_rows(args.verdicts)))
    for line in table(materials):
        print(line)
    for kind, material in materials.items() if args.points else ():
        for one_in in ONE_IN:
            points = choose_points(material, one_in)
            print(
                f"{kind} 1 in {one_in:,}: "
                + ", ".join(f"{rule} from {least:g}" for rule, least in sorted(points.items()))
            )


def audit_all(rows: Sequence[Row]) -> list[list[Flag]]:
    """The findings on each article."""
    with Pool(PROCESSES) as pool:
        return pool.map(_audit, rows, chunksize=50)


@cache
def _auditor() -> Auditor:
    """One a process, for it takes a second to make; no rule of it caps the confidence of its evidence."""
    ruleset = load_rules()
    return Auditor(RuleSet(tuple(replace(rule, confidence=1.0) for rule in ruleset.rules), ruleset.digest))


def _audit(row: Row) -> list[Flag]:
    report = _auditor().audit(article_of(article_row(row), str(row["id"])))
    return [Flag(f.rule, f.severity is Severity.INFO, f.confidence, f.field, *f.span) for f in report.findings]


def sort_out(audited: Iterable[tuple[Row, list[Flag]]], verdicts: Sequence[Row]) -> dict[str, Material]:
    """The material of each kind of slip: findings that hit one, and wrong findings on untouched articles."""
    read: dict[str, list[Row]] = defaultdict(list)
    for verdict in sorted(verdicts, key=lambda verdict: "verdict" not in verdict):  # a verdict goes before an error
        read[verdict["article"]].append(verdict)
    slips: dict[str, list[Sample]] = defaultdict(list)
    untouched: list[tuple[int, list[Flag]]] = []
    for row, flags in audited:
        fold = fold_of(row.get("source") or row["id"])
        if mutation := row.get("mutation"):
            hits = [flag for flag in flags if is_hit(flag, mutation)]
            slips[mutation["kind"]].append(_sample(fold, hits))
        else:
            untouched.append((fold, [flag for flag in flags if not is_right(flag, read[row["id"]])]))
    return {kind: Material(found, [_of_topics(kind, *wrong) for wrong in untouched]) for kind, found in slips.items()}


def fold_of(source: str) -> int:
    """The fifth that a source belongs to, the same each time."""
    return hashlib.sha256(source.encode()).digest()[0] % FOLDS


def is_hit(flag: Flag, mutation: Mapping[str, Any]) -> bool:
    """Whether `flag` means the slip."""
    kind = mutation["kind"]
    on_it = flag.touches(mutation) or (kind.startswith(WHOLE) and flag.field == mutation["field"])
    return on_it and flag.topic in TOPICS.get(kind, OTHERS)


def is_right(flag: Flag, verdicts: Sequence[Row]) -> bool:
    """Whether the first verdict on the passage that speaks of the same topic, or a real error there, says so."""
    for verdict in verdicts:
        topic = verdict["rule"].partition("/")[0] if "verdict" in verdict else flag.topic
        if topic == flag.topic and flag.touches(verdict):
            return bool(verdict.get("verdict", "right") == "right")
    return False


def _sample(fold: int, flags: Sequence[Flag]) -> Sample:
    rules: dict[str, float] = {}
    for flag in flags:
        rules[flag.rule] = max(flag.confidence, rules.get(flag.rule, 0))
    return Sample(fold, not all(flag.is_advice for flag in flags), rules)


def _of_topics(kind: str, fold: int, flags: Sequence[Flag]) -> Sample:
    topics = TOPICS.get(kind, OTHERS)
    return _sample(fold, [flag for flag in flags if flag.topic in topics])


def choose_points(material: Material, one_in: int) -> dict[str, float]:
    """The points at which most slips are found and at most 1 in `one_in` untouched articles is wrongly flagged.

    Rule by rule and step by step that is taken first which finds most for each article that it flags wrongly.
    """
    allowed = len(material.untouched) // one_in
    points: dict[str, float] = {}
    missed = material.slips
    unflagged = [sample for sample in material.untouched if sample.rules]
    while steps := list(_steps(missed, unflagged, allowed)):
        _, _, confidence, rule, cost = max(steps)
        points[rule] = min(confidence, points.get(rule, inf))
        allowed -= cost
        missed, unflagged = ([s for s in samples if not s.is_flagged(points)] for samples in (missed, unflagged))
    return points


def _steps(
    missed: Sequence[Sample], unflagged: Sequence[Sample], allowed: int
) -> Iterator[tuple[float, int, float, str, int]]:
    """What could be let in: slips for each wrong article, slips, the least confidence, the rule and wrong articles."""
    gains, costs = _by_rule(missed), _by_rule(unflagged)
    for rule, confidences in gains.items():
        for least in set(confidences):
            gain, cost = (len(found) - bisect_left(found, least) for found in (confidences, costs[rule]))
            if cost <= allowed:
                yield (gain / cost if cost else inf), gain, least, rule, cost


def _by_rule(samples: Iterable[Sample]) -> Mapping[str, list[float]]:
    """The confidences of each rule, from the least."""
    found: dict[str, list[float]] = defaultdict(list)
    for sample in samples:
        for rule, confidence in sample.rules.items():
            found[rule].append(confidence)
    for confidences in found.values():
        confidences.sort()
    return found


def cross_validate(material: Material, one_in: int) -> Reading:
    """What is found and wrongly flagged on each fold by the points that the others gave, all folds together."""
    found = wrong = 0
    for fold in range(FOLDS):
        points = choose_points(Material(*([s for s in part if s.fold != fold] for part in material)), one_in)
        found, wrong = (
            number + sum(s.is_flagged(points) for s in part if s.fold == fold)
            for number, part in zip((found, wrong), material, strict=True)
        )
    return Reading(found, wrong)


def as_shipped(material: Material) -> tuple[Reading, Reading]:
    """What is found and wrongly flagged today: above `info`, and with advice."""
    above = Reading(*(sum(sample.shipped for sample in part) for part in material))
    return above, Reading(*(sum(bool(sample.rules) for sample in part) for part in material))


def table(materials: Mapping[str, Material]) -> Iterator[str]:
    """For each kind the recall and, behind it, the number of untouched articles that were wrongly flagged."""
    columns = ("above info", "with advice", *(f"1 in {one_in:,}" for one_in in ONE_IN))
    yield f"{'slip':20}{'n':>5}" + "".join(f"{name:>13}{'wrong':>7}" for name in columns)
    shares: list[list[float]] = []
    for kind, material in sorted(materials.items()):
        readings = [*as_shipped(material), *(cross_validate(material, one_in) for one_in in ONE_IN)]
        shares.append([reading.found / len(material.slips) for reading in readings])
        cells = (f"{share:13.1%}{reading.wrong:7}" for share, reading in zip(shares[-1], readings, strict=True))
        yield f"{kind:20}{len(material.slips):5}" + "".join(cells)
    means = [sum(column) / len(shares) for column in zip(*shares, strict=True)]
    yield f"{'mean':25}" + "".join(f"{mean:13.1%}{'':7}" for mean in means)
    untouched = max(len(material.untouched) for material in materials.values())
    yield f"{untouched:,} untouched articles; above info and with advice as shipped, the others cross-validated"


if __name__ == "__main__":
    main()
