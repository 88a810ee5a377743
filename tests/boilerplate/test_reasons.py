"""What is said of a passage that is no part of its article, beside its wording."""

import pytest

from auditor import Article
from auditor.boilerplate.features import find_features
from auditor.boilerplate.reasons import find_reasons, name_of
from auditor.document import Document

REPORT = (
    "The harbour board voted on Tuesday to replace the old ferry, which has been late on nine days out of ten since the "
    "spring, the chairman told members."
)
AGAIN = "stands more than once in the text"
NO_STOP, NO_STOPS = "does not end a sentence", "no line of it ends a sentence"
OWN = "speaks to the reader or as the publisher (we, our, you)"
OTHER_WORDS = "few of its words stand in the article's prose"
ABOVE, BELOW = "stands above the first paragraph", "stands below the last paragraph"


@pytest.mark.parametrize(
    ("lines", "run", "notes"),
    [
        ((REPORT, "Boats of the bay", REPORT), range(1, 2), [NO_STOP]),
        ((REPORT, "Boats of the bay", "Nets of the bay", REPORT), range(1, 3), [NO_STOPS]),
        ((REPORT, "Boats of the bay", REPORT, "Boats of the bay", REPORT), range(1, 2), [AGAIN, NO_STOP]),
        ((REPORT, "Boats of the bay.", REPORT), range(1, 2), []),
        ((REPORT, "Our boats of the bay.", REPORT), range(1, 2), [OWN]),
        ((REPORT, "Boats of the bay."), range(1, 2), [BELOW]),
        (("Boats of the bay.", REPORT), range(1), [ABOVE]),
        ((REPORT, "Green apples, pears, plums, cherries and walnuts grow well.", REPORT), range(1, 2), [OTHER_WORDS]),
        ((REPORT, "Apples, pears, plums.", REPORT), range(1, 2), []),
        ((REPORT, "Apples, pears, plums, cherries.", REPORT), range(1, 2), [OTHER_WORDS]),
        ((REPORT, "Apples, pears, plums, cherries, harbour.", REPORT), range(1, 2), []),
        ((REPORT, "Apples, pears, plums, cherries, walnuts, harbour.", REPORT), range(1, 2), [OTHER_WORDS]),
    ],
)
def test_what_is_noted_of_a_passage(lines: tuple[str, ...], run: range, notes: list[str]) -> None:
    document = Document(Article(text="\n".join(lines)))
    found = find_reasons(document, find_features(document), run, "promotion", ())
    assert [each.note for each in found if each.span is None] == notes


@pytest.mark.parametrize(
    ("category", "name"),
    [("byline", "a byline"), ("advertisement", "an advertisement"), ("related-links", "related links")],
)
def test_how_a_kind_is_called(category: str, name: str) -> None:
    assert name_of(category) == name


def test_three_cues_of_its_kind_are_shown_each_once() -> None:
    document = Document(
        Article(text=f"{REPORT}\nClick here, click here, learn more, find out more, read on here, sign in")
    )
    found = find_reasons(document, find_features(document), range(1, 2), "call-to-action", ())
    assert [each.quote for each in found if each.span is not None] == ["Click here", "learn more", "find out more"]
