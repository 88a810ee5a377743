"""The table of defences that `make defences` breaks does not rot: each stands where it says, and so do its tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.security.test_threats import names_in
from tools.mutants.defences import Defence, is_noticed, load_defences

ROOT = Path(__file__).parents[2]
DEFENCES = load_defences(ROOT)


def test_there_are_as_many_as_were_promised() -> None:
    assert len(DEFENCES) >= 60
    assert len({defence.broken for defence in DEFENCES}) == len(DEFENCES)


@pytest.mark.parametrize("defence", DEFENCES, ids=lambda defence: defence.broken)
def test_a_defence_stands_once_and_its_tests_are_there(defence: Defence) -> None:
    assert (ROOT / defence.file).read_text(encoding="utf-8").count(defence.old) == 1
    assert defence.new != defence.old
    assert defence.tests
    for test in defence.tests:
        file, _, name = test.partition("::")
        assert not name or name in names_in(ROOT / file)
        assert names_in(ROOT / file)


TESTS = {
    "test_door.py": "import door\n\ndef test_it() -> None:\n    assert not door.opens(None)\n",
    "test_other.py": "def test_it() -> None:\n    pass\n",
    "test_broken.py": "import no_such_module\n",
}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A program with one defence, and tests of it."""
    (tmp_path / "door.py").write_text("def opens(key):\n    return key is not None\n", encoding="utf-8")
    for name, text in TESTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_a_loss_is_noticed_by_the_test_that_fails(tree: Path) -> None:
    lost = Defence("opens to all", "door.py", "key is not None", "True", ["test_door.py"])
    before = (tree / "door.py").read_text(encoding="utf-8")
    assert is_noticed(tree, lost)
    assert not is_noticed(tree, lost._replace(tests=["test_other.py"]))
    assert (tree / "door.py").read_text(encoding="utf-8") == before


def test_a_test_that_cannot_begin_proves_nothing(tree: Path) -> None:
    lost = Defence("opens to all", "door.py", "key is not None", "True", ["test_broken.py"])
    with pytest.raises(SystemExit, match="no test began"):
        is_noticed(tree, lost)
