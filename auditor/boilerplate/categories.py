"""The kinds of boilerplate, and what appeal a stretch of blocks makes by its wording and its voice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from auditor.boilerplate.cues import INSIDE, WHOLE, load_cues
from auditor.boilerplate.features import BlockFeatures
from auditor.vocabulary import words

FOREIGN_TEXT = "foreign-text"
"""Left-over text: the kind of blocks that are foreign by shape, place and topic, but show no other kind."""
CATEGORIES = (
    "navigation", "search-box", "share-bar", "related-links", "sign-up", "donation-appeal", "paywall", "advertisement",
    "caption", "photo-credit", "byline", "date-line", "tags", "comments-prompt", "copyright-line", "author-bio",
    "contact-line", "cookie-notice", "widget", "call-to-action", "layout-marker",
    "podcast", "event-promotion", "editorial-note", FOREIGN_TEXT,
)  # fmt: skip
CAPTIONS = frozenset({"caption", "photo-credit"})
"""Kinds that tell what a picture shows: facts all the same, and often of another day."""
BIO = "author-bio"
DONATION = "donation-appeal"
MIN_APPEAL_VOTES = 3
"""What a block of nothing but one appeal's cues is worth, or three sentences with such cues."""
MAX_EDGE_WORDS = 25
"""In longer blocks a cue at the edge weighs no more than one inside."""
Vote = tuple[str, int]


def find_votes(features: BlockFeatures) -> list[Vote]:
    """For each block the kind that its cues speak for, and how strongly; the longer cue decides between equals."""
    table, levels = load_cues(), features.cues.levels
    families = table.families
    chars: Counter[tuple[int, int]] = Counter()
    for block, family, start, end, phrase in features.cues.passages:
        if table.names.get(phrase) != FOREIGN_TEXT:
            chars[block, family] += end - start
    best: dict[int, tuple[int, int, str]] = {}
    for (block, family), count in chars.items():
        if families[family] in CATEGORIES:
            most = INSIDE if features.words[block] > MAX_EDGE_WORDS else WHOLE
            vote = (min(most, int(levels[family, block])), count, families[family])
            best[block] = max(best.get(block, vote), vote)
    votes = [("", 0)] * len(features.words)
    for block, (strength, _, kind) in best.items():
        votes[block] = kind, strength
    return votes


def find_appeal(features: BlockFeatures, votes: Sequence[Vote], stretch: range) -> str:
    """The kind of appeal that a stretch of blocks makes, or nothing."""
    strengths: Counter[str] = Counter()
    for index in stretch:
        kind, strength = votes[index]
        if kind in words("left-overs/appeals"):
            strengths[kind] += strength
        if features.value("w_mission", index) and features.value("ours", index):
            strengths[DONATION] += 1
    kind, count = max(strengths.items(), key=lambda vote: vote[1], default=("", 0))
    return kind if count >= MIN_APPEAL_VOTES else ""
