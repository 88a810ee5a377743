"""The layers of a document: title, dateline, look-ups."""

from auditor.article import Article, LayoutBlock, Span
from auditor.document import Document

PROSE = "The harbour board met on Tuesday to talk about the new ferry, which has been late on nine days out of ten since the spring."


def test_title_of_its_own_wins() -> None:
    title = Document(Article(title=" Ferry late ", text=f"Another line of words\n{PROSE}")).title
    assert title is not None
    assert (title.field, title.text, title.span) == ("title", "Ferry late", (1, 11))


def test_title_line_is_found_below_a_menu() -> None:
    title = Document(Article(text=f"Menu\nSearch\n\nFerry late on nine days\n\n{PROSE}")).title
    assert title is not None
    assert (title.field, title.text) == ("text", "Ferry late on nine days")


def test_prose_is_no_title() -> None:
    assert Document(Article(text=f"{PROSE}\nFerry late on nine days\n{PROSE}")).title is None
    assert Document(Article(text="Ferry late on nine days")).title is None


def test_dateline() -> None:
    for line, place in [
        (f"PORT LEMMER, March 4 (Coast Wire) - {PROSE}", "PORT LEMMER"),
        (f"ISLAMABAD: {PROSE}", "ISLAMABAD"),
        (f"NEW YORK — {PROSE}", "NEW YORK"),
        (f"LEMMER, Ark. – (RELEASE) – {PROSE}", "LEMMER, Ark."),
    ]:
        dateline = Document(Article(text=line)).dateline
        assert dateline is not None
        assert line[dateline.place.start : dateline.place.end] == place
    assert Document(Article(text=f"NATO said: {PROSE}")).dateline is None


def test_layer_is_made_once() -> None:
    calls = []

    def find(document: Document) -> int:
        calls.append(document)
        return len(document.text)

    document = Document(Article(text="abc"))
    assert document.layer(find) == document.layer(find) == 3
    assert len(calls) == 1


def test_look_ups() -> None:
    text = "One came. Two left.\n“Three,” he said."
    document = Document(Article(text=text))
    assert document.sentence_at(12) == (10, 19)
    assert document.block_index_at(25) == 1
    assert document.quotation_at(22) is not None
    assert document.quotation_at(30) is None


def test_a_caption_is_no_title() -> None:
    caption = "The grain depot in March. It has stood empty. Photograph: Rosa Lund/Valley News"
    assert Document(Article(text=f"{caption}\n\n{PROSE}")).title is None
    below = Document(Article(text=f"{caption}\n\nFerry late on nine days\n\n{PROSE}")).title
    assert below is not None
    assert below.text == "Ferry late on nine days"


def test_what_the_page_has_in_a_figure_is_no_title() -> None:
    line = "The grain depot in March"
    figure = LayoutBlock(0, len(line), "figure > figcaption", main=False)
    assert Document(Article(text=f"{line}\n\n{PROSE}", layout=(figure,))).title is None
    assert Document(Article(text=f"{line}\n\n{PROSE}", layout=(figure._replace(main=True),))).title is not None


def test_somebodys_words_are_those_in_marks_and_those_that_the_layout_sets_so() -> None:
    text = "The board met.\n\nWe wait, it said.\n\n“No more,” she said."
    document = Document(Article(text=text, quoted=(Span(16, 33),)))
    found = [document.quoted_at(text.index(word)) for word in ("board", "We", "said", "No", "she")]
    assert found == [None, Span(16, 33), Span(16, 33), Span(35, 45), None]
    assert document.quoted_at(33) is None


def test_a_text_that_is_set_as_a_quotation_as_a_whole_quotes_nobody() -> None:
    text = "Ferry late\n\nThe board met.\n\nIt waits."
    for first, quotes in ((12, False), (28, True)):
        document = Document(Article(text=text, quoted=(Span(first, len(text)),)))
        assert (document.quoted_at(text.index("waits")) is not None) == quotes
