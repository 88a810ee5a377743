"""Phrases and patterns: whole words, any case, linear time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor import lexicon
from auditor.lexicon import Lexicon, PatternError, translate
from auditor.text.fold import fold
from tests.growth import clocked, too_steep


def find(text: str, *phrases: str, patterns: tuple[str, ...] = (), case: bool = False) -> list[str]:
    known = Lexicon()
    known.add_phrases(phrases, "owner")
    for pattern in patterns:
        known.add_pattern(pattern, "owner", case=case)
    return [text[a:b] for a, b in known.build().find(text, fold(text)).get("owner", [])]


def test_phrases_are_whole_words_in_any_case() -> None:
    assert find("Sign up, SIGN UP, design up, sign upward", "sign up") == ["Sign up", "SIGN UP"]
    assert find("the Élysée’s café", "élysée's", "café") == ["Élysée’s", "café"]


def test_patterns_know_all_alphabets() -> None:
    assert find("naïve Ölander 42", patterns=(r"\w+ \w+ \d+",)) == ["naïve Ölander 42"]
    assert find("Rue rue", patterns=(r"Rue",), case=True) == ["Rue"]
    assert find("click here now", patterns=(r"click (?P<flag>\w+) now",)) == ["here"]
    assert find("nick here now, click here nowhere", patterns=(r"ick (?P<flag>here) now",)) == []


def test_a_pattern_matches_only_what_it_says_however_its_set_is_compiled() -> None:
    assert find("a…b a€b aéb", patterns=(r"a\wb",)) == ["aéb"]
    assert find("a½b a٣b", patterns=(r"a\db",)) == ["a٣b"]
    assert find("a…b aéb", patterns=(r"a[^\w]b",)) == ["a…b"]
    assert find("x…-é", patterns=(r"x[^é]-[\w-]",)) == ["x…-é"]


def test_a_pattern_names_a_list_of_words_and_takes_the_longest() -> None:
    assert find("He lit an oil lamp.", patterns=(r"lit {grammar/articles}",)) == ["lit an"]
    assert find("an am aan", patterns=(r"a{1,2}n",)) == ["an", "aan"]
    with pytest.raises(PatternError, match=r"no word list 'grammar/artcles'; did you mean 'grammar/articles'\?"):
        translate(r"{grammar/artcles} x")


def test_patterns_that_outgrow_the_memory_of_one_set_are_parted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicon, "SET_MEMORY_BYTES", 1 << 18)
    patterns = tuple(f"a{number}(?: b){{1,500}} c" for number in range(9))
    assert find("a0 b c, a4 b b c, a8 b c", patterns=patterns) == ["a0 b c", "a4 b b c", "a8 b c"]
    monkeypatch.setattr(lexicon, "SET_MEMORY_BYTES", 1 << 16)
    with pytest.raises(PatternError, match="too large a pattern"):
        find("a9 b c", patterns=("a9(?: b){1,300} c",))


@pytest.mark.parametrize("pattern", [r"(a", r"(?<=x)y", r"(a)\1", r"\bword\b", r"(?:a{1000}){1000}"])
def test_patterns_that_are_not_linear_are_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        translate(pattern)


def test_a_pattern_that_explodes_on_backtracking_engines_stays_fast() -> None:
    def work(size: int) -> dict[str, float]:
        return {"patterns": clocked(lambda: find("word " * size, patterns=(r"(\w+\s?)*:", r"(a+)+$")))}

    assert too_steep(work, 5_000, 50_000) == {}


@given(st.text())
def test_fold_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)
