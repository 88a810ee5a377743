"""Forms of one given name, and names written over from other scripts."""

import pytest

from auditor.knowledge.name_forms import is_form_of, letters_of, load_transliterations, read_alike
from auditor.vocabulary import words


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("steve", "steven", True),
        ("steve", "stephen", True),
        ("steven", "stephen", False),
        ("bill", "william", True),
        ("bob", "rob", True),
        ("volodymyr", "vladimir", True),
        ("w", "william", True),
        ("vas", "vasant", True),
        ("marcel", "marcelo", False),
        ("diane", "dianne", False),
        ("thorbrand", "thorbrand", True),
    ],
)
def test_forms_of_a_given_name(one: str, other: str, same: bool) -> None:
    assert is_form_of(one, other) is is_form_of(other, one) is same


@pytest.mark.parametrize(
    ("one", "other", "script", "same"),
    [
        ("morsi", "mursy", "arabic", True),
        ("khaled", "khalid", "arabic", True),
        ("hashedi", "hashadi", "arabic", True),
        ("bashir", "bashar", "arabic", False),
        ("mubark", "mubarak", "arabic", False),
        ("zelensky", "zelenskiy", "cyrillic", True),
        ("sergei", "sergey", "cyrillic", True),
        ("vladamir", "vladimir", "cyrillic", False),
        ("woerner", "worner", "german", True),
        ("warner", "worner", "german", False),
        ("merkell", "merkel", "german", False),
        ("mohammed", "mohamed", "arabic", True),
        ("hrynko", "grynko", "cyrillic", True),
        ("chaudhary", "choudhary", "indic", True),
        ("sitharaman", "sitharman", "indic", False),
        ("djoko", "joko", "dutch", True),
        ("widido", "widodo", "dutch", False),
    ],
)
def test_names_written_over(one: str, other: str, script: str, same: bool) -> None:
    assert read_alike(one, other, script) is read_alike(other, one, script) is same


def test_letters_alone_count() -> None:
    assert letters_of("o'rourke") == "orourke"
    assert letters_of("al-assad") == "alassad"


def test_each_script_has_its_countries() -> None:
    assert set(load_transliterations()) == {"arabic", "cyrillic", "dutch", "german", "indic"}
    assert all(words(f"persons/{script} script") for script in load_transliterations())
