"""Who was told by the gate, in words."""

from __future__ import annotations

import pytest

from auditor.render.gate import KIND_WORDS, told_in_words
from auditor.store.gate import Kind


def test_every_kind_of_event_has_its_words() -> None:
    assert KIND_WORDS.keys() == {kind.value for kind in Kind}


@pytest.mark.parametrize(
    ("editor", "way", "words"),
    [
        ("Ada Lund", "quick-edit", "Ada Lund, by quick edit"),
        (None, "schedule", "by a schedule"),
        ("Ada Lund", None, "Ada Lund"),
        ("Ada Lund", "their-own", "Ada Lund, their-own"),
        (None, None, ""),
    ],
)
def test_who_and_how(editor: str | None, way: str | None, words: str) -> None:
    assert told_in_words(editor, way) == words
