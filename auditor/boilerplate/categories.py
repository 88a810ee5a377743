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


def find_votes(features: BlockFeatures) -> list[Vote]:
    """For each block the kind that its cues speak for, and how strongly; the longer cue decides between equals."""
    families, levels = load_cues().families, features.cues.levels
    chars: Counter[tuple[int, int]] = Counter()
    for block, family, start, end, _ in features.cues.passages:
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


def find_categories(features: BlockFeatures, votes: Sequence[Vote], stretch: range) -> list[str]:
    """The kind of each block of a stretch of neighbouring foreign blocks; `votes` are of all blocks."""
    own = votes[stretch.start : stretch.stop]
    appeal = find_appeal(features, votes, stretch)
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


def find_appeal(features: BlockFeatures, votes: Sequence[Vote], stretch: range) -> str:
    """The kind of appeal that a stretch of blocks makes, or nothing."""
    strengths: Counter[str] = Counter()
    for index in stretch:
        kind, strength = votes[index]
        if kind in APPEALS:
            strengths[kind] += strength
        if features.value("w_mission", index) and features.value("ours", index):
            strengths["donation-appeal"] += 1
    kind, count = max(strengths.items(), key=lambda vote: vote[1], default=("", 0))
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
