"""How far two figures may lie from "doubled", and where they stand beside such a word."""

import pytest

from tests.checks.conftest import Flag

RULE = "number/fold-differs"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The budget more than doubled, from 100 crowns to 199 crowns.", 1),
        ("The budget more than doubled, from 100 crowns to 200 crowns.", 0),
        ("The budget more than doubled, from 20 crowns to 400 crowns.", 0),
        ("The budget more than doubled, from 20 crowns to 401 crowns.", 1),
        ("The budget nearly doubled, from 100 crowns to 159 crowns.", 1),
        ("The budget nearly doubled, from 100 crowns to 160 crowns.", 0),
        ("The budget nearly doubled, from 100 crowns to 210 crowns.", 0),
        ("The budget nearly doubled, from 100 crowns to 211 crowns.", 1),
        ("The budget doubled, from 100 crowns to 179 crowns.", 1),
        ("The budget doubled, from 100 crowns to 180 crowns.", 0),
        ("The budget doubled, from 100 crowns to 260 crowns.", 0),
        ("The budget doubled, from 100 crowns to 261 crowns.", 1),
        ("The herd grew from 100 to 269, a threefold increase.", 1),
        ("The herd grew from 100 to 520, a threefold increase.", 0),
        ("The herd grew from 100 to 521, a threefold increase.", 1),
        ("The fleet nearly tripled from 317 boats to 999 boats.", 1),
        ("The fleet grew nearly eightfold from 119 boats to 1,000 boats.", 0),
        ("The fleet doubled from 1 boat to 5 boats.", 1),
        ("Four-fold grew the fleet, from 120 boats to 320.", 1),
        ("Fold grew the fleet, from 120 boats to 320.", 0),
        ("The fleet doubled in ten years from 120 boats to 320.", 0),
        ("The fleet went from 120 to 320 in ten years, a fourfold rise.", 0),
        ("The fleet doubled from 120 boats to 320 in ten years.", 1),
        ("The fleet went in ten years from 120 to 320, a fourfold rise.", 1),
        ("The fleet went from 120 to 320, a fourfold rise in ten years.", 1),
    ],
)
def test_figures_that_are_so_many_times_apart(flag: Flag, text: str, count: int) -> None:
    assert len(flag(RULE, text)) == count
