"""Whatever the text, every finding quotes exactly what stands at its offsets."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from auditor import Article, Auditor
from auditor.document import Document

AUDITOR = Auditor()
PIECES = st.sampled_from(
    [
        "Sign up for our newsletter", "Share", "\r\n", "\n", "\u00a0", "\u200f", "\u202e", "𝔸𝕓𝕔 ", "e\u0301", "İstanbul ",
        "“Quoted,” he said. ", "On Friday, 31 June 2024, ", "Senator Marco Rubio ", "Doha, Kuwait, ", "the the ",
        "12 of 10 ", "President Biden ", "U.S. ", "| Menu", "- item\n", "\t", "👩‍👩‍👧 ", "Over 25 nations ", "•", "ß", "ﬁ", "\u2028",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=40).map("".join))


@settings(max_examples=150)
@given(text=TEXTS, title=st.one_of(st.just(""), st.lists(PIECES, max_size=5).map("".join)))
def test_quote_is_the_text_at_its_offsets(text: str, title: str) -> None:
    report = AUDITOR.audit(Article(text=text, title=title))
    assert report.complete, report.failures
    for finding in report.findings:
        field = report.article.field(finding.field)
        assert 0 <= finding.span.start < finding.span.end <= len(field)
        assert field[finding.span.start : finding.span.end] == finding.quote
        for evidence in finding.evidence:
            if evidence.span is not None and evidence.article is None:
                place = report.article.field(evidence.field)
                assert place[evidence.span.start : evidence.span.end] == evidence.quote


@settings(max_examples=150)
@given(text=TEXTS)
def test_layers_are_in_order_and_hold_the_text(text: str) -> None:
    document = Document(Article(text=text))
    assert len(document.folded) == len(text)
    for spans in ([b.span for b in document.blocks], document.sentences):
        assert all(a.end <= b.start for a, b in pairwise(spans))
        assert all(s.start < s.end for s in spans)
    held = {i for block in document.blocks for i in range(block.start, block.end)}
    assert all(text[i].isspace() or text[i] in "\ufeff\x1c\x1d\x1e\x1f\x85" for i in set(range(len(text))) - held)
    words = document.tokens
    assert [text[a:b] for a, b in zip(words.starts, words.ends, strict=True)] == words.words
