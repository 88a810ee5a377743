"""Notes on writers are told by their form, up to a length."""

import pytest

from auditor import Article
from auditor.boilerplate.bios import is_bio
from auditor.document import Document

NOTE = "Ina Moe is a reporter on the islands, "


@pytest.mark.parametrize(("size", "bio"), [(500, True), (501, False)])
def test_a_note_on_a_writer_has_500_characters_at_most(size: int, bio: bool) -> None:
    text = f"The ferry is late again.\n{NOTE.ljust(size - 1, 'y')}."
    assert is_bio(Document(Article(text=text)), 1) == bio


def test_who_is_named_elsewhere_needs_no_introduction() -> None:
    assert not is_bio(Document(Article(text=f"The ferry is late again, wrote Moe.\n{NOTE}and likes them.")), 1)
