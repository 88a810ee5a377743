"""Each kind of slip is one change of one passage, is told exactly, and is undone by what is told."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from training.slips.generate import KINDS, article_of, generate, read_rows
from training.slips.pool import Pool
from training.slips.slip import Row, make_slip, sites_of, undo

TITLE = "Hartwell tells FBI that 1,250 boats of Sweden are safe"
TEXT = (
    "The harbour board met the press on Monday, March 4, 2024. In 2019 the board lent 1,250 boats to schools, and 1,250 "
    "boats will be lent again. From 2011 to 2014 it lent none.\n\n"
    "In Lyon, France, the Swedish company showed a new ferry. It says that nobody drowns in Sweden, where the captain of "
    "the Swedish ferry lives. People came from Sweden to look.\n\n"
    "Attorney General Merrick Garland said that the ferry was safe. President Biden has asked for a report; the Biden "
    "administration is waiting. Mary Hartwell of the FBI wrote it, and Hartwell called the FBI thorough. "
    "Hartwell had asked Sen. Jon Tester (D-Mont.) and a board in Marseille, France. Ruth Colby steers it."
)
ARTICLE: Row = {"id": "harbour", "title": TITLE, "text": TEXT, "published": "2024-03-06", "source": "harbour.example"}
TITLES = ["Bridge opens to wagons", "Captains of the ferry meet", "Rain again", "Boats for schools"]
OTHERS: list[Row] = [
    {
        "id": f"other-{number}",
        "title": title,
        "published": f"2021-0{number}-10",
        "text": "Peter Colvane and Donna Merriday told the CIA and the EPA of the harbour, of boats and of a ferry.",
    }
    for number, title in enumerate(TITLES, 1)
]
ROWS = [ARTICLE, *OTHERS]
POOL = Pool([article_of(row) for row in ROWS])
PUT_IN = {
    "weekday_date": r"(?:Tues|Wednes|Thurs|Fri|Satur|Sun)day",
    "administration": "Trump|Obama|Bush",
    "lawmaker_state": r"[A-Z][a-z]+\.|[A-Z]\.[A-Z]\.|[A-Z][a-z]+",
    "lawmaker_party": "R",
    "first_name_wrong": "M[a-z]{4,}|J[a-z]{4,}",
    "holder_misspelt": "(?!Garland|Tester)[GT][a-z]{3,}[dr]",
    "place_misspelt": "(?!Marseille)M[a-z]{6,}e",
    "name_two_ways": "(?!Hartwell)H[a-z]{5,}l",
    "range_reversed": "From 2014 to 2011",
    "title_number": r"\d,\d{3}",
    "number_digit": r"\d,\d{3}",
    "title_org": "CIA|EPA",
    "demonym": "Norwegian|Finnish|Danish|[A-Z][a-z]+",
    "date_after_pub": "202[5-7]",
    "title_place": "[A-Z][A-Za-z ]+",
    "contain": "[A-Z][A-Za-z ]+",
    "place_country": "[A-Z][A-Za-z ]+",
    "president_swap": "Trump|Obama|Bush",
    "title_person": "Colvane|Merriday",
    "title_role": "Colby",
    "holder_swap": "[A-Z][a-z]+ .*[A-Z][a-z]+",
    "office_swap": "Vice President|FBI Director|(?:Defense|Treasury) Secretary|Secretary of State|.* (?:Leader|Speaker)",
    "year_future": "20[2-9][0-9]|21[01]9",
    "year_century": "1[89]19",
    "impossible_date": "3[2-5]",
    "title_other_hard": "|".join(TITLES),
    "title_other_random": "|".join(TITLES),
}
"""What each kind may write into the article."""


def slip(kind: str, seed: int = 1, row: Row = ARTICLE) -> Row:
    return make_slip(row, kind, sites_of(KINDS[kind], article_of(row), POOL), seed)


def test_every_kind_is_tried() -> None:
    assert set(PUT_IN) == set(KINDS)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("kind", KINDS)
def test_a_slip_is_one_change_and_is_told_exactly(kind: str, seed: int) -> None:
    row = slip(kind, seed)
    told = row["mutation"]
    before, after = ARTICLE[told["field"]], row[told["field"]]
    assert told["kind"] == row["kind_slot"] == kind
    assert after[told["start"] : told["end"]] == told["replacement"] != told["original"]
    assert before[told["start"] : told["orig_end"]] == told["original"]
    assert before[: told["start"]] == after[: told["start"]]
    assert before[told["orig_end"] :] == after[told["end"] :]
    assert re.fullmatch(PUT_IN[kind], told["replacement"])
    assert told["field"] == ("title" if kind.startswith("title") else "text")
    assert {key: row[key] for key in ARTICLE if key != told["field"]} == {
        key: ARTICLE[key] for key in ARTICLE if key != told["field"]
    }
    assert undo(row) == ARTICLE


@pytest.mark.parametrize("kind", KINDS)
def test_an_article_without_the_pattern_gets_no_slip(kind: str) -> None:
    bare = article_of({"id": "bare", "title": "", "text": "It rained, and the ferry stayed where it was."})
    assert sites_of(KINDS[kind], bare, POOL) == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("weekday_date", "They met on Tuesday, March 4, 2024."),  # it was a Monday: an error is no place for another
        ("range_reversed", "It lent none from 2014 to 2011."),
        ("date_after_pub", "The lease ends on March 4, 2031."),
        ("contain", "She lives in Lyon, Sweden."),
        ("holder_swap", "Attorney General Mary Hartwell said so."),
        ("administration", "The Obama administration is remembered for it."),
        ("number_digit", "The board has 1,250 boats and 14 oars."),
        ("demonym", "A Swedish ferry came."),
    ],
)
def test_what_is_no_place_for_a_slip(kind: str, text: str) -> None:
    article = article_of({"id": "near", "title": "", "text": text, "published": "2024-03-06"})
    assert sites_of(KINDS[kind], article, POOL) == []


def test_slips_are_the_same_for_the_same_seed_whatever_the_order() -> None:
    first = list(generate(ROWS, list(KINDS), 3, 2))
    assert list(generate(ROWS[::-1], list(KINDS), 3, 2)) == first
    drawn = {slip("number_digit", seed)["mutation"]["replacement"] for seed in range(20)}
    assert len(drawn) > 5


def test_each_article_is_used_once_with_a_slip_or_without() -> None:
    rows = list(generate(ROWS, ["title_other_random"], 1, 10))
    assert sorted(row["id"] for row in rows) == sorted(row["id"] for row in ROWS)
    assert [bool(row["mutation"]) for row in rows] == [True, False, True, False, True]
    assert all(undo(row) in ROWS for row in rows)
    assert len(list(generate(ROWS, list(KINDS), 1, 10))) == len(ROWS)
    assert len(list(generate(ROWS, ["title_other_random"], 1, 1))) == 2


def test_the_part_of_an_article_does_not_hang_on_what_is_made_of_it() -> None:
    parts = [{row["id"]: row["split"] for row in generate(ROWS, list(KINDS), seed, 9)} for seed in (1, 2)]
    assert parts[0] == parts[1]
    assert {article_part for article_part in parts[0].values()} <= {"dev", "heldout"}


def test_the_command_writes_rows_and_counts_them(tmp_path: Path) -> None:
    source, out = tmp_path / "articles.jsonl", tmp_path / "slips.jsonl"
    lines = [*ROWS, {**ARTICLE, "id": "spoilt", "mutation": {"kind": "contain"}}]
    source.write_text("".join(json.dumps(row) + "\n" for row in lines), encoding="utf-8")
    command = [sys.executable, "-m", "training.slips", str(source), "--out", str(out), "--kinds", "title_other_random"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    assert done.stdout.split() == ["title_other_random", "3", "with", "a", "slip", "2", "without"]
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert rows == list(generate(read_rows([source]), ["title_other_random"], 1, 100))
    assert "spoilt" not in {row["id"] for row in rows}
