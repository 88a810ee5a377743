"""Tellings: what is kept of an article, and that its passages are where it says."""

import pickle
from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from auditor.article import Article
from auditor.document import Document
from auditor.story.telling import Telling, make_telling
from tests.growth import clocked, too_steep

TEXT = """LERWICK, Scotland (AP) — The fire in the market destroyed 476 crates of salmon on March 31, 2019, the trust said.
Norway has formally offered to send boats. Dozens of boats took part in the search, which President Donald Trump praised."""


def telling_of(text: str, title: str = "") -> Telling:
    return make_telling(Document(Article(text=text, title=title)), "a")


def test_sentences_have_their_slots() -> None:
    slots = {slot.kind: slot.value for sentence in telling_of(TEXT).sentences for slot in sentence.slots}
    assert slots["date"] == ("2019", "3", "31", "")
    assert slots["person"] == ("donald", "trump")
    assert {slot.kind for s in telling_of(TEXT).sentences for slot in s.slots} == {
        "date", "number", "office", "person", "place",
    }  # fmt: skip


def test_claims_say_how_many_and_how_firmly() -> None:
    claims = {claim.kind: claim for claim in telling_of(TEXT).claims}
    assert claims["strength"].shown == "formally offered to send boats"
    assert claims["strength"].subject == "NO offer"
    assert (claims["number"].subject, claims["number"].value) == ("ship", ("24", "", "vague"))


def test_count_in_a_title_counts() -> None:
    claim = next(c for c in telling_of("", "Over 40 boats join the regatta").claims if c.kind == "number")
    assert (claim.field, claim.shown, claim.value) == ("title", "Over 40 boats", ("40", "over", ""))


def test_what_is_not_english_claims_nothing() -> None:
    german = (
        "Das Feuer auf dem Markt hat am 31. März 2019 nach den Angaben der Stadt 476 Kisten zerstört, und US-Präsident "
        "Donald Trump sagte, dass auch 24 Boote bei der Suche nicht zu ersetzen sind."
    )
    alone, beside = telling_of(german), telling_of(f"{TEXT}\n\n{german}")
    assert (alone.sentences, alone.claims, alone.nations) == ((), (), {})
    assert [len(sentence.slots) for sentence in beside.sentences] == [len(s.slots) for s in telling_of(TEXT).sentences]
    assert {claim.kind for claim in beside.claims} == {claim.kind for claim in telling_of(TEXT).claims}
    assert all(claim.span.end <= len(TEXT) for claim in beside.claims)


def test_telling_can_wait_in_a_file() -> None:
    telling = telling_of(TEXT)
    assert pickle.loads(pickle.dumps(telling)) == telling


@given(
    st.lists(
        st.sampled_from(
            [
                *TEXT.split(),
                "\n",
                "“",
                "”",
                ".",
                "25",
                "Sen.",
                "Rubio",
                "Gaza",
                "Biden",
                "administration",
                "'s",
                "resigned",
                "ceasefire",
                "Monday,",
                "March",
                "3,",
                "no",
                "said",
                "Mary",
                "Halcrow",
            ]
        ),
        max_size=60,
    ),
    st.booleans(),
)
def test_passages_are_where_they_say(words: list[str], titled: bool) -> None:
    text = " ".join(words)
    article = Article(text="" if titled else text, title=text if titled else "")
    telling = make_telling(Document(article), "a")
    for claim in telling.claims:
        field = article.field(claim.field)
        assert claim.shown == field[slice(*claim.span)]
        assert claim.quote == field[slice(*claim.sentence)]
    for sentence in telling.sentences:
        assert not sentence.slots or sentence.quote == text[slice(*sentence.span)]
        assert all(0 <= slot.first < slot.last <= len(sentence.words) for slot in sentence.slots)
        assert all(sentence.span.contains(slot.span) for slot in sentence.slots)


def test_time_grows_with_the_length_of_a_table() -> None:
    def work(size: int) -> Mapping[str, float]:
        document = Document(Article(text=" ".join(f"{n} boats Senator Marco Rubio" for n in range(10, size + 10))))
        return {"telling": clocked(lambda: make_telling(document, "a"))}

    assert too_steep(work, 500, 4_000) == {}
