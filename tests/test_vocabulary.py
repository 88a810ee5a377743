"""Word lists: each says where it comes from, is asked for by somebody, and holds no word twice."""

import ast
import re
from collections.abc import Iterable
from importlib.resources import files
from itertools import product
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


def strings_of(path: Path) -> tuple[set[str], set[str]]:
    """What stands in quotes in a module, and as patterns what does with names to be filled in."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    parts = [[_part(value) for value in node.values] for node in nodes if isinstance(node, ast.JoinedStr)]
    plain = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return plain, {"".join(each) for each in parts}


def _part(value: ast.expr) -> str:
    return re.escape(value.value) if isinstance(value, ast.Constant) and isinstance(value.value, str) else "(.+)"


def find_asked(modules: Iterable[Path], data: Iterable[Path]) -> set[str]:
    """The lists that modules and data files name in full, or whose names a module fills in from what it names."""
    asked: set[str] = set()
    known = [f"{name}/{section}" for name in NAMES for section in load_lists(name)]
    for path in modules:
        plain, filled = strings_of(path)
        asked |= plain | {name for each in plain for name in re.findall(r"\{([a-z-]+/[^{}]+)\}", each)}
        for name, pattern in product(known, (each for each in filled if "/" in each)):
            match = re.fullmatch(pattern, name)
            if match and (match[1] in plain or not pattern.endswith("/(.+)")):
                asked.add(name)
        whole = re.findall(r'load_lists\("([a-z-]+)"\)', path.read_text(encoding="utf-8"))
        asked |= {name for name in known if name.partition("/")[0] in whole}
    for path in data:
        asked |= set(re.findall(r"[a-z-]+/[a-z +'-]*[a-z+-]", path.read_text(encoding="utf-8")))
    return asked


def test_a_list_is_asked_for_by_its_name_or_by_one_that_is_filled_in(tmp_path: Path) -> None:
    module, data = tmp_path / "module.py", tmp_path / "rule.yaml"
    module.write_text('A = words("grammar/be")\nB = [words(f"numbers/{each}") for each in ("people",)]\n')
    data.write_text("when: {before: {lists: [grammar/have, places/kinds of area]}}\n")
    asked = find_asked([module], [data])
    assert {"grammar/be", "grammar/have", "numbers/people", "places/kinds of area"} <= asked
    assert asked.isdisjoint({"grammar/articles", "numbers/states", "places/kinds"})


def test_every_list_is_asked_for() -> None:
    asked = find_asked(ROOT.glob("auditor/**/*.py"), [*ROOT.glob("auditor/**/*.yaml"), *ROOT.glob("rules/**/*.yaml")])
    assert [f"{name}/{each}" for name in NAMES for each in load_lists(name) if f"{name}/{each}" not in asked] == []
