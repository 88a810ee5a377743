"""Quotations and their speakers."""

from auditor.text.quotations import find_quotations, find_speaker


def test_speaker_after_and_before() -> None:
    text = "“We wait,” said Anna Lund. Per Moe told reporters: “We do not.”"
    speakers = [find_speaker(text, quotation) for quotation in find_quotations(text)]
    assert [text[speaker.start : speaker.end] for speaker in speakers if speaker] == ["Anna Lund", "Per Moe"]


def test_unclosed_quotation_ends_with_its_paragraph() -> None:
    quotation = find_quotations("He said: “We wait.\nThey left.")[0]
    assert not quotation.closed
    assert quotation.span == (9, 18)


def test_low_marks() -> None:
    for text in ("„Wir warten“, sagte Anna Lund. „Wir nicht.“", "„Czekamy”, powiedziała Anna Lund. „My nie.”"):
        assert [(q.span.start, q.closed) for q in find_quotations(text)] == [(0, True), (text.rindex("„"), True)]
    mixed = "“We wait,” said Anna Lund of „Lemmer”. “We do.”"
    assert [q.span.start for q in find_quotations(mixed)] == [0, mixed.rindex("“")]


def test_straight_marks() -> None:
    text = 'The "old" boat was 6" too long, he said. "It is."'
    assert [text[q.span.start : q.span.end] for q in find_quotations(text)] == ['"old"', '"It is."']
