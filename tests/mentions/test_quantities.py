"""Quantities told in two units: which are read as one told twice, and how far apart rounding may put them."""

import pytest

from auditor.article import Article
from auditor.document import Document
from auditor.mentions.quantities import Conversion, agree, find_conversions


def conversions(text: str) -> list[Conversion]:
    return find_conversions(Document(Article(text=text)))


@pytest.mark.parametrize(
    ("text", "agrees"),
    [
        ("1,000 km (652 miles)", True),
        ("1,000 km (653 miles)", False),
        ("135 km (82 miles)", True),
        ("135 km (81 miles)", False),
        ("135 km (85 miles)", True),
        ("135 km (86 miles)", False),
        ("110 km (65 miles)", True),
        ("110 km (64 miles)", False),
        ("110 km (71 miles)", True),
        ("110 km (72 miles)", False),
        ("101 km (62 miles)", True),
        ("101 km (64 miles)", False),
        ("1.5 metres (140 cm)", True),
        ("1.5 metres (138 cm)", False),
        ("1.5 metres (160 cm)", True),
        ("1.5 metres (162 cm)", False),
        ("six feet (1.68 metres)", True),
        ("six feet (1.66 metres)", False),
        ("0 miles (0 km)", True),
        ("0 miles (2 km)", False),
        ("6 feet 2 inches (1.87 metres)", True),
        ("6 feet 2 inches (1.85 metres)", False),
        ("6 feet 2 inches (1.89 metres)", True),
        ("6 feet 2 inches (1.91 metres)", False),
        ("-10 C (14 F)", True),
        ("10 C (14 F)", False),
    ],
)
def test_how_far_rounding_may_put_both_apart(text: str, agrees: bool) -> None:
    (found,) = conversions(f"At the mill it was {text} on Monday.")
    assert agree(*found) is agrees


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("The road is 40 miles (64 km) long.", [("40 miles", "64 km")]),
        ("The 40-mile (64-kilometre) road is old.", [("40-mile", "64-kilometre")]),
        ("The 40 - mile (64 - kilometre) road is old.", [("40 - mile", "64 - kilometre")]),
        ("The tower is 40 feet high (12 metres high above all) and old.", []),
        ("The tower is 40 feet high (12 metres high) and old.", [("40 feet", "12 metres")]),
        ("She took 7/100 ounces (2 grams) of salt.", []),
        ("She took 7 ounces (200 grams) of salt.", [("7 ounces", "200 grams")]),
        ("She ran 5 miles 3 km (2 miles) on.", [("3 km", "2 miles")]),
        ("It weighs 30 pounds, 13.6 kg.", []),
        ("It weighs 30 pounds or 13.6 kg.", []),
        ("It weighs 30 pounds, or 13.6 kg.", [("30 pounds", "13.6 kg")]),
    ],
)
def test_what_is_told_twice(text: str, quotes: list[tuple[str, str]]) -> None:
    assert [(each.told.window.quote, each.converted.window.quote) for each in conversions(text)] == quotes
