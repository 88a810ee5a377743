"""What an article is about: its names and rarer words, what its lead says, and which words it has at all."""

from __future__ import annotations

import math
import struct
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from auditor.document import Document
from auditor.knowledge.words import load_words
from auditor.mentions.names import find_body_names
from auditor.mentions.prose import find_prose
from auditor.text.stems import stem

MAX_TERMS = 60
"""More terms cost time and add only common words."""
NAME_WEIGHT = 1.5
"""Names tell an event apart better than words do; set on pairs of the development articles of one week."""
TITLE_WEIGHT = 1.5
MAX_SHARE = 0.06
"""Two reports of one campaign share its candidate's name; those of one event share much more."""
MIN_WORD = 4
MIN_IDF = 2.0
"""Words on more than one page in eight of the word table tell nothing."""
LEAD_SENTENCES = 2
MIN_LEAD_CHARACTERS = 60
MIN_LEAD_IDF = 1.5
FILTER_BITS = 1 << 12
"""A Bloom filter of two bits a stem: 300 stems are told from others 98 times in 100."""

Terms = dict[int, float]
"""A number by the checksum of a word."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What is kept of an article to tell whether another reports the same event."""

    terms: Terms
    """Weight by folded term, at most 60, the heaviest first, their squares summing to one."""
    lead: Terms
    """Inverse document frequency by stem, of the title and the first two sentences."""
    stems: int
    """Bloom filter of the stems of all words, 4,096 bits."""

    def pack(self) -> bytes:
        """The topic in some 1.5 kB, for a table or an index of many."""
        sizes = struct.pack("<HH", len(self.terms), len(self.lead))
        numbers = b"".join(struct.pack(f"<{len(t)}I{len(t)}d", *t, *t.values()) for t in (self.terms, self.lead))
        return sizes + numbers + self.stems.to_bytes(FILTER_BITS // 8, "little")

    @classmethod
    def unpack(cls, packed: bytes) -> Topic:
        """The topic that `pack` made these bytes of."""
        terms, lead = struct.unpack_from("<HH", packed)
        stems = int.from_bytes(packed[-FILTER_BITS // 8 :], "little")
        numbers = struct.unpack_from(f"<{terms}I{terms}d{lead}I{lead}d", packed, struct.calcsize("<HH"))
        middle = 2 * terms
        return cls(
            dict(zip(numbers[:terms], numbers[terms:middle], strict=True)),
            dict(zip(numbers[middle : middle + lead], numbers[middle + lead :], strict=True)),
            stems,
        )


def find_topic(document: Document) -> Topic:
    """The topic of a document; all parts are empty for a text without words."""
    counts = _word_counts(document)
    return Topic(_weigh(document, counts), _lead(document), make_filter(checksum(stem(word)) for word in counts))


def _weigh(document: Document, counts: Counter[str]) -> Terms:
    names = document.layer(find_body_names)
    title = frozenset(document.title_tokens.folded)
    weights: dict[str, float] = {}
    for word, count in counts.items():
        idf = _idf(word)
        if word in names:
            idf *= NAME_WEIGHT
        elif len(word) < MIN_WORD or idf < MIN_IDF:
            continue
        weights[word] = idf * (1 + math.log(count)) * (TITLE_WEIGHT if word in title else 1.0)
    top = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:MAX_TERMS]
    length = math.sqrt(sum(weight * weight for _, weight in top))
    return {checksum(word): weight / length for word, weight in top}


def _word_counts(document: Document) -> Counter[str]:
    """How often each word stands in the title and the article's own prose, possessives taken off."""
    tokens = document.tokens
    spans = [(block.start, block.end) for block in document.layer(find_prose)]
    counts = Counter(word for word in document.title_tokens.folded if word[0].isalpha())
    position = 0
    for start, word in zip(tokens.starts, tokens.folded, strict=True):
        while position < len(spans) and start >= spans[position][1]:
            position += 1
        if position < len(spans) and start >= spans[position][0] and word[0].isalpha():
            counts[word.removesuffix("'s")] += 1
    return counts


def _lead(document: Document) -> Terms:
    weights = ((word, _idf(word)) for word in _lead_words(document) if len(word) >= MIN_WORD - 1)
    return {checksum(stem(word)): idf for word, idf in weights if idf > MIN_LEAD_IDF}


def _lead_words(document: Document) -> Iterator[str]:
    yield from (word for word in document.title_tokens.folded if word[0].isalpha())
    prose = document.layer(find_prose)
    start = prose[0].start if prose else 0
    long = (s for s in document.sentences if s.start >= start and s.end - s.start >= MIN_LEAD_CHARACTERS)
    for sentence, _ in zip(long, range(LEAD_SENTENCES), strict=False):
        yield from (
            word.strip(".,:;!?\"'()[]").removesuffix("'s") for word in document.folded[slice(*sentence)].split()
        )


def _idf(word: str) -> float:
    words = load_words()
    count = words.counts.get(word)
    return math.log((words.pages + 1) / (count.pages if count else 0.5))


def make_filter(checksums: Iterable[int]) -> int:
    """The Bloom filter of the checksums of stems."""
    bits = 0
    for value in checksums:
        bits |= _bits(value)
    return bits


def checksum(word: str) -> int:
    """The number of 32 bits that stands for a word."""
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))


def _bits(checksum: int) -> int:
    return 1 << checksum % FILTER_BITS | 1 << (checksum >> 16) % FILTER_BITS


def same_event(one: Topic, other: Topic) -> float:
    """How likely two articles report one event: from 0, nothing shared, to some 1.5, the same text."""
    covered = (_coverage(one, other) + _coverage(other, one)) / 2
    return _cosine(one.terms, other.terms) + covered


def _coverage(one: Topic, other: Topic) -> float:
    """The share of what the lead of `one` says, by weight, that stands anywhere in `other`."""
    total = sum(one.lead.values())
    found = sum(idf for word, idf in one.lead.items() if (bits := _bits(word)) & other.stems == bits)
    return found / total if total else 0.0


def _cosine(one: Terms, other: Terms) -> float:
    """The cosine of two term vectors, in which no term counts for more than MAX_SHARE."""
    if len(one) > len(other):
        one, other = other, one
    return sum(min(weight * other[word], MAX_SHARE) for word, weight in one.items() if word in other)
