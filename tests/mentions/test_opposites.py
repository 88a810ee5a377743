"""Verbs of opposite sides in all their forms, and what denies them."""

import pytest

from auditor.article import Article
from auditor.document import Document
from auditor.mentions.opposites import (
    Verb,
    find_denials,
    find_of,
    helper_of,
    is_denied,
    load_opposites,
    verb_term,
)
from auditor.window import Window


def document(text: str) -> Document:
    return Document(Article(title="Ferry", text=text))


def opposed(one: str, other: str) -> bool:
    table = load_opposites()
    said = {verb for word in (one, other) for verb in table if verb.term == verb_term(word)}
    return any(said & side.own and said & side.other for verb in said for side in table[verb])


@pytest.mark.parametrize(
    ("one", "other"),
    [("passed", "rejects"), ("fell", "risen"), ("lost", "winning"), ("upheld", "overturned"), ("dismisses", "hired")],
)
def test_forms_of_opposites_are_known(one: str, other: str) -> None:
    assert opposed(one, other)
    assert opposed(other, one)
    assert not opposed(one, one)


def test_a_particle_stands_behind_its_verb() -> None:
    turned = {Verb(verb_term("turn"), "down")}
    tokens = document("They turned the offer down. They turned up. They turned it, being tired, down.").tokens
    assert [each.tokens for each in find_of(turned, tokens.folded, range(len(tokens)))] == [(1, 5)]


@pytest.mark.parametrize(
    ("text", "denied", "helper"),
    [
        ("It will sail", False, "will"),
        ("It will not sail", True, "will"),
        ("It won’t sail", True, "will"),
        ("It refuses to sail", True, "will"),
        ("It asked to sail", False, "will"),
        ("It cannot sail", True, "can"),
        ("Nobody knew it would sail", False, "would"),
        ("Sail", False, ""),
    ],
)
def test_what_denies_a_verb_is_told_from_its_helper(text: str, denied: bool, helper: str) -> None:
    made = document(text)
    at = made.tokens.folded.index("sail")
    window = Window(made, at, at + 1)
    assert (is_denied(window), helper_of(window)) == (denied, helper)
    assert list(find_denials(made.tokens, range(len(made.tokens)))) == ([at] if denied else [])


def test_a_negation_that_ends_a_text_denies_nothing() -> None:
    tokens = document("It will not").tokens
    assert list(find_denials(tokens, range(len(tokens)))) == []
