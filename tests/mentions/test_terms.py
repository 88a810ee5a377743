"""Terms of titles and texts, and what they weigh."""

from collections import Counter

import pytest

from auditor.article import Article
from auditor.document import Document
from auditor.knowledge.words import load_words
from auditor.mentions import terms
from auditor.mentions.terms import LEAD_WORDS, counted_pages, find_body_terms, find_title_terms, term_of, weigh
from auditor.text.stems import CACHED_WORDS, stem
from tests.performance.articles import make_articles


def test_body_terms_leave_out_a_title_line() -> None:
    text = "Ferry late on nine days in ten\n" + "The harbour board met on Tuesday to talk about timetables. " * 4
    found = find_body_terms(Document(Article(text=text)))
    assert not found.count("ferry")
    assert found.count("harbour") == 4


def test_body_terms_count_what_stemming_every_word_would() -> None:
    (article,) = make_articles(1)
    document = Document(article)
    lazy, eager = find_body_terms(document), [term_of(word) for word in document.tokens.folded if word[0].isalnum()]
    assert lazy.length == len(eager)
    assert {term: lazy.count(term) for term in eager} == dict(Counter(eager))
    assert {term for term in eager if lazy.in_lead(term)} == set(eager[:LEAD_WORDS])


def test_pages_of_a_stem_are_those_of_all_its_words() -> None:
    pages: Counter[str] = Counter()
    for word, count in load_words().counts.items():
        pages[stem(word)] += count.pages
    for term in ("minist", "report", "us", "go", "a", "walk", "negoti"):
        assert counted_pages(term).pages == pages[term]


def test_so_many_terms_are_kept() -> None:
    kept = {len(terms._TERMS) for number in range(CACHED_WORDS + 1) if term_of(f"lamp{number}")}
    assert max(kept) == CACHED_WORDS


def test_dotted_abbreviations_are_one_term() -> None:
    found = find_title_terms(Document(Article(title="U.S. and US", text="")))
    assert set(found.counts) == {"us", "and"}


def test_words_spoilt_by_a_wrong_decoding_are_left_out() -> None:
    found = find_title_terms(Document(Article(title="Boehner: ËœNoÃ to budget", text="")))
    assert set(found.counts) == {"boehn", "to", "budget"}


def test_rare_terms_weigh_more_than_common_ones() -> None:
    weights = weigh(["the", "harbour", "xyzzyx"])
    assert weights["the"] < weights["harbour"] <= weights["xyzzyx"]


def test_a_weight_is_the_logarithm_of_how_rare_a_word_is() -> None:
    weights = weigh(["the", "xyzzyx"])
    assert weights == {"the": pytest.approx(0.00202, abs=1e-5), "xyzzyx": pytest.approx(5.9175, abs=1e-4)}
    assert counted_pages("xyzzyx") == (0, 0)


def test_the_first_paragraphs_have_120_words() -> None:
    found = find_body_terms(Document(Article(title="Ferry", text="late " * 119 + "crab - storm.")))
    assert (found.in_lead("crab"), found.in_lead("storm")) == (True, False)
    assert (found.count("crab"), found.count("storm")) == (1, 1)
