"""What a CMS says of an article, as an input row."""

from auditor.cms.row import body_html, read_content
from auditor.ingest.record import article_of


def test_a_body_that_a_word_processor_made_a_page_of_is_read_whole() -> None:
    html = "<!DOCTYPE html><html lang=en><head><title>Doc</title></head><body class=a><p>The mill closed.</p></body></html>"
    text = "It ended."
    assert article_of({"html": body_html(html) + text}, "row").text == "The mill closed.\n\nIt ended."
    assert body_html(None) is None


def test_a_body_of_bare_lines_with_marks_of_html_is_html() -> None:
    assert read_content("The mill <strong>closed</strong>.\n\nIt ended.") == {
        "html": "The mill <strong>closed</strong>.\n\nIt ended."
    }
    assert read_content("a <b and b> c, if a < b") == {"text": "a <b and b> c, if a < b"}
