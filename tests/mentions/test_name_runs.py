"""Words with capitals side by side, and what may stand between them."""

import pytest

from auditor.article import Article
from auditor.document import Document
from auditor.mentions.name_runs import find_name_runs


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("They met Marta Keelan there.", ["Marta Keelan"]),
        ("They met Marta van Zoutpan there.", ["Marta van Zoutpan"]),
        ("They met Marta van der Zoutpan there.", ["Marta van der Zoutpan"]),
        ("They met Marta van den der Zoutpan there.", ["Marta", "Zoutpan"]),
        ("They met Marta old Zoutpan there.", ["Marta", "Zoutpan"]),
        ("They met Marta's Zoutpan there.", ["Marta", "Zoutpan"]),
        ("They met Marta. Zoutpan came.", ["Marta", "Zoutpan"]),
        ("They met Ed Q there.", ["Ed"]),
        ("The lamp of Zoutpan fell.", ["Zoutpan"]),
    ],
)
def test_runs_of_a_text(text: str, runs: list[str]) -> None:
    document = Document(Article(text=text))
    assert [" ".join(run.words(document.tokens)) for run in find_name_runs(document)] == runs
