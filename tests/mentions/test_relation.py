"""How much a text says of a title, and how much each of its sentences does."""

from collections import Counter

import pytest

from auditor.article import Article
from auditor.document import Document
from auditor.mentions.relation import find_relation, find_telling_terms, relation
from auditor.mentions.terms import Terms
from auditor.mentions.title_sentences import find_told

FERRY = "The ferry to Lemmer is late. The board met on Tuesday. Nobody knows when the ferry will sail from the harbour."


def terms(counts: dict[str, int], length: int, *lead: str) -> Terms:
    return Terms(Counter(counts), length, frozenset(lead))


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (terms({}, 600), 0.1201),
        (terms({"zyxa": 2}, 600), 0.4141),
        (terms({"zyxa": 2}, 1200), 0.3329),
        (terms({"zyxa": 2}, 600, "zyxa"), 0.6280),
        (terms({"zyxa": 2}, 50), 0.6829),
    ],
)
def test_relation_is_bm25_drawn_to_the_middle_and_lifted_in_short_texts(body: Terms, value: float) -> None:
    assert relation(terms({"zyxa": 1, "zyxb": 1}, 2), body) == pytest.approx(value, abs=1e-4)


def test_a_title_that_the_text_says_stands_in_a_closer_relation() -> None:
    near, far = (Document(Article(title=title, text=FERRY)) for title in ("Ferry to Lemmer late", "Goalkeeper hurt"))
    assert find_relation(near) > 1 > find_relation(far)


def test_days_and_figures_tell_nothing_but_owners_do() -> None:
    document = Document(Article(title="May's ferry sails on Tuesday, 5 April", text=FERRY))
    assert set(find_telling_terms(document).counts) == {"may", "ferry", "sail", "on"}


def test_sentences_have_their_share_of_what_a_title_says() -> None:
    told = find_told(Document(Article(title="Goalkeeper leaves the harbour by ferry", text=FERRY)))
    shares = {FERRY[slice(*span)][:9]: round(share, 2) for span, share in told.items()}
    assert shares.keys() == {"The ferry", "Nobody kn"}
    assert shares["The ferry"] < shares["Nobody kn"] < 1


@pytest.mark.parametrize(
    ("title", "telling"),
    [
        ("Ferry Q sails on", {"ferry", "sail", "on"}),
        ("Ferry QX sails on", {"ferry", "qx", "sail", "on"}),
        ("Ferry sails on (LMR, HRB)", {"ferry", "sail", "on"}),
        ("Ferry sails on (NYSE:LMR)", {"ferry", "sail", "on"}),
        ("Ferry sails on (LMR again)", {"ferry", "sail", "on", "lmr", "again"}),
        ("Ferry sails on (LMR", {"ferry", "sail", "on", "lmr"}),
        ("Ferry sails (LMR) for LMR's keepers", {"ferry", "sail", "lmr", "for", "keep"}),
    ],
)
def test_single_letters_and_symbols_in_brackets_tell_nothing(title: str, telling: set[str]) -> None:
    assert set(find_telling_terms(Document(Article(title=title, text="."))).counts) == telling
