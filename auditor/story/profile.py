"""All that is kept of an article to place it in a story and compare it with the others: made once, packed small."""

from __future__ import annotations

import json
import sys
import zlib
from array import array
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from auditor.article import Span
from auditor.document import Document
from auditor.story.claim import Claim
from auditor.story.signature import Signature, make_signature
from auditor.story.slots import Slot
from auditor.story.telling import Sentence, Telling, make_telling
from auditor.story.topic import Topic, find_topic


@dataclass(frozen=True, slots=True)
class Profile:
    """What a story needs of one of its articles; nothing of the document is kept."""

    signature: Signature
    topic: Topic
    telling: Telling


def make_profile(document: Document, key: str = "") -> Profile:
    """The profile of a document; `key` names the article among those it is compared with."""
    return Profile(make_signature(document), find_topic(document), make_telling(document, key))


def pack_signature(signature: Signature) -> bytes:
    """512 bytes, in the order that most machines count in; none for an empty signature."""
    return _little_endian(signature).tobytes()


def unpack_signature(packed: bytes) -> Signature:
    """The signature of these bytes."""
    return _little_endian(array("I", packed))


def _little_endian(numbers: Signature) -> Signature:
    if sys.byteorder == "little":
        return numbers
    swapped = array("I", numbers)
    swapped.byteswap()
    return swapped


def pack_telling(telling: Telling) -> bytes:
    """A telling without its key and what it copies, as compressed JSON: some 4 kB for 500 words."""
    record = {
        "source": telling.source,
        "published": telling.published.isoformat() if telling.published else None,
        "sentences": [
            [*sentence.span, " ".join(sentence.words), sentence.quote, [_slot_record(slot) for slot in sentence.slots]]
            for sentence in telling.sentences
        ],
        "claims": [_claim_record(claim) for claim in telling.claims],
        "nations": telling.nations,
    }
    return zlib.compress(json.dumps(record, separators=(",", ":")).encode(), level=1)


def unpack_telling(packed: bytes, key: str, copy_of: str | None = None) -> Telling:
    """The telling of these bytes under a key of now."""
    record = json.loads(zlib.decompress(packed))
    return Telling(
        key,
        record["source"],
        date.fromisoformat(record["published"]) if record["published"] else None,
        tuple(_sentence(row) for row in record["sentences"]),
        tuple(_claim(row) for row in record["claims"]),
        Counter(record["nations"]),
        copy_of,
    )


def _slot_record(slot: Slot) -> list[Any]:
    return [slot.first, slot.last, slot.kind, slot.value, *slot.span]


def _sentence(row: list[Any]) -> Sentence:
    start, end, words, quote, slots = row
    made = tuple(Slot(first, last, kind, tuple(value), Span(a, b)) for first, last, kind, value, a, b in slots)
    return Sentence(Span(start, end), tuple(words.split(" ")), quote, made)


def _claim_record(claim: Claim) -> list[Any]:
    context, predicate = sorted(claim.context), sorted(claim.predicate)
    return [*claim[:4], *claim.span, claim.shown, *claim.sentence, claim.quote, context, predicate]


def _claim(row: list[Any]) -> Claim:
    kind, subject, value, field, a, b, shown, c, d, quote, context, predicate = row
    concepts = frozenset(context), frozenset(predicate)
    return Claim(kind, subject, tuple(value), field, Span(a, b), shown, Span(c, d), quote, *concepts)
