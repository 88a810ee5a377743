"""Terms of titles and texts, and what they weigh."""

from auditor.article import Article
from auditor.document import Document
from auditor.mentions.terms import find_body_terms, find_title_terms, weigh


def test_body_terms_leave_out_a_title_line() -> None:
    text = "Ferry late on nine days in ten\n" + "The harbour board met on Tuesday to talk about timetables. " * 4
    terms = find_body_terms(Document(Article(text=text)))
    assert "ferry" not in terms.counts
    assert terms.counts["harbour"] == 4


def test_dotted_abbreviations_are_one_term() -> None:
    terms = find_title_terms(Document(Article(title="U.S. and US", text="")))
    assert set(terms.counts) == {"us", "and"}


def test_words_spoilt_by_a_wrong_decoding_are_left_out() -> None:
    terms = find_title_terms(Document(Article(title="Boehner: ËœNoÃ to budget", text="")))
    assert set(terms.counts) == {"boehn", "to", "budget"}


def test_rare_terms_weigh_more_than_common_ones() -> None:
    weights = weigh(["the", "harbour", "xyzzyx"])
    assert weights["the"] < weights["harbour"] <= weights["xyzzyx"]
