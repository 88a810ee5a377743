"""Which foreign blocks hold a sentence of the article beside their left-over, so that nobody deletes both at once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from auditor.article import Span
from auditor.boilerplate.cues import COUNTER_FAMILY, load_cues
from auditor.boilerplate.features import BlockFeatures
from auditor.boilerplate.words import EDGES, load_classes
from auditor.document import Document
from auditor.text.sentences import find_sentences

MIN_WORDS = 3
CLOSING = tuple(".!?…")
AROUND = "\"'”’»)] "
"""What may stand behind the mark that ends a sentence."""
ADDRESSING = ("we", "you")
"""Classes of words by which a publisher speaks to its readers; in somebody's words they tell nothing."""
QUOTING = frozenset('"“”«»')


def hold_news(document: Document, features: BlockFeatures, blocks: range) -> bool:
    """Whether one of `blocks` has wording of boilerplate and, beside it, a sentence that reads as the article's own."""
    counter = load_cues().families.index(COUNTER_FAMILY)
    for index in blocks:
        passages = features.cues.within(index, index + 1)
        cues = [Span(start, end) for _, family, start, end, _ in passages if family != counter]
        if cues and holds_news(document, index, cues):
            return True
    return False


def holds_news(document: Document, index: int, cues: Iterable[Span]) -> bool:
    """Whether a block has a sentence that none of the `cues` in it touches and that reads as the article's own.

    Such a sentence is whole, and neither orders nor addresses anybody unless it reports who did.
    """
    block = document.blocks[index]
    sentences = find_sentences(document.text, block.start, block.end)
    starts = [sentence.start for sentence in sentences]
    marked: set[int] = set()
    for cue in cues:
        marked.update(range(bisect_right(starts, cue.start) - 1, bisect_left(starts, cue.end)))
    unmarked = (sentence for at, sentence in enumerate(sentences) if at not in marked)
    return any(_tells(document.folded[start:end]) for start, end in unmarked)


def _tells(sentence: str) -> bool:
    """Whether a folded sentence is whole, and reports somebody's words or speaks to nobody."""
    words = [word for token in sentence.split() if (word := token.strip(EDGES))]
    if len(words) < MIN_WORDS or not sentence.rstrip(AROUND).endswith(CLOSING):
        return False
    classes = load_classes()
    rows = classes.rows_of(words)
    if classes.column("saying")[rows].any() or not QUOTING.isdisjoint(sentence):
        return True
    return not (classes.column("imperative")[rows[0]] or any(classes.column(name)[rows].any() for name in ADDRESSING))
