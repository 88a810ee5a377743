"""Which years the words put a name into, and how far off."""

import pytest

from auditor import Article
from auditor.article import Span
from auditor.checks.dates.binding import bound_years
from auditor.document import Document
from auditor.window import Window


def years_of(name: str, text: str) -> list[tuple[str, int]]:
    at = text.index(name)
    window = Window.over(Document(Article(text=text)), Span(at, at + len(name)))
    return [(bound.order, bound.dated.year) for bound in bound_years(window)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ada Torvik won the seat of the old grey harbour town on the lake in 1912.", [("behind", 1912)]),
        ("Ada Torvik won the seat of the old cold grey harbour town on the lake in 1912.", []),
        ("Ada Torvik (of the old grey harbour town on the lake and a pier) in 1912.", [("behind", 1912)]),
        ("Ada Torvik (of the old cold grey harbour town on the lake and a pier) in 1912.", []),
        ("Ada Torvik, who won the seat in 1912.", [("behind", 1912)]),
        ("Ada Torvik, elected in 1912.", [("behind", 1912)]),
        ("Ada Torvik, barely elected in 1912.", []),
        ("In 1912 all the men of the old grey harbour town on the lake chose Ada Torvik.", [("before", 1912)]),
        ("In 1912 all the men of the old cold grey harbour town on the lake chose Ada Torvik.", []),
        ("A 1912 law on the ferries signed by Ada Torvik.", [("by", 1912)]),
        ("A 1912 law on the old ferries signed by Ada Torvik.", []),
        ("A 1912 law by Ada Torvik.", []),
        ("A pier opened in 1806 by Ada Torvik.", [("by", 1806)]),
        ("By Ada Torvik.", []),
        ("A pier opened in 1806 by Good Old Lady Lord Mayor Ada Torvik.", [("by", 1806)]),
        ("A pier opened in 1806 by Good Old Grey Lady Lord Mayor Ada Torvik.", []),
    ],
)
def test_a_name_is_put_into_the_years_within_reach(text: str, found: list[tuple[str, int]]) -> None:
    assert years_of("Ada Torvik", text) == found
