"""What publishers tell their readers is told by the notions of a sentence; articles that speak of such things pass."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor import Article
from auditor.boilerplate.categories import CATEGORIES
from auditor.boilerplate.notions import load_notions
from auditor.boilerplate.runs import find_boilerplate
from auditor.boilerplate.told import find_captioned, find_told
from auditor.document import Document
from tests.boilerplate.test_runs import PROSE


def kinds_told(text: str) -> list[str]:
    return [sentence.kind for sentence in find_told(Document(Article(text=text)))]


def lines() -> Iterator[tuple[str, str]]:
    """Kind and text of each line of told.txt."""
    kind = ""
    for line in Path(__file__).with_name("told.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            kind = line[1:-1]
        elif line and not line.startswith("# "):
            yield kind, line


LINES = list(lines())


@pytest.mark.parametrize(("kind", "line"), LINES)
def test_a_line_is_told_as_its_kind(kind: str, line: str) -> None:
    assert kind in CATEGORIES
    assert set(kinds_told(line)) == {kind}


def test_every_row_tells_a_line_that_no_row_above_it_does() -> None:
    decided = {sentence.row for _, line in LINES for sentence in find_told(Document(Article(text=line)))}
    assert [row for row in load_notions().rows if row not in decided] == []


def test_rows_name_notions_that_there_are() -> None:
    table = load_notions()
    known = {*table.anywhere.notions, *table.beside.notions, "order", "question", "open", "short"}
    named = {name.removeprefix("^") for row in table.rows for name in row.needed | row.barred}
    assert named <= known
    assert known - named == {"picture", "reported"}


@pytest.mark.parametrize(
    "line",
    [
        'The site now tells visitors: "Subscribe today to keep reading," and blocks the rest of the page.',
        "Research by two experts of the harbour showed that the first boat to sink had no part in it, nor had the others.",
        "An attorney for the trust did not immediately respond to a request for comment on this story.",
        "Readers of the weekly were asked to sign up for its newsletter, and 3,100 did so in the first month.",
        "The podcast, which is released on Tuesdays, has been downloaded 2 million times on Apple and Spotify.",
        "The publisher will put its sport pages behind a paywall from September, charging £6 a month.",
        "She shared the article on Facebook and Twitter, and within an hour it had 4,000 comments.",
        '"Sign up for the newsletter, and bring a friend," she told pupils.',
        "Sign up for the newsletter, the head teacher said to pupils.",
        "Anyone with information is asked to call police on 101, quoting incident 44 of 9 May.",
        "Donations can be made to the lifeboat station in memory of Mr Gale.",
        "To register for the scheme, parents should email admissions@school.example before 1 March.",
        "The report was first published by the ministry in 2016 and withdrawn a year later.",
        "An earlier version of this story gave the wrong date for the closure of the mill.",
        "Contact tracing is the way to find those who may pass it on to more people.",
        "The users of the app can share files and open a dark view of it.",
        "More on that in a moment.",
        "The studio has become a friend of the festival.",
        "Every case presented by this article is told twice.",
        "Originally posted to the wall in May, the note was seen by all.",
    ],
)
def test_an_article_may_speak_of_such_things(line: str) -> None:
    assert kinds_told(line) == []


def test_a_sentence_is_told_up_to_forty_words_and_four_hundred_characters() -> None:
    line = "Sign up for the newsletter"
    assert kinds_told(f"{line} {' '.join(['quay'] * 35)}") == ["sign-up"]
    assert kinds_told(f"{line} {' '.join(['quay'] * 36)}") == []
    assert kinds_told(f"{line} {'q' * (400 - len(line) - 1)}") == ["sign-up"]
    assert kinds_told(f"{line} {'q' * (400 - len(line))}") == []


def test_short_sentences_have_fifteen_words() -> None:
    assert kinds_told("© 2020 The Harbour Courier " + " ".join(["quay"] * 10)) == ["copyright-line"]
    assert kinds_told("© 2020 The Harbour Courier " + " ".join(["quay"] * 11)) == []


def test_a_bracket_that_a_pointer_opens_ends_where_it_closes() -> None:
    text = "The ferry was late. (Related: Who pays? A guide) The board met."
    (sentence,) = find_told(Document(Article(text=text)))
    assert text[slice(*sentence.span)] == "(Related: Who pays? A guide)"
    open_ended = f"(Related: Who pays? Q{'q' * 197})"
    assert open_ended[slice(*find_told(Document(Article(text=open_ended)))[0].span)] == open_ended
    too_far = f"(Related: Who pays? Q{'q' * 198})"
    assert too_far[slice(*find_told(Document(Article(text=too_far)))[0].span)] == "(Related: Who pays?"


def test_a_sentence_inside_a_paragraph_of_news_is_cut_alone() -> None:
    appeal = "Sign up for our newsletter to follow the vote."
    boilerplate = find_boilerplate(
        Document(Article(title="The late ferry", text="\n".join([*PROSE, PROSE[0] + " " + appeal])))
    )
    (run,) = boilerplate.inside
    text = "\n".join([*PROSE, PROSE[0] + " " + appeal])
    assert (run.category, text[slice(*run.span)]) == ("sign-up", appeal)
    assert not boilerplate.runs


@pytest.mark.parametrize(
    "caption",
    [
        "Fishermen mend their nets on the quay. Photo by Jo Sund",
        "Councillor Ines Malt listens to residents. (Milo Brandt/Tarn Gazette)",
        "The bridge was closed on Monday. Photograph: Lena Ord/Northpix",
        "Solar panels cover the roof of the depot. (Supplied)",
        "The damaged roof of the hall. EPA-EFE/Jon Pell",
        "A heron stands in the shallows of the lake. Rosa Wynn / Valley Post",
        "The lifeboat returns to harbour. Contributed photo",
        "An aerial view of the quarry. Courtesy of Hollin Parish Council",
        "Firefighters at the scene of the fire | Lena Ord/Lakeside Examiner",
        "Volunteers plant trees above the town. Photo courtesy Green Tarn Trust.",
    ],
)
def test_a_caption_ends_in_its_credit(caption: str) -> None:
    assert find_captioned(Document(Article(text=caption))) == [0]


def test_a_caption_has_eighty_words_and_eight_hundred_characters() -> None:
    def caption(size: int, word: str) -> str:
        return f"The {' '.join([word] * size)}. Photo by Jo Sund"

    assert find_captioned(Document(Article(text=caption(75, "quay")))) == [0]
    assert find_captioned(Document(Article(text=caption(76, "quay")))) == []
    assert find_captioned(Document(Article(text=caption(40, "harbour-fronts-xxx")))) == [0]
    assert find_captioned(Document(Article(text=caption(42, "harbour-fronts-xxx")))) == []


def inside(*sentences: str) -> list[tuple[str, str, bool]]:
    """Kind, text and whether it may be deleted of what is left over in a paragraph of news with some sentences more."""
    text = "\n".join([*PROSE, " ".join([PROSE[0], *sentences])])
    boilerplate = find_boilerplate(Document(Article(title="The late ferry", text=text)))
    assert not boilerplate.runs
    return [(run.category, text[slice(*run.span)], run.deletable) for run in boilerplate.inside]


def test_neighbours_of_one_kind_are_one_passage() -> None:
    sentences = "Share this story on Facebook and Twitter.", "Share this article on Twitter."
    assert inside(*sentences) == [("share-bar", " ".join(sentences), True)]
    assert [text for _, text, _ in inside(sentences[0], "The board met.", sentences[1])] == list(sentences)


def test_words_of_somebody_are_not_left_over() -> None:
    assert inside("Follow us on Facebook.") == [("share-bar", "Follow us on Facebook.", True)]
    assert inside("Follow us on Facebook, he said.") == []
    assert inside("Follow us on Facebook, according to the board.") == []
    assert inside("The poster read: “Dear islanders. Follow us on Facebook. Thank you.”") == []
    assert kinds_told("It read: “Dear islanders. Sign up for our newsletter today. Thank you.”") == []


def test_a_sentence_that_asks_in_two_ways_has_forty_words() -> None:
    asking = "Support our journalism today and {}subscribe now."
    assert inside(asking.format("never miss the late ferry, " * 2)) != []
    assert inside(asking.format("never miss the late ferry, " * 7)) == []


def test_an_item_of_a_list_is_no_caption() -> None:
    line = "The late ferry lies at the quay on Monday (Bo Sample / Quay Press)"
    assert find_captioned(Document(Article(text=line))) == [0]
    assert find_captioned(Document(Article(text=f"* {line}"))) == []


@pytest.mark.parametrize(
    "line",
    [
        "By INA C. MOE / QUAY PRESS", "Photo by Jo Sund", "The quay. Photo by Jo Sund", "Oil rose by 2 percent. [O/R]", "Kingrinder K4/K6",
        "He showed the court a photo by his uncle.", "Fishermen mend nets, and he has a photo of them.",
    ],
)  # fmt: skip
def test_what_is_no_caption_or_no_credit_is_none(line: str) -> None:
    assert find_captioned(Document(Article(text=line))) == []


def test_an_opening_stands_behind_twenty_marks_at_most() -> None:
    assert kinds_told("*" * 20 + "Related: Who pays?") == ["related-links"]
    assert kinds_told("*" * 21 + "Related: Who pays?") == []


def test_a_caption_tells_in_three_words_what_it_shows() -> None:
    assert find_captioned(Document(Article(text="Fishermen mending nets. Photo by Jo Sund"))) == [0]
    assert find_captioned(Document(Article(text="Fishermen, nets. Photo by Jo Sund"))) == []


def test_a_caption_of_eight_hundred_characters_is_one_and_no_longer_one() -> None:
    for letters, size, captions in ((756, 800, [0]), (757, 801, [])):
        caption = f"The n{'e' * letters}t of the quay at noon. Photo by Jo Sund"
        assert len(caption) == size
        assert find_captioned(Document(Article(text=caption))) == captions


def test_one_notion_is_enough_for_a_long_sentence_that_orders_nothing() -> None:
    line = "Whatever stands on these pages of the old harbour and of its many boats and mills is copyrighted."
    assert kinds_told(line) == ["copyright-line"]
