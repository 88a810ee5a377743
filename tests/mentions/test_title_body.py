"""Whether names of a title stand in the body in another form."""

import pytest

from auditor.article import Article
from auditor.document import Document
from auditor.mentions.title_body import has_name


@pytest.mark.parametrize(
    ("written", "text", "has"),
    [
        ("Xi", "They met Wood there.", True),
        ("Xiu", "They met Wood there.", False),
        ("Barford", "They met Barf there.", True),
        ("Xiuberg", "They met Xiu there.", False),
        ("Dutch", "They sailed to the Netherlands.", True),
        ("Dutch", "They sailed to Denmark.", False),
    ],
)
def test_a_name_may_be_short_or_cut_short_or_that_of_a_people(written: str, text: str, has: bool) -> None:
    assert has_name(Document(Article(title="Any", text=text)), written) is has
