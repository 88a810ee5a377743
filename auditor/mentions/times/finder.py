"""Finds every mention of time in one pass over the tokens."""

from auditor.document import Document
from auditor.mentions.times.grammar import READERS, Reader, read_dotted
from auditor.mentions.times.time import Time
from auditor.text.tokens import Tokens


def find_times(document: Document) -> list[Time]:
    """The times that the text mentions, in order; none overlaps another."""
    found = read_times(document.tokens)
    if ".19" in document.text or ".20" in document.text:
        reader = Reader(document.tokens)
        dotted = (read_dotted(reader, index) for index, word in enumerate(reader.folded) if word.count(".") > 1)
        found = sorted([*found, *filter(None, dotted)], key=lambda time: time.first)
    return found


def read_times(tokens: Tokens) -> list[Time]:
    """The times that `tokens` mention, in order; none overlaps another."""
    reader, free = Reader(tokens), 0
    found: list[Time] = []
    for index in tokens.at(READERS.keys()):
        if index >= free:
            time = READERS[tokens.folded[index]](reader, index)
            if time is not None and time.first >= free:
                found.append(time)
                free = time.last
    return found
