"""Reports in a terminal have styles; in a file, a pipe, or where nobody wants them, carets mark the passage."""

import io
from collections.abc import Callable

import pytest

from auditor.article import Article
from auditor.finding import Evidence, Report
from auditor.render.terminal import print_report
from tests.render.conftest import Made

ARTICLE = Article(id="ferry", text="The office has moved. The new office is is open.")
PASSAGE = "is is"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def told(flag: Made, report: Callable[..., Report]) -> Report:
    evidence = (Evidence("it stands there twice", quote="is \033[2J is"),)
    return report(ARTICLE, flag(ARTICLE, PASSAGE, "minor", message="Twice:\033[2J.", evidence=evidence))


def shown(out: io.StringIO, told: Report) -> str:
    print_report(out, told)
    return out.getvalue()


def test_a_terminal_shows_the_passage_underlined(told: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    output = shown(Terminal(), told)
    assert f"\033[4;34m{PASSAGE}\033[0m" in output
    assert "^" not in output


def test_a_file_shows_carets_below_it(told: Report) -> None:
    carets = " " * ARTICLE.text.index(PASSAGE) + "^" * len(PASSAGE)
    assert f"    {ARTICLE.text}\n    {carets}\n" in shown(io.StringIO(), told)


def test_a_terminal_where_nobody_wants_colours_shows_carets_too(told: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert shown(Terminal(), told) == shown(io.StringIO(), told)


def test_nothing_that_would_steer_the_terminal_is_written(told: Report) -> None:
    assert "\033" not in shown(io.StringIO(), told)
