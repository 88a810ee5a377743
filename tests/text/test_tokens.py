"""Tokens and their places; what finders ask of them instead of reading each."""

from hypothesis import given
from hypothesis import strategies as st

from auditor.text.fold import fold
from auditor.text.tokens import find_tokens
from tests.growth import clocked, too_steep

TEXTS = st.text(st.sampled_from("aB 1,.’'-“é\u0301\n\t_İ"), max_size=60)


@given(TEXTS)
def test_tokens_stand_where_they_say_and_leave_out_white_space_only(text: str) -> None:
    tokens = find_tokens(text)
    assert [text[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)] == tokens.words
    assert list(map(fold, tokens.words)) == tokens.folded
    gaps = zip([0, *tokens.ends], [*tokens.starts, len(text)], strict=True)
    assert not "".join(text[start:end] for start, end in gaps).strip(" \n\t\u0301")


@given(TEXTS)
def test_words_are_found_where_reading_every_token_finds_them(text: str) -> None:
    tokens = find_tokens(text)
    for wanted in ({"a", "1"}, {"b", ","}, set[str]()):
        assert tokens.at(wanted) == [index for index, word in enumerate(tokens.folded) if word in wanted]
    assert tokens.cased == [index for index, word in enumerate(tokens.words) if fold(word) != word]
    assert sum(tokens.counts.values()) == len(tokens)
    assert tokens.lone == [index for index, word in enumerate(tokens.folded) if tokens.folded.count(word) == 1]


def test_white_space_that_nothing_follows_is_read_once() -> None:
    assert find_tokens("a" + " " * 300_000).words == ["a"]
    assert too_steep(lambda size: {"tokens": clocked(lambda: find_tokens("a" + " " * size))}, 30_000, 300_000) == {}
