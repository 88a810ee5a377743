"""The window: what stands around a passage in its sentence, and nothing farther."""

from hypothesis import given
from hypothesis import strategies as st

from auditor.article import Article, Span
from auditor.document import Document
from auditor.window import MAX_REACH, Window

TEXT = (
    "Rain fell all night. The mayor, who had been away, said on Monday (by letter): the old bridge will stay shut. "
    "“We shall wait,” she added."
)


def window(word: str, text: str = TEXT, end: str = "") -> Window:
    """The window over `word`, or from it to `end`."""
    start = text.index(word)
    stop = text.index(end, start) + len(end) if end else start + len(word)
    return Window.over(Document(Article(text=text)), Span(start, stop))


def test_words_before_and_behind_end_with_the_sentence() -> None:
    mayor = window("mayor")
    assert (mayor.before(), mayor.before(written=True), mayor.word_before) == (["the"], ["The"], "the")
    assert mayor.after(3) == [",", "who", "had"]
    assert mayor.after()[-2:] == ["shut", "."]
    assert (window("Rain").word_before, window("night").after(5)) == ("", ["."])
    assert mayor.around(1) == ["the", ","]
    assert (window("The").opens, mayor.opens) == (True, False)


def test_white_space_is_a_passage_without_tokens() -> None:
    document = Document(Article(text="The mill  stands."))
    gap = Window.over(document, Span(8, 10))
    assert (gap.words, gap.word_before, gap.word_after, gap.span) == ([], "mill", "stands", Span(8, 8))
    assert Window.over(Document(Article(text=" ")), Span(0, 1)).span == Span(0, 0)


def test_phrases_beside_it() -> None:
    monday = window("Monday")
    assert monday.follows("said", "on")
    assert not monday.follows("on", "said")
    assert monday.leads("(", "by")
    assert monday.has(frozenset({"mayor"}))
    assert not monday.has(frozenset({"mayor"}), 5)
    assert not monday.has(frozenset({"rain"}))


def test_it_takes_in_the_words_beside_it_as_long_as_they_are_wanted() -> None:
    bridge, wanted = window("bridge"), frozenset({"the", "old", "will", "rain", "night", "."})
    assert [each.words for each in (bridge.with_before(wanted), bridge.with_before(wanted, 1), bridge.with_behind(wanted))] == [
        ["the", "old", "bridge"], ["old", "bridge"], ["bridge", "will"],
    ]  # fmt: skip
    assert (window("The").with_before(wanted).words, window("shut").with_behind(wanted).words) == (
        ["the"],
        ["shut", "."],
    )
    assert bridge.with_before(frozenset()) == bridge


def test_capitals_beside_it_and_the_headline() -> None:
    assert [(each.capital_before, each.capital_behind) for each in map(window, ("on", "Monday", "mayor"))] == [
        (False, True), (False, False), (True, False),
    ]  # fmt: skip
    text = (
        "Mayor waits for the bridge to open\n\n"
        + "The mayor, who had been away, said so on Monday to whoever asked. " * 3
    )
    assert (window("waits", text).in_headline, window("away", text).in_headline) == (True, False)
    assert Window(Document(Article(title="Mayor waits", text=TEXT)), 0, 1, "title").in_headline


def test_a_clause_ends_at_dashes_brackets_and_colons() -> None:
    first, end = window("letter").clause
    assert window("letter").tokens.words[first:end] == ["by", "letter"]
    first, end = window("bridge").clause
    assert window("bridge").tokens.words[first:end] == ["the", "old", "bridge", "will", "stay", "shut", "."]


def test_between_is_of_one_sentence() -> None:
    document = Document(Article(text=TEXT))
    mayor, said, rain, bridge = (
        Window.over(document, Span(TEXT.index(w), TEXT.index(w) + len(w))) for w in ("mayor", "said", "Rain", "bridge")
    )
    assert mayor.between(said) == said.between(mayor) == [",", "who", "had", "been", "away", ","]
    assert rain.between(mayor) == []
    assert not rain.shares_sentence(bridge)
    assert mayor.shares_sentence(bridge)


def test_quoted() -> None:
    assert window("wait").quoted
    assert not window("added").quoted


def test_a_title_is_one_sentence_and_counts_in_its_field() -> None:
    document = Document(Article(title="  Bridge shut. Mayor away", text=TEXT))
    mayor = Window.over(document, Span(15, 20), "title")
    assert (mayor.words, mayor.before(2), mayor.span, mayor.quoted) == (["mayor"], ["shut", "."], (15, 20), False)
    assert not mayor.shares_sentence(Window(document, 0, 1))


def test_a_title_that_stands_in_the_text_has_its_place_there() -> None:
    document = Document(Article(text="Mayor says bridge will stay shut\n\n" + TEXT))
    bridge = Window.over(document, Span(document.title_offset + 11, document.title_offset + 17), "title")
    assert (bridge.span_field, bridge.quote, bridge.touching) == ("text", "bridge", (" ", " w"))
    assert Window(Document(Article(title="Bridge shut", text=TEXT)), 0, 1, "title").span_field == "title"


def test_a_table_is_read_no_farther_than_news_reaches() -> None:
    text = " ".join(["12"] * 1000)
    middle = Window(Document(Article(text=text)), 500, 501)
    assert (len(middle.before()), len(middle.after())) == (MAX_REACH, MAX_REACH)


@given(st.text(alphabet="aB .,:—“”\n-", max_size=60), st.data())
def test_what_is_around_is_the_sentence_without_the_passage(text: str, data: st.DataObject) -> None:
    document = Document(Article(text=text))
    count = len(document.tokens)
    if not count:
        return
    first = data.draw(st.integers(0, count - 1))
    end = data.draw(st.integers(first + 1, count))
    passage = Window(document, first, end)
    start, stop = passage.sentence
    assert start <= first < end <= stop
    assert passage.before() + passage.words + passage.after() == document.tokens.folded[start:stop]
    assert start <= passage.clause.first <= first
    assert end <= passage.clause.end <= stop
    assert Window.over(document, passage.span) == passage
