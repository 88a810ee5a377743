"""A source's blocks are remembered, in bounds, and stand out when they come again."""

from auditor import Article
from auditor.audit import Auditor
from auditor.boilerplate.memory import (
    MIN_OTHER_ARTICLES,
    Recollection,
    find_passages,
    passage_key,
    recall_passages,
    without_versions,
)
from auditor.document import Document, Seen

LINE = "Enjoy the quiet waters of the bay today"
OPENINGS = [
    "The board met in the town hall on Monday, the chairman said, and agreed to build a new pier for the ferry.",
    "Frost in late April killed most of the blossom of the valley, and growers expect a poor harvest in the autumn.",
    "The mill was sold on Friday to a baker from the capital, who wants to grind rye there again, he told the council.",
    "Two boats collided off the lighthouse in thick fog; nobody was hurt, the coastguard said, and both came home.",
]


def articles() -> list[Article]:
    return [
        Article(source="example.org", title=f"Article number {number}", text=f"{opening}\n{LINE}\n{opening[::-1]}")
        for number, opening in enumerate(OPENINGS)
    ]


def test_a_block_of_many_articles_is_flagged_with_its_count() -> None:
    auditor = Auditor(memory=Recollection())
    reports = [auditor.audit(article) for article in articles()]
    first, last = ([f for f in report.findings if f.quote == LINE] for report in (reports[0], reports[-1]))
    assert (len(first), len(last)) == (0, 1)
    assert "stands in 3 other articles of this source" in {evidence.note for evidence in last[0].evidence}


def test_digits_case_and_spaces_do_not_change_a_block() -> None:
    assert passage_key("page 3 of 12") == passage_key("page  4 of 99")


def test_blocks_and_of_longer_ones_the_sentences_of_five_words_are_remembered() -> None:
    text = "Rain fell.\nThe boats lay still. The boats lay quite still. Nobody came to see it."
    document = Document(Article(text=text))
    assert [text[slice(*span)] for span in find_passages(document)] == [
        "Rain fell.",
        "The boats lay still. The boats lay quite still. Nobody came to see it.",
        "The boats lay quite still.",
        "Nobody came to see it.",
    ]


def test_nothing_is_remembered_of_an_empty_text() -> None:
    assert recall_passages(Document(Article(text=" ", source="example.org")), Recollection()) == Seen()


def test_the_same_article_again_is_not_counted() -> None:
    memory = Recollection()
    document = Document(articles()[0])
    for _ in range(MIN_OTHER_ARTICLES + 2):
        counts = recall_passages(document, memory)
    assert counts.blocks == [0, 0, 0]
    assert recall_passages(Document(articles()[1]), memory).blocks == [0, 1, 0]


def test_what_versions_of_an_article_share_is_their_own_text() -> None:
    memory = Recollection()
    body = "\n".join(OPENINGS)
    counts = [
        recall_passages(Document(Article(source="example.org", text=f"{body}\n{new}")), memory).blocks
        for new in ("The vote is on Monday.", "The vote was put off to Tuesday.", "The vote was put off for good.")
    ]
    assert counts == [[0] * 5] * 3


def test_a_text_of_which_half_was_seen_is_no_version_yet() -> None:
    document = Document(Article(text="\n".join(("one two three", "four five six"))))
    assert without_versions(document, [3, 0]).blocks == [3, 0]
    document = Document(Article(text="\n".join(("one two three four " * 13, "five six seven eight " * 12))))
    assert without_versions(document, [3, 0]).blocks == [0, 0]


def test_sources_are_kept_apart_and_articles_of_none_are_left_out() -> None:
    memory = Recollection()
    recall_passages(Document(articles()[0]), memory)
    assert recall_passages(Document(Article(text=LINE, source="other.example")), memory).blocks == [0]
    assert recall_passages(Document(Article(text=LINE)), memory) == Seen()


def test_sentences_inside_a_block_are_remembered_too() -> None:
    memory = Recollection()
    line = "Good night from all of us here."
    first = Document(Article(source="example.org", text=f"{OPENINGS[0]} {line} Well.\n{OPENINGS[1]}"))
    other = Document(Article(source="example.org", text=f"{OPENINGS[2]} {line}\n{OPENINGS[3]}\n{line}"))
    assert [first.text[slice(*span)] for span in find_passages(first)[2:]] == [OPENINGS[0], line]
    assert recall_passages(first, memory).sentences == {}
    seen = recall_passages(other, memory)
    assert (seen.blocks, {other.text[slice(*span)]: count for span, count in seen.sentences.items()}) == (
        [0, 0, 1],
        {line: 1},
    )
