"""MinHash signatures: likeness of texts, bands, order."""

import random
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from auditor.article import Article
from auditor.document import Document
from auditor.story.signature import BANDS, BINS, bands, likeness, make_signature, signature_of


def shingles(words: list[str]) -> set[bytes]:
    return {" ".join(words[i : i + 5]).encode() for i in range(len(words) - 4)}


def test_likeness_estimates_the_share_of_common_shingles() -> None:
    chance = random.Random(5)
    errors = []
    for _ in range(60):
        words = [f"w{chance.randrange(10_000)}" for _ in range(400)]
        other = [word if chance.random() > 0.04 else "x" for word in words]
        one, two = shingles(words), shingles(other)
        true = len(one & two) / len(one | two)
        errors.append(abs(likeness(signature_of(iter(one)), signature_of(iter(two))) - true))
    assert sum(errors) / len(errors) < 0.05


def test_copy_with_an_edit_is_a_candidate_and_another_text_is_not() -> None:
    text = " ".join(f"word{number} and so on to the end of line {number}." for number in range(40))
    copy = make_signature(Document(Article(text=text.replace("word7 ", "other "))))
    original = make_signature(Document(Article(text=text)))
    assert set(bands(original)) & set(bands(copy))
    assert likeness(original, copy) > 0.8
    different = make_signature(Document(Article(text=" ".join(f"thing{n} was seen by {n} men." for n in range(90)))))
    assert likeness(original, different) < 0.1


def test_texts_of_nothing() -> None:
    for text in ("", "Four words only here."):
        signature = make_signature(Document(Article(text=text)))
        assert bands(signature) == []
        assert likeness(signature, signature) == 0


@given(st.sets(st.binary(min_size=1, max_size=8), min_size=1))
def test_signature_is_that_of_a_set(parts: set[bytes]) -> None:
    ordered = sorted(parts)
    one, two = signature_of(iter(ordered)), signature_of(iter([*reversed(ordered), ordered[0]]))
    assert one == two
    assert len(one) == BINS
    assert len(bands(one)) == BANDS
    assert likeness(one, two) == 1
    assert all(a[0] < b[0] for a, b in pairwise(bands(one)))
