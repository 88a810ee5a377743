"""Word lists: each says where it comes from, is asked for by somebody, and holds no word twice."""

from importlib.resources import files
from pathlib import Path

import pytest

from auditor.vocabulary import VocabularyError, file_names, load_lists, read_lists, words

ROOT = Path(__file__).parents[1]
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


@pytest.fixture(scope="module")
def asked_for() -> str:
    """All that may ask for a list."""
    paths = [*ROOT.glob("auditor/**/*.py"), *ROOT.glob("rules/**/*.yaml")]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


@pytest.mark.parametrize("name", NAMES)
def test_every_list_is_asked_for(name: str, asked_for: str) -> None:
    if f'load_lists("{name}")' not in asked_for and f'f"{name}/' not in asked_for:
        assert [section for section in load_lists(name) if f"{name}/{section}" not in asked_for] == []
