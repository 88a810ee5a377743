"""The body of an article out of a CMS is read whole; a page is cut to its article."""

import pytest

from auditor.ingest.record import article_of

HARBOUR = "<p>The harbour board voted on <b>Tuesday</b>.</p>"


def test_a_short_body_keeps_every_block() -> None:
    html = f"{HARBOUR}<ul><li>Join us.</li></ul><ul><li>Join us.</li></ul><figure><figcaption>A ferry</figcaption></figure>"
    article = article_of({"title": "Board votes", "html": html}, "row")
    assert article.text.split("\n\n") == ["The harbour board voted on Tuesday.", "Join us.", "Join us.", "A ferry"]
    assert [article.text[block.start : block.end] for block in article.layout] == article.text.split("\n\n")
    assert [block.main for block in article.layout] == [True, True, True, False]


def test_a_body_brings_no_fields_but_those_that_came_with_it() -> None:
    article = article_of({"id": "a", "html": f"<h1>A heading</h1>{HARBOUR}"}, "row")
    assert (article.title, article.source, article.social_titles) == ("", None, ())


@pytest.mark.parametrize("html", ["", "<p></p>", "<!-- wp:paragraph -->", "<script>var text = 1</script>"])
def test_a_body_without_text_has_none(html: str) -> None:
    assert article_of({"html": html}, "row").text == ""


def test_a_page_is_still_cut_to_its_article() -> None:
    prose = "The harbour board voted on Tuesday to replace the old ferry with a new one. " * 5
    page = f"<html><body><nav><a>Home</a></nav><article><p>{prose}</p></article></body></html>"
    assert article_of({"html": page}, "row").text == prose.strip()


def test_pictures_and_styles_in_attributes_are_read() -> None:
    style, picture = "top: 0; " * 5_000, "ab/" * 20_000
    html = f'<p style="{style}">One boat left.</p><img src=data:image/png;base64,{picture}><img src="data:{picture}">'
    assert article_of({"html": html}, "row").text == "One boat left."


def test_programs_and_unclosed_quotes_are_no_attributes() -> None:
    program = "<script>for (;i<n;i++) {" + "a = b + c ; " * 5_000 + "}</script>"
    quote = '<div class="row>' + '<p class="line">' * 200 + "</p>" * 200
    text = article_of({"html": f"{program}<p>One boat left.</p>{quote}"}, "row").text
    assert text.startswith("One boat left.")
