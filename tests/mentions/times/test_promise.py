"""What puts a time ahead, and how far from it that may stand."""

import pytest

from auditor import Article
from auditor.document import Document
from auditor.mentions.times import find_dated
from auditor.mentions.times.promise import promise_of


@pytest.mark.parametrize(
    ("text", "promise"),
    [
        ("The fair will open on May 4, 2021.", "will open on"),
        ("The fair is to open on May 4, 2021.", "to open on"),
        ("The fair is set to open on May 4, 2021.", "to open on"),
        ("The fair is now set to open on May 4, 2021.", ""),
        ("The board plans to sail on May 4, 2021.", "to sail on"),
        ("The fair is due on May 4, 2021.", "due on"),
        ("It will be quietly launched on May 4, 2021.", "will be quietly launched on"),
        ("It will be very quietly launched on May 4, 2021.", ""),
        ("On May 4, 2021, the fair will open.", "will on"),
        ("Only on May 4, 2021, the fair will open.", ""),
        ("On May 4, 2021 the fair will open.", ""),
        # as far as it looks, and a word more
        (
            "She will open the long new bridge over the wide old lock on May 4, 2021.",
            "will open the long new bridge over the wide old lock on",
        ),
        ("She will open the very long new bridge over the wide old lock on May 4, 2021.", ""),
        ("On May 4, 2021, the mayor of the small old port on the lake will open it.", "will on"),
        ("On May 4, 2021, the mayor of the very small old port on the lake will open it.", ""),
    ],
)
def test_what_puts_a_time_ahead(text: str, promise: str) -> None:
    (dated,) = find_dated(Document(Article(text=text)))
    assert " ".join(promise_of(dated)) == promise
