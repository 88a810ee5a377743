"""The parts of a title: which passages stand in a byline, a label, a list or the name of a site."""

import pytest

from auditor.article import Article, Span
from auditor.document import Document
from auditor.mentions.title_segments import is_of_site, lists_topics, stands_alone
from auditor.window import Window


def passage(title: str, written: str) -> Window:
    """The first place of `written` in a title."""
    start = title.index(written)
    return Window.of_title(
        Document(Article(text="The head of the board resigned.", title=title)), Span(start, start + len(written))
    )


@pytest.mark.parametrize(
    ("title", "written", "alone"),
    [
        ("Collins: let the rivers flow", "Collins", True),
        ("Katya Collins: let the rivers flow", "Collins", True),
        ("The Thin Duck: let the rivers flow", "Thin", True),
        ("The thin Duck: let the rivers flow", "Duck", False),
        ("Brandt and Collins: Let the Rivers Flow Again", "Collins", True),
        ("BBC & Collins: Let the Rivers Flow Again", "Collins", True),
        ("Collins Resigns: Let the Rivers Flow Again", "Collins", False),
        ("Anne Bella Carla Collins: let the rivers flow", "Carla", True),
        ("Brandt and Collins", "Collins", False),
        ("Anne Bella Carla Dora Collins: let the rivers flow", "Dora", False),
        ("Let the rivers flow: Margaret Collins wants more", "Collins", False),
        ("Collins lets the rivers flow", "Collins", False),
        ("Head of board wants moreAnne Collins", "Collins", True),
        ("Head of board wants ‘more’Anne Collins and Thomas Hanley", "Hanley", True),
        ("Head of board wants moreAnne Collins and Thomas Hanley to go", "Hanley", False),
        ("Head of board wants moreBoard Collins", "Collins", False),
        ("Head Collins of board wants moreAnne Brandt", "Collins", False),
        ("Head of board backs D'Angelo Collins", "Collins", False),
        ("Head of board backs JoAnne Collins", "Collins", False),
    ],
)
def test_bylines_and_labels(title: str, written: str, alone: bool) -> None:
    assert stands_alone(passage(title, written)) is alone


@pytest.mark.parametrize(
    ("title", "of_site"),
    [
        ("Head of board resigns - Lemmer Herald", True),
        ("Head of board resigns | Lemmer Herald", True),
        ("Head of board resigns: Lemmer Herald", False),
        ("Head of board resigns | Lemmer Herald and Post", True),
        ("Head of Lemmer", False),
        ("Lemmer - head of board resigns", False),
        ("Head of board resigns - Lemmer has no other head", False),
        ("Head of board of Barford-Lemmer", False),
    ],
)
def test_names_of_sites(title: str, of_site: bool) -> None:
    assert is_of_site(passage(title, "Lemmer")) is of_site


@pytest.mark.parametrize(
    ("title", "listed"),
    [
        ("The week: ferries, Anne Hill, hats", True),
        ("The week: ferries, Anne Hill, hats | Lemmer Herald", True),
        ("The week: ferries of Lemmer, Anne Hill, hats", True),
        ("The week: ferries, Anne Hill", False),
        ("The week: ferries of all four towns, Anne Hill, hats", False),
        ("Ferries, Anne Hill, hats", False),
        ("The week: ferries, Anne Hill, 62, hats", False),
        ("The week - ferries, Anne Hill, hats", False),
    ],
)
def test_lists_of_topics(title: str, listed: bool) -> None:
    assert lists_topics(passage(title, "Hill")) is listed
