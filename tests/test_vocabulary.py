"""Word lists: each says where it comes from, is asked for by somebody, and holds no word twice."""

from importlib.resources import files

import pytest

from auditor.vocabulary import VocabularyError, file_names, read_lists, words

NAMES = sorted(file_names())


def text_of(name: str) -> str:
    """What a file of the vocabulary holds."""
    return (files("auditor.vocabulary") / "data" / f"{name}.txt").read_text(encoding="utf-8")


def test_a_line_holds_words_or_phrases() -> None:
    lists = read_lists("# where from\n[one]\na b\nsecretary of state, mayor\n. , ;\n[two]\n# what for\nc\n")
    assert lists == {"one": ["a", "b", "secretary of state", "mayor", ".", ",", ";"], "two": ["c"]}


def test_a_list_that_is_not_there_is_told_with_the_nearest() -> None:
    assert "the" in words("grammar/articles")
    with pytest.raises(VocabularyError, match=r"no word list 'grammar/artcles'; did you mean 'grammar/articles'\?"):
        words("grammar/artcles")
    with pytest.raises(VocabularyError, match="no word list 'grammar'"):
        words("grammar")


@pytest.mark.parametrize("name", NAMES)
def test_a_file_says_where_its_words_come_from(name: str) -> None:
    first = text_of(name).splitlines()[0]
    assert first.startswith("# ")
    assert len(first.split()) > 5


@pytest.mark.parametrize("name", NAMES)
def test_no_word_stands_twice_in_a_list(name: str) -> None:
    for section, entries in read_lists(text_of(name)).items():
        twice = sorted({entry for entry in entries if entries.count(entry) > 1})
        assert not twice, f"{name}/{section}"
