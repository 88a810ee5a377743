"""Training material: whole pages cut at random, so that foreign blocks stand anywhere or nowhere."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from auditor import Article
from auditor.document import Document

CLEAN_SHARE = 0.35
"""Pages that keep no foreign block: a model that never sees one learns that first and last blocks are foreign."""
MAX_OUTER_BLOCKS = 6
KEPT_INSIDE = 0.7
FAR_SHARE = 0.3
"""Outer pieces taken from anywhere above or below the article instead of beside it."""
LONE_SHARE = 0.6
"""Cuts besides, as a share of the others, in which foreign blocks stand alone anywhere in the article: trees that only
see them among their like learn to wait for neighbours."""
MAX_LONE_BLOCKS = 3

Row = dict[str, Any]
Array = np.ndarray[Any, np.dtype[Any]]
LABELS = {"body": 0, "boilerplate": 1}
UNSURE = -1


def read_cut(page: Row, blocks: Sequence[Row]) -> tuple[Document, Array]:
    """One cut of a page as a document, and the label of each of its blocks."""
    text = "\n".join(block["text"] for block in blocks)
    document = Document(Article(title=page["title"] or "", text=text, source=page["source_domain"]))
    bounds = np.cumsum([0, *(len(block["text"]) + 1 for block in blocks)])
    labels = []
    for block in document.blocks:
        index = int(np.searchsorted(bounds, block.start, "right")) - 1
        whole = block.end < bounds[index + 1]
        labels.append(LABELS.get(blocks[index]["label"], UNSURE) if whole else UNSURE)
    return document, np.array(labels, dtype=np.int8)


def draws(page: Row, count: int, seed: int) -> Iterator[list[Row]]:
    """Random cuts of a whole page, each a list of blocks with `text` and `label`: `count`, and LONE_SHARE of that."""
    blocks = page["blocks"]
    body = [index for index, block in enumerate(blocks) if block["label"] == "body"]
    if not body:
        return
    generator = random.Random(f"{seed} {page['id']}")  # draws that can be repeated # nosec B311
    first, last = body[0], body[-1] + 1
    for _ in range(round(count * LONE_SHARE)):
        yield _lone(blocks[first:last], blocks, generator)
    for _ in range(count):
        clean = generator.random() < CLEAN_SHARE
        inside = [
            block
            for block in blocks[first:last]
            if block["label"] != "boilerplate" or (not clean and generator.random() < KEPT_INSIDE)
        ]
        if clean:
            yield inside
        else:
            yield [*_piece(blocks[:first], generator, -1), *inside, *_piece(blocks[last:], generator, 1)]


def _lone(article: list[Row], blocks: list[Row], generator: random.Random) -> list[Row]:
    """An article without its foreign blocks, a few of the page's put at single places of it."""
    cut = [block for block in article if block["label"] != "boilerplate"]
    foreign = [block for block in blocks if block["label"] == "boilerplate"]
    for _ in range(generator.randint(1, MAX_LONE_BLOCKS) if foreign else 0):
        cut.insert(generator.randint(1, len(cut)), generator.choice(foreign))
    return cut


def _piece(outer: list[Row], generator: random.Random, side: int) -> list[Row]:
    """At most MAX_OUTER_BLOCKS neighbouring blocks of what stands on one side of the article."""
    size = min(len(outer), generator.randint(0, MAX_OUTER_BLOCKS))
    if not size:
        return []
    if generator.random() < FAR_SHARE:
        start = generator.randint(0, len(outer) - size)
        return outer[start : start + size]
    return outer[-size:] if side < 0 else outer[:size]
