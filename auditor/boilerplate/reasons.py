"""Why a run of blocks was taken for foreign, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from auditor.article import Span
from auditor.boilerplate.cues import load_cues
from auditor.boilerplate.features import BlockFeatures
from auditor.document import Document
from auditor.finding import Evidence
from auditor.text.counted import counted, with_article

MAX_CUES = 3
OFF_TOPIC_SHARE = 0.2
NAMES = {"navigation": "navigation", "related-links": "related links", "sign-up": "a sign-up", "tags": "tags"}
"""Kinds whose name in a sentence is not an article and the words of the kind."""


def find_reasons(
    document: Document, features: BlockFeatures, blocks: range, category: str, adjusted: Iterable[str]
) -> tuple[Evidence, ...]:
    """The cues of `category` in a run of blocks, and what else speaks for it; `adjusted` says what raised its score."""
    seen = max(document.seen.blocks[blocks.start : blocks.stop], default=0)
    recalled = [f"stands in {counted(seen, 'other article')} of this source"] if seen else []
    notes = tuple(Evidence(note) for note in (*recalled, *adjusted, *_notes(features, blocks)))
    return (*_cues(document, features, blocks, category), *notes)


def _cues(document: Document, features: BlockFeatures, blocks: range, category: str) -> Iterator[Evidence]:
    table = load_cues()
    if category not in table.families:
        return
    family, seen = table.families.index(category), set[int]()
    for _, owner, start, end, phrase in features.cues.within(blocks.start, blocks.stop):
        if owner == family and phrase not in seen and len(seen) < MAX_CUES:
            seen.add(phrase)
            note = f"wording of {name_of(category)}"
            yield Evidence(note, "text", Span(start, end), document.text[start:end])


def name_of(category: str) -> str:
    """As "a byline", "an advertisement", "related links"."""
    return NAMES.get(category) or with_article(category.replace("-", " "))


def _notes(features: BlockFeatures, blocks: range) -> Iterator[str]:
    def values(name: str) -> list[float]:
        held: list[float] = features.columns[name][blocks.start : blocks.stop].tolist()  # runs are too short for arrays
        return held

    if max(values("repeats")) > 1:
        yield "stands more than once in the text"
    if not any(values("stop")):
        yield "no line of it ends a sentence" if len(blocks) > 1 else "does not end a sentence"
    if any(values("ours")):
        yield "speaks to the reader or as the publisher (we, our, you)"
    topics = zip(values("distinct"), values("topic"), strict=True)
    shares = [share for distinct, share in topics if distinct > MIN_TOPIC_WORDS_LOG]
    if shares and sum(shares) < OFF_TOPIC_SHARE * len(shares):
        yield "few of its words stand in the article's prose"
    if not features.surroundings("prose_before")[blocks.stop - 1]:
        yield "stands above the first paragraph"
    elif not features.surroundings("prose_after")[blocks.start]:
        yield "stands below the last paragraph"


MIN_TOPIC_WORDS_LOG = 1.6
"""log(1 + 4): blocks with fewer content words have no topic to speak of."""
