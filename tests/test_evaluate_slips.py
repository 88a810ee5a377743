"""tools/evaluate_slips.py: points are set by what they cost on untouched articles, and read where they were not set."""

import json
from pathlib import Path

import pytest

from tools.articles import Row
from tools.evaluate_slips import (
    FOLDS,
    Flag,
    Material,
    Reading,
    Sample,
    as_shipped,
    choose_points,
    cross_validate,
    fold_of,
    main,
    sort_out,
    table,
)

SLIP: Row = {"id": "a", "mutation": {"kind": "contain", "field": "text", "start": 10, "end": 20}}
UNTOUCHED: Row = {"id": "b", "mutation": None}


def sample(fold: int = 0, shipped: bool = False, **rules: float) -> Sample:
    return Sample(fold, shipped, rules)


def flag(rule: str, start: int, end: int, confidence: float = 0.9, is_advice: bool = False) -> Flag:
    return Flag(rule, is_advice, confidence, "text", start, end)


def untouched(count: int, *wrong: Sample) -> list[Sample]:
    return [*wrong, *(sample() for _ in range(count - len(wrong)))]


def test_a_point_is_the_least_confidence_that_is_still_allowed() -> None:
    slips = [sample(a=0.95), sample(a=0.9), sample(a=0.6)]
    clean = untouched(2000, sample(a=0.92), sample(a=0.7), sample(a=0.65), sample(a=0.3))
    assert choose_points(Material(slips, clean), 9999) == {"a": 0.95}
    assert choose_points(Material(slips, clean), 2000) == {"a": 0.9}
    assert choose_points(Material(slips, clean), 1000) == {"a": 0.9}
    assert choose_points(Material(slips, clean), 666) == {"a": 0.6}


def test_what_finds_most_for_a_wrong_flag_goes_first() -> None:
    slips = [sample(a=1), sample(a=1), sample(b=1), sample(c=1), sample(d=1)]
    clean = untouched(100, sample(a=1), sample(b=1), sample(d=1), sample(d=1))
    assert choose_points(Material(slips, clean), 100) == {"a": 1, "c": 1}
    assert choose_points(Material(slips, clean), 50) == {"a": 1, "b": 1, "c": 1}
    assert choose_points(Material(slips, clean), 25) == {"a": 1, "b": 1, "c": 1, "d": 1}


def test_an_article_is_paid_for_once() -> None:
    slips = [sample(a=1), sample(b=1)]
    clean = untouched(100, sample(a=1, b=1))
    assert choose_points(Material(slips, clean), 100) == {"a": 1, "b": 1}


def test_a_rule_without_degrees_counts_as_a_whole_or_not_at_all() -> None:
    slips = [sample(a=1) for _ in range(50)]
    clean = untouched(1000, *(sample(a=1) for _ in range(5)))
    assert choose_points(Material(slips, clean), 250) == {}
    assert choose_points(Material(slips, clean), 200) == {"a": 1}


def test_what_is_read_was_not_set_there() -> None:
    slips = [sample(fold, a=0.9 if fold else 0.5) for fold in range(FOLDS)]
    clean = [*untouched(100, sample(0, a=0.95)), *(sample(fold) for fold in range(1, FOLDS) for _ in range(100))]
    assert cross_validate(Material(slips, clean), 9999) == Reading(found=0, wrong=1)
    alike = [sample(fold, a=0.9) for fold in range(FOLDS)]
    elsewhere = [sample(fold, a=0.5) for fold in range(FOLDS)]
    assert cross_validate(Material(alike, elsewhere), 9999) == Reading(found=5, wrong=0)


def test_only_what_can_mean_the_slip_and_lies_on_it_finds_it() -> None:
    hit, advice = flag("geography/containment", 15, 30), flag("geography/odd", 19, 25, 0.4, is_advice=True)
    others = [
        flag("office/not-held", 10, 20),
        flag("geography/a", 20, 25),
        flag("geography/b", 10, 20)._replace(field="title"),
    ]
    material = sort_out([(SLIP, [hit, advice, *others]), (SLIP, [advice]), (SLIP, others), (UNTOUCHED, [])], [])[
        "contain"
    ]
    assert [dict(found.rules) for found in material.slips] == [
        {"geography/containment": 0.9, "geography/odd": 0.4},
        {"geography/odd": 0.4},
        {},
    ]
    assert as_shipped(material) == (Reading(1, 0), Reading(2, 0))


