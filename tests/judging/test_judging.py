"""What a report rests on: what cannot be judged is said, gets no score, and nothing is found in it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from auditor import Article, Auditor, Report
from auditor.document import Document
from auditor.judged import Gap, Part, Reason
from auditor.judging import MIN_WORDS, find_judged
from auditor.judging.endings import MAX_STUB_WORDS
from auditor.judging.notices import MAX_NOTICE_WORDS

FOLDER = Path(__file__).parent
ENDINGS = yaml.safe_load((FOLDER / "endings.yaml").read_text(encoding="utf-8"))
GERMAN = yaml.safe_load((FOLDER / "languages.yaml").read_text(encoding="utf-8"))[0][1]
PROSE = " ".join(ENDINGS["paragraphs"])
SLIP = "The the board met on Tuesday, and it will meet again in May, when the figures of the winter are to be read out."


def endings(name: str) -> list[str]:
    return ["\n\n".join(paragraphs) for paragraphs in ENDINGS[name]]


def gaps(text: str, **fields: Any) -> list[Gap]:
    """What is not judged of the article itself."""
    document = Document(Article(text=text, title="Board backs depot", published=date(2025, 3, 4), **fields))
    return list(find_judged(document).gaps)


@pytest.fixture(scope="module")
def auditor() -> Auditor:
    return Auditor()


def rules(report: Report) -> set[str]:
    return {finding.rule for finding in report.findings}


@pytest.mark.parametrize("text", endings("behind-wall"))
def test_a_stub_ends_where_the_wall_begins(text: str) -> None:
    (gap,) = gaps(text)
    assert (gap.part, gap.reason) == (Part.REST, Reason.BEHIND_WALL)
    assert gap.span
    assert gap.span.end == len(text)
    assert not any(paragraph in text[gap.span.start :] for paragraph in ENDINGS["paragraphs"])


@pytest.mark.parametrize("text", endings("cut"))
def test_a_text_that_breaks_off_is_a_beginning(text: str) -> None:
    assert [(gap.part, gap.reason) for gap in gaps(text)] == [(Part.REST, Reason.CUT)]


@pytest.mark.parametrize("text", endings("no-text"))
def test_a_notice_of_the_page_is_no_text(text: str) -> None:
    assert [(gap.part, gap.reason) for gap in gaps(text)] == [(Part.ARTICLE, Reason.NO_TEXT)]


@pytest.mark.parametrize("text", endings("whole") + endings("unsure"))
def test_a_whole_text_with_an_advertisement_below_is_whole(text: str) -> None:
    assert gaps(text) == []


def test_what_also_stands_over_whole_pages_is_a_wall_where_the_text_is_short() -> None:
    notice, words = "Log in or register to continue", PROSE.split()
    above = "\n\n".join(" ".join(words[at : at + 20]) + "." for at in range(0, 100, 20)) + "\n\n"
    room = MAX_STUB_WORDS - len(f"{above}{notice}".split())
    for more, reasons in ((room, [Reason.BEHIND_WALL]), (room + 1, [])):
        text = f"{above}{' '.join(['boats'] * (more - 1))} sail.\n\n{notice}"
        assert [gap.reason for gap in gaps(text)] == reasons
    assert [gap.reason for gap in gaps(f"{PROSE} {PROSE}\n\nThis post is for paid subscribers")] == [Reason.BEHIND_WALL]


def test_a_page_says_itself_that_it_is_not_free() -> None:
    assert [gap.reason for gap in gaps(PROSE, free=False)] == [Reason.BEHIND_WALL]
    assert gaps(PROSE, free=True) == gaps(PROSE) == gaps(f"{PROSE}\n\n{PROSE}\n\n{PROSE}", free=False) == []


def test_a_notice_is_short() -> None:
    notice = "You need to enable JavaScript to run this app."
    for count, reasons in ((MAX_NOTICE_WORDS, [Reason.NO_TEXT]), (MAX_NOTICE_WORDS + 1, [])):
        rest = "and your settings " * count
        text = f"{notice}\n\nYou {' '.join(rest.split()[: count - len(notice.split()) - 1])}."
        assert len(text.split()) == count
        assert [gap.reason for gap in gaps(text) if gap.part is Part.ARTICLE] == reasons


def test_a_notice_beside_a_sentence_of_the_article_is_left_over() -> None:
    sentence = "The mayor opened the new depot on Monday, and said that the lane would be mended before the winter."
    for text in (f"{sentence}\n\nYour browser does not support this video.", f"Please enable cookies.\n\n{sentence}"):
        assert [gap.reason for gap in gaps(text) if gap.part is Part.ARTICLE] == [Reason.TOO_SHORT]


def test_a_short_text_is_read_and_not_scored(auditor: Auditor) -> None:
    words = f"{SLIP} Boats sail there all year round, says Lund.".split()
    long, short = (auditor.audit(Article(text=" ".join(words[:count]))) for count in (MIN_WORDS, MIN_WORDS - 1))
    assert "language/doubled-word" in rules(long) & rules(short)
    assert long.score is not None
    assert short.score is None
    assert short.judged.gaps[0][:2] == (Part.ARTICLE, Reason.TOO_SHORT)
    assert short.judged.read


def test_a_text_in_another_language_is_not_judged(auditor: Auditor) -> None:
    report = auditor.audit(Article(text=f"Die die Brücke\n\n{GERMAN}", url="https://example.org/a", language="de"))
    assert (report.score, report.findings, report.judged.language, report.judged.words) == (None, (), "de", 0)
    assert report.judged.gaps[0].message == "The text is in German; English alone is judged."


def test_a_declared_language_that_differs_is_found_all_the_same(auditor: Auditor) -> None:
    (finding,) = auditor.audit(Article(text=GERMAN, language="en-GB")).findings
    assert finding.rule == "metadata/language-differs"
    assert finding.message == "The article is declared as English (en-GB); its text is in German."


def test_what_is_unknown_is_told(auditor: Auditor) -> None:
    strange = {"zubi zaharra " * 30: Reason.UNKNOWN_LANGUAGE, "ᚠᛇᚻ ᛒᛦᚦ " * 30: Reason.UNKNOWN_SCRIPT}
    for text, reason in strange.items():
        report = auditor.audit(Article(text=text))
        assert (report.judged.gaps[0][:2], report.score) == ((Part.ARTICLE, reason), None)
        assert not report.findings


@pytest.mark.parametrize("text", ["", " \n", "\u3164", "---"])
def test_without_a_word_there_is_no_text(auditor: Auditor, text: str) -> None:
    report = auditor.audit(Article(text=text, title="Ferry late"))
    assert report.judged.gaps[0][:2] == (Part.ARTICLE, Reason.NO_TEXT)
    assert (report.score, report.findings, report.judged.language) == (None, (), None)


def test_passages_in_another_language_are_passed_over(auditor: Auditor) -> None:
    foreign = f"{GERMAN} Der der Rat tagt."
    report = auditor.audit(Article(text=f"{SLIP}\n\n{foreign}\n\n{PROSE}\n\n{PROSE}", published=date(2025, 3, 4)))
    doubled = [finding for finding in report.findings if finding.rule == "language/doubled-word"]
    assert [finding.span.start for finding in doubled] == [0]
    (gap,) = [gap for gap in report.judged.gaps if gap.part is Part.PASSAGE]
    assert gap.message == "The passage is in German; English alone is judged."
    assert gap.span
    assert report.article.text[slice(*gap.span)] == foreign
    assert report.judged.whole
    assert report.judged.words == report.article.words - len(foreign.split())
    assert report.score is not None


def test_gaps_stand_in_one_order() -> None:
    document = Document(Article(text=f"{PROSE}\n\n{GERMAN}\n\n{PROSE}\n\nThis post is for paid subscribers"))
    parts = [gap.part for gap in find_judged(document).gaps]
    assert parts == [Part.REST, Part.PASSAGE, Part.DATE, Part.TITLE]


def test_a_wall_stands_near_the_end_and_is_short() -> None:
    offers = [f"Offer {number}" for number in range(12)]
    for count, walls in ((11, 1), (12, 0)):
        text = "\n".join([PROSE, "This post is for paid subscribers", *offers[:count]])
        assert len(gaps(text)) == walls
    boats = " ".join(["boats"] * 40)
    for count, walls in ((34, 1), (35, 0)):
        notice = f"This post is for paid subscribers {boats[: 6 * count - 1]}"
        assert len(gaps(f"{PROSE}\n\n{notice}")) == walls


def test_a_line_is_no_sentence_that_breaks_off() -> None:
    for line, cuts in (
        ("What nurses in the town may look forward to", 0),
        ("What nurses in the old town may look forward to", 1),
    ):
        assert len(gaps(f"{PROSE}\n\n{line}")) == cuts


def test_a_short_stub_is_told_as_both() -> None:
    text = "The board met on Tuesday in the hall.\n\nThis post is for paid subscribers"
    assert [gap.reason for gap in gaps(text)] == [Reason.TOO_SHORT, Reason.BEHIND_WALL]
    assert "has 14 words" in gaps(text)[0].message


def test_news_of_walls_and_cookies_is_news() -> None:
    quoted = "Readers are told: “This post is for paid subscribers.”"
    assert gaps(f"{PROSE}\n\n{quoted}") == []
    assert gaps(f"This post is for paid subscribers\n\n{PROSE}") == []
