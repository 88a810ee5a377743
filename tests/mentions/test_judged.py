"""Facts are judged in the article's own prose and in its title, wherever that stands, and nowhere else."""

from auditor import Article, Span
from auditor.document import Document
from auditor.mentions.judged import in_own_prose
from auditor.mentions.prose import find_prose
from auditor.window import Window
from tests.boilerplate.test_runs import PROSE

ASKING = "Why did the harbour board vote for a new ferry?"


def of_text(*lines: str) -> Document:
    return Document(Article(text="\n".join(lines)))


def is_judged(document: Document, passage: str) -> bool:
    start = document.text.index(passage)
    return in_own_prose(Window.over(document, Span(start, start + len(passage))))


def test_a_title_in_the_text_is_judged_and_is_no_prose() -> None:
    document = of_text(ASKING, *PROSE)
    assert document.title is not None and document.title.text == ASKING
    assert is_judged(document, "harbour board vote")
    assert [block.start for block in find_prose(document)] == [block.start for block in document.blocks[1:]]


def test_what_is_left_over_of_a_page_is_not_judged() -> None:
    document = of_text(ASKING, *PROSE, "Sign up for our free weekly newsletter from the harbour board.")
    assert is_judged(document, "harbour board voted")
    assert not is_judged(document, "newsletter")
    assert not is_judged(of_text("Home", "News", "Sport", "Business", *PROSE), "Sport")