def test_another_title_is_found_wherever_it_is_flagged() -> None:
    row: Row = {"id": "a", "mutation": {"kind": "title_other_hard", "field": "title", "start": 0, "end": 5}}
    flags = [flag("title/unrelated", 7, 9)._replace(field=field) for field in ("title", "text")]
    material = sort_out([(row, [found]) for found in flags], [])["title_other_hard"]
    assert [bool(found.rules) for found in material.slips] == [True, False]


@pytest.mark.parametrize(
    ("verdicts", "wrong"),
    [
        ([], True),
        ([("geography/other", 12, 13, "right")], False),
        ([("geography/other", 12, 13, "arguable")], True),
        ([("geography/other", 12, 13, "message")], True),
        ([("geography/other", 20, 30, "right")], True),
        ([("office/other", 12, 13, "right")], True),
        ([(None, 12, 13, None)], False),
        ([(None, 12, 13, None), ("geography/other", 12, 13, "wrong")], True),
    ],
)
def test_what_is_flagged_untouched_is_wrong_unless_read_as_right(
    verdicts: list[tuple[str | None, int, int, str | None]], wrong: bool
) -> None:
    names = ("rule", "start", "end", "verdict")
    rows = [
        {
            "article": "b",
            "field": "text",
            **{name: value for name, value in zip(names, row, strict=True) if value is not None},
        }
        for row in verdicts
    ]
    audited = [(SLIP, []), (UNTOUCHED, [flag("geography/containment", 10, 20)])]
    (found,) = sort_out(audited, rows)["contain"].untouched
    assert bool(found.rules) is wrong


def test_a_source_is_on_one_side() -> None:
    rows: list[Row] = [{"id": str(number), "source": "news.example"} for number in range(20)]
    material = sort_out([(SLIP, []), *((row, []) for row in rows)], [])["contain"]
    assert {found.fold for found in material.untouched} == {fold_of("news.example")}
    assert {fold_of(str(number)) for number in range(100)} == set(range(FOLDS))


def test_the_table_says_what_is_found_and_what_it_costs() -> None:
    slips = [sample(fold, fold < 2, a=0.9) for fold in range(FOLDS)]
    clean = [
        *(sample(fold) for fold in range(FOLDS) for _ in range(500)),
        *(sample(fold, a=0.9) for fold in range(FOLDS)),
    ]
    head, line, mean, foot = table({"contain": Material(slips, clean)})
    assert line.split() == ["contain", "5", "40.0%", "0", "100.0%", "5", "0.0%", "0", "100.0%", "5"]
    assert mean.split() == ["mean", "40.0%", "100.0%", "0.0%", "100.0%"]
    assert len(head) == len(line)
    assert foot.startswith("2,505 untouched articles")


def test_articles_are_audited_by_what_their_evidence_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "The harbour board met on February 30, 2023, it said."
    start = text.index("February")
    slip = {"kind": "impossible_date", "field": "text", "start": start, "end": start + 12}
    rows = [
        {"id": "a", "text": text, "published": "2024-02-01", "mutation": slip},
        {
            "id": "b",
            "text": text.replace("February", "March"),
            "published": "2024-02-01",
            "kind_slot": "impossible_date",
        },
    ]
    path = tmp_path / "slips.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    main([str(path), "--points"])
    printed = capsys.readouterr().out
    assert printed.splitlines()[1].split() == [
        "impossible_date",
        "1",
        "100.0%",
        "0",
        "100.0%",
        "0",
        "0.0%",
        "0",
        "0.0%",
        "0",
    ]
    assert "impossible_date 1 in 200: date/impossible from 1\n" in printed
