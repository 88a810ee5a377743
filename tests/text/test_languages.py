"""Function words and letters that tell a language, at the shares from which on they do."""

import pytest

from auditor.text.languages import Language, find_shares, tell_language
from auditor.text.scripts import find_script

GERMAN = ("und", "nicht", "wird", "auch")
FRENCH = ("les", "une")


def told(counts: dict[str, int], *, of: int = 100) -> str | None:
    """The code of the language of so many words, those not in `counts` being none of any language's own."""
    language = tell_language("", counts | {"boat": of - sum(counts.values())})
    return language.code if language else None


def test_a_language_is_told_by_enough_of_its_words() -> None:
    assert told(dict.fromkeys(GERMAN, 3)) == "de"
    assert told({**dict.fromkeys(GERMAN, 3), "auch": 2}) is None
    assert told(dict.fromkeys(GERMAN[:3], 20)) is None


def test_english_words_decide_unless_another_language_has_more() -> None:
    few = {**dict.fromkeys(GERMAN, 3), "auch": 2}
    assert told({**few, "the": 4}) is None
    assert told({**dict.fromkeys(GERMAN, 5), "the": 19}) == "de"
    assert told({**dict.fromkeys(GERMAN, 5), "the": 20}) is None


def test_words_with_other_letters_make_up_for_few_of_the_language() -> None:
    few = dict.fromkeys(FRENCH, 1)
    assert told({**few, "élève": 25}) == "fr"
    assert told({**few, "élève": 24}) is None
    assert told({"les": 2, "élève": 25}) is None
    assert told({**few, "élève": 25, "the": 1}) is None


def test_shares_count_words_alone() -> None:
    shares = find_shares({"the": 1, "und": 1, ",": 7, "7": 9})
    assert (shares.english, shares.foreign, shares.distinct) == (0.5, 0.5, 1)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Greek letter π stands for a number.", None),
        ("“Curly” marks – and dashes… are no letters of another script ☃", None),
        ("Ελληνικά, the language", None),
        ("Ελληνικά here", "Greek"),
        ("東京は雨", "Kana"),
        ("東京下雨", "Han"),
        ("", None),
    ],
)
def test_a_script_is_that_of_most_letters(text: str, name: str | None) -> None:
    script = find_script(text)
    assert (script and script.name) == name


def test_a_script_of_several_languages_is_named_where_none_is_told() -> None:
    assert tell_language("қала", {"қала": 1}) == Language(None, "Cyrillic letters")
    assert tell_language("ქალაქი", {"ქალაქი": 1}) == Language("ka", "Georgian")
