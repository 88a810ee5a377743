"""Which kind of boilerplate each foreign block is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from auditor.boilerplate.cues import INSIDE, WHOLE, load_cues
from auditor.boilerplate.features import BlockFeatures

FOREIGN_TEXT = "foreign-text"
"""The kind of blocks that are foreign by shape, place and topic, not by wording."""
CATEGORIES = (
    "navigation", "search-box", "share-bar", "related-links", "sign-up", "donation-appeal", "paywall", "advertisement",
    "caption", "photo-credit", "byline", "date-line", "tags", "comments-prompt", "copyright-line", "author-bio",
    "cookie-notice", "widget", "call-to-action", "layout-marker", FOREIGN_TEXT,
)  # fmt: skip
APPEALS = ("donation-appeal", "sign-up", "paywall", "cookie-notice")
"""Kinds that stand in sentences over several blocks; the strongest names them all."""
LISTS = ("related-links", "tags", "comments-prompt")
"""Kinds whose heading names the lines below it."""
MIN_APPEAL_VOTES = 3
"""What a block of nothing but one appeal's cues is worth, or three sentences with such cues."""
MAX_EDGE_WORDS = 25
"""In longer blocks a cue at the edge weighs no more than one inside."""
MAX_LABEL_WORDS = 4
MAX_HEADLINE_WORDS = 20
Vote = tuple[str, int]


def find_categories(features: BlockFeatures, stretch: range) -> list[str]:
    """The kind of each block of a stretch of neighbouring foreign blocks."""
    own = [_own_category(features, index) for index in stretch]
    appeal = _strongest_appeal(features, stretch, own)
    kinds: list[str] = []
    for (kind, strength), index in zip(own, stretch, strict=True):
        if appeal and strength < WHOLE and features.appealing[index]:
            kinds.append(appeal)
        elif strength:
            kinds.append(kind)
        elif kinds and kinds[-1] in LISTS and not features.is_sentence(index):
            kinds.append(kinds[-1])
        else:
            kinds.append(_by_shape(features, index))
    kinds = _joined(kinds, own, appeal) if appeal else kinds
    if "navigation" in kinds:  # the search box of a menu is a part of it
        return ["navigation" if kind == "search-box" else kind for kind in kinds]
    return kinds


def _own_category(features: BlockFeatures, index: int) -> Vote:
    """The kind that a block's cues speak for, and how strongly; the longer cue decides between equals."""
    levels = features.cues.levels[:, index]
    chars: Counter[int] = Counter()
    for _, family, start, end, _ in features.cues.within(index, index + 1):
        chars[family] += end - start
    families = load_cues().families
    most = INSIDE if features.words[index] > MAX_EDGE_WORDS else WHOLE
    votes = [
        (min(most, int(levels[number])), count, families[number])
        for number, count in chars.items()
        if families[number] in CATEGORIES
    ]
    strength, _, kind = max(votes, default=(0, 0, ""))
    return kind, strength


def find_appeal(features: BlockFeatures, stretch: range) -> str:
    """The kind of appeal that a stretch of blocks makes, or nothing."""
    return _strongest_appeal(features, stretch, [_own_category(features, index) for index in stretch])


def _strongest_appeal(features: BlockFeatures, stretch: range, own: Sequence[Vote]) -> str:
    votes: Counter[str] = Counter()
    for (kind, strength), index in zip(own, stretch, strict=True):
        if kind in APPEALS:
            votes[kind] += strength
        if features.value("w_mission", index) and features.value("ours", index):
            votes["donation-appeal"] += 1
    kind, count = max(votes.items(), key=lambda vote: vote[1], default=("", 0))
    return kind if count >= MIN_APPEAL_VOTES else ""


def _joined(kinds: list[str], own: Sequence[Vote], appeal: str) -> list[str]:
    """`kinds`, with what stands between two parts of an appeal counted to it."""
    places = [offset for offset, kind in enumerate(kinds) if kind == appeal]
    for offset in range(places[0], places[-1]) if places else ():
        if own[offset][1] < WHOLE:
            kinds[offset] = appeal
    return kinds


def _by_shape(features: BlockFeatures, index: int) -> str:
    """The kind of a block without cues."""
    if features.is_sentence(index):
        return "caption" if features.value("w_picture", index) else FOREIGN_TEXT
    if features.words[index] <= MAX_LABEL_WORDS:
        return "navigation" if features.surroundings("near_short")[index] else FOREIGN_TEXT
    return "related-links" if features.words[index] <= MAX_HEADLINE_WORDS else FOREIGN_TEXT
