"""Slips that the writer has marked as those of the source."""

import pytest

from auditor import Article, Auditor
from auditor.mentions.marked import is_marked


@pytest.mark.parametrize(
    ("behind", "marked"),
    [
        (" [sic] of lamps", True),
        (" (Sic) of lamps", True),
        (",” (sic)", True),
        (" lamps [sic]", True),
        (" of lamps [sic]", False),
        (" sic", False),
        (" [sick]", False),
        ("", False),
    ],
)
def test_what_stands_behind_a_slip(behind: str, marked: bool) -> None:
    assert is_marked(f"alot{behind}", 4) == marked


@pytest.mark.parametrize("mark", ["", " [sic]"])
def test_no_rule_tells_what_the_writer_has_marked(mark: str) -> None:
    text = f"The keeper of the lamp says that the boats have went{mark} home."
    found = Auditor().audit(Article(title=f"Lamp is unchartered territory{mark}", text=text)).findings
    told = [each.quote for each in found if each.rule.startswith("language/")]
    assert told == ([] if mark else ["unchartered territory", "have went"])
