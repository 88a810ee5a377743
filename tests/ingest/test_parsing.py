"""Pages are read however badly they are written, and in time that grows with their length."""

from collections.abc import Mapping

import pytest

from auditor.ingest.parsing import MAX_ATTRIBUTES, parse_page
from tests.growth import clocked, too_steep

BOATS = "<p>One boat left.</p><p>It came back.</p>"


def text_of(html: str) -> str:
    return " ".join(parse_page(html).text_content().split())


@pytest.mark.parametrize("depth", [10, 300, 2_500, 40_000])
@pytest.mark.parametrize("box", ["div", "span", "b", "li", "table><tr><td"])
def test_what_nests_too_deep_is_read_without_its_boxes(box: str, depth: int) -> None:
    assert "One boat left." in text_of(f"<body>{f'<{box}>' * depth}{BOATS}")


def test_paragraphs_stay_apart_without_boxes() -> None:
    tree = parse_page(f"<html><body>{'<div>' * 300}<p>One <b>boat</b> left.</p>It came<div>back.</div>")
    assert [text for p in tree.iter("p") if (text := p.text_content().strip())] == [
        "One boat left.",
        "It came",
        "back.",
    ]


@pytest.mark.parametrize(
    "character", ["&#0;", "&#x10;", "&#1", "&#x1F;", "&#11;", "&#xFFFE;", "&#65535;", "\0", "\x02", "\x1b", "\ufffe"]
)
def test_characters_that_are_none_are_left_out(character: str) -> None:
    assert text_of(f"<p>One bo{character}at left.") == "One boat left."


@pytest.mark.parametrize("reference", ["&#65;", "&#x41;", "&#16a", "&#127;", "&#x1f600;", "&#160;"])
def test_other_references_are_read(reference: str) -> None:
    assert len(text_of(f"<p>bo{reference}at</p>")) > len("boat")


@pytest.mark.parametrize("parted_by", [" ", "/", '="b"', "='b' ", '=">" '])
def test_an_element_keeps_so_many_attributes(parted_by: str) -> None:
    """One less than are kept, and one more."""
    for count in (MAX_ATTRIBUTES - 1, MAX_ATTRIBUTES, MAX_ATTRIBUTES + 1, 12_000):
        page = f"<p {''.join(f'a{n}{parted_by}' for n in range(count))}>One boat left.</p><p>It came back.</p>"
        tree = parse_page(page)
        assert len(next(tree.iter("p")).attrib) == min(count, MAX_ATTRIBUTES)
        assert text_of(page) == "One boat left.It came back."


@pytest.mark.parametrize(
    "stray",
    [
        '<img src="a.jpg" " alt="x">', '<script src="/a.js" " defer></script>', "<p class=lead\">", '<a href="/a"" rel="b">',
        '<i title="a "b" c">', "<img alt='6' nails' src=b>",
    ],
)  # fmt: skip
def test_a_stray_quotation_mark_takes_nothing_away(stray: str) -> None:
    dots = '<span class="dot"></span>' * 1_500
    assert "One boat left.It came back." in text_of(f"<body>{stray}{BOATS}{dots}</body>")


@pytest.mark.parametrize("html", ["", " ", "<!-- One -->", "\0"])
def test_nothing_is_no_tree(html: str) -> None:
    assert parse_page(html) is None


HIDERS = [
    "", '<!-- <a b="-->', "<!-->", "<!--->", '<!-- <a b="--!>', '<script>a<b c="</script>', '<title><a b="</title>',
    '<iframe><a b="</iframe>', '<textarea><a b="</textarea>', '<![CDATA[<a b=">', '<?x <a b=">', '<p =">', '<p a==">">',
    '</p a="',
]  # fmt: skip
"""What may stand before an element of many attributes, so that a reader of quotation marks loses count."""


@pytest.mark.parametrize("before", HIDERS)
def test_attributes_take_time_in_proportion(before: str) -> None:
    def work(count: int) -> Mapping[str, float]:
        attributes = " ".join(f'k{number}=">"' for number in range(count))
        html = f"<body>{before}<p {attributes}>One boat left."
        return {"parse": clocked(lambda: parse_page(html))}

    assert too_steep(work, 2_000, 16_000) == {}


@pytest.mark.parametrize(
    "part", ["<", "<a ", '<a b="', "<!--", "<script>", "<script ", "<title>", "&#0", "</", "<b>", "<p><b>"]
)
def test_broken_markup_takes_time_in_proportion(part: str) -> None:
    assert too_steep(lambda count: {"parse": clocked(lambda: parse_page(part * count))}, 5_000, 40_000) == {}
