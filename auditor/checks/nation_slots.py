"""How well a lone nation fills the slot that the article's own nation fills elsewhere."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from auditor.article import Span
from auditor.document import Document
from auditor.knowledge.gazetteer import Gazetteer
from auditor.mentions.focus import NATIONS, Focus, Mention, nation_of
from auditor.mentions.leaders import find_leaders
from auditor.mentions.places import Demonym, Toponym
from auditor.text.possessive import bare
from auditor.vocabulary import load_lists

MIN_SIBLING_MENTIONS = 3
MAX_LIFT_OCCURRENCES = 25
"""A word that stands more often tells nothing of the sentences it stands in."""
_CONJUNCTIONS = frozenset({"and", "or", ",", "&"})
_JOINTS = frozenset({"-", "/"})
_NO_SLOT = -math.inf


class Candidate(NamedTuple):
    """A nation that the article names once, and a rival: one of the same part of the world that it names often."""

    mention: Mention
    nation: str
    sibling: str


class Setting(NamedTuple):
    """What stands around a candidate."""

    first: int
    """First token of its sentence."""
    last: int
    others: int
    """Other nations of the sentence, the sibling and the United States left out."""
    with_sibling: bool
    coordinated: bool
    """Whether "and", a comma or a hyphen joins it to another nation."""
    quoted: bool
    leads: bool
    """Whether the sibling is the article's main nation, the United States left out."""
    share: float
    """The sibling's share of the mentions of nations other than the United States."""


def _words(section: str) -> frozenset[str]:
    """The words of one list of this matter."""
    return load_lists("nation-slots")[section]


def role_words() -> frozenset[str]:
    """Words for offices and bodies that follow a demonym."""
    return _words("roles")


def find_candidates(focus: Focus, gazetteer: Gazetteer) -> list[Candidate]:
    """Nations named once and by nothing else in the article, with each of their rivals."""
    rivals = [nation for nation in focus.mentions if nation != "US" and focus.count(nation) >= MIN_SIBLING_MENTIONS]
    if not rivals:
        return []
    found = []
    for nation, mentions in focus.mentions.items():
        if len(mentions) > 1 or nation == "US" or not _names_a_nation(mentions[0], nation):
            continue
        near = [each for each in rivals if each[:2] != nation[:2] and gazetteer.near(nation[:2], each[:2])]
        if near and nation not in focus.titled and not focus.anchors[nation[:2]]:
            found += [Candidate(mentions[0], nation, each) for each in near]
    return found


def _names_a_nation(mention: Mention, nation: str) -> bool:
    return isinstance(mention, Demonym) or mention.place.kind in {"country", "territory"} or nation in NATIONS


def setting_of(document: Document, focus: Focus, candidate: Candidate) -> Setting:
    """What stands around `candidate`."""
    mention, tokens = candidate.mention, document.tokens
    sentence = document.sentence_at(mention.span.start)
    everything = [each for mentions in focus.mentions.values() for each in mentions if each is not mention]
    here = {nation_of(each) for each in everything if sentence.contains(each.span)} - {"US"}
    foreign = {nation: weight for nation, weight in focus.weights.items() if nation not in ("US", candidate.nation)}
    mentioned = sum(focus.count(nation) for nation in foreign)
    return Setting(
        bisect_left(tokens.starts, sentence.start),
        bisect_left(tokens.starts, sentence.end),
        len(here - {candidate.sibling}),
        candidate.sibling in here,
        _is_coordinated(tokens.folded, mention, everything),
        document.quotation_at(mention.span.start) is not None,
        max(foreign, key=foreign.__getitem__) == candidate.sibling,
        focus.count(candidate.sibling) / max(1, mentioned),
    )


def _is_coordinated(words: list[str], mention: Mention, others: Sequence[Mention]) -> bool:
    before = words[mention.first - 1] if mention.first else ""
    after = words[mention.last] if mention.last < len(words) else ""
    if before in _JOINTS or after in _JOINTS or "well" in words[max(0, mention.first - 3) : mention.first]:
        return True
    return (before in _CONJUNCTIONS and any(other.last == mention.first - 1 for other in others)) or (
        after in _CONJUNCTIONS and any(other.first == mention.last + 1 for other in others)
    )


def score_demonym(document: Document, focus: Focus, candidate: Candidate) -> float:
    """How likely a lone demonym before an office or body stands for the sibling's; 3 and more is likely.

    The weights were set on the development articles with a demonym exchanged and on clean ones.
    """
    words = document.tokens.folded
    mention = candidate.mention
    role = _role_after(words, mention.last)
    if not role:
        return _NO_SLOT
    setting = setting_of(document, focus, candidate)
    before = words[mention.first - 1] if mention.first else ""
    same_role = sum(role in words[each.last : each.last + 3] for each in focus.mentions[candidate.sibling])
    score = 2.0 + setting.leads + min(same_role, 2) + _holder_score(document, focus, candidate)
    score += 0.5 * (candidate.sibling in focus.titled) + 0.5 * (setting.share > 0.6) + 0.5 * (before == "the")
    score += 0.5 * (focus.count(candidate.sibling) >= 8)
    score -= setting.others + 0.5 * setting.with_sibling + 2 * setting.coordinated + setting.quoted
    return score - (before in {"a", "an", "another", "any"} and role not in _words("bodies"))


def _role_after(words: list[str], index: int) -> str:
    """The office or body that one of the next two words is; "state-owned" is none."""
    for at in range(index, min(index + 2, len(words))):
        if words[at] in _words("roles") and words[at + 1 : at + 2] != ["-"]:
            return words[at]
    return ""


def _holder_score(document: Document, focus: Focus, candidate: Candidate) -> float:
    """Where the holder of the office is named: more if that name stands beside the sibling elsewhere, else less."""
    name = _holder_name(document.tokens.words, candidate.mention.last)
    if not name:
        return 0.0
    tokens = document.tokens
    for index, word in enumerate(tokens.words):
        if bare(word) == name and not candidate.mention.first <= index < candidate.mention.last + 10:
            sentence = document.sentence_at(tokens.starts[index])
            if any(sentence.contains(each.span) for each in focus.mentions[candidate.sibling]):
                return 1.5
    return -1.5


def _holder_name(words: list[str], index: int) -> str:
    """The last name of who is named after the roles at `index`: "president Ana Sol", "envoy to Rome, Ana Sol"."""
    roles = _words("roles")
    start = index
    while index < len(words) and words[index].lower() in roles:
        index += 1
    named_at = index
    if words[index : index + 1] == ["to"]:
        index += 1
        while index < len(words) and (words[index] == "the" or words[index][0].isupper()):
            index += 1
    if words[index : index + 1] == [","]:
        index += 1
    if named_at == start or index >= len(words) or not words[index][0].isupper():
        return ""
    last = index
    while last + 1 < len(words) and words[last + 1][0].isupper():
        last += 1
    return bare(words[last]) if last > index or index == named_at else ""


def score_place(document: Document, focus: Focus, candidate: Candidate) -> float:
    """How likely a lone country behind a preposition stands for the sibling; 3 and more is likely.

    The weights were set on the development articles with a country exchanged and on clean ones.
    """
    words = document.tokens.folded
    mention = candidate.mention
    setting = setting_of(document, focus, candidate)
    before = words[mention.first - 1] if mention.first else ""
    opens = mention.first - setting.first <= 1
    if before not in _words("prepositions") or opens or setting.coordinated or _ends_name(document, mention):
        return _NO_SLOT
    siblings = focus.mentions[candidate.sibling]
    same_left = sum(_left(words, mention, 1) == _left(words, each, 1) for each in siblings)
    same_phrase = any(_left(words, mention, 2) == _left(words, each, 2) for each in siblings)
    score = 1.0 + 0.5 * setting.leads + 0.25 * min(4, same_left) + 0.5 * same_phrase
    score += 0.5 * (before in _words("target prepositions")) + 1.0 * (before == "into")
    score += 0.5 * min(3.0, max(-3.0, lift(document, siblings, setting)))
    around = words[max(setting.first, mention.first - 5) : mention.last + 4]
    score -= 1.0 * (not _words("contrasts").isdisjoint(around)) + 0.5 * setting.quoted
    score -= 1.0 * (not _words("history").isdisjoint(words[setting.first : setting.last]))
    score += 1.0 * _has_leader(document, candidate.sibling, setting)
    return score - 1.5 * setting.with_sibling - 0.5 * setting.others


def _ends_name(document: Document, mention: Mention) -> bool:
    """Whether the mention is the end of a name, as in "Charlotte of Belgium", and not of an office."""
    tokens, before = document.tokens, mention.first - 2
    of = before >= 0 and tokens.folded[before + 1] == "of"
    return of and tokens.words[before][:1].isupper() and tokens.folded[before] not in role_words()


def _has_leader(document: Document, nation: str, setting: Setting) -> bool:
    """Whether the sentence names a leader of `nation`."""
    leaders = document.layer(find_leaders)
    return any(leader.country == nation and setting.first <= leader.first < setting.last for leader in leaders)


def _left(words: list[str], mention: Mention, count: int) -> tuple[str, ...]:
    return tuple(words[max(0, mention.first - count) : mention.first]) if isinstance(mention, Toponym) else ()


def lift(document: Document, siblings: Sequence[Mention], setting: Setting) -> float:
    """How much oftener the sentence's words stand with the sibling than other words do: a sum of logarithms."""
    tokens = document.tokens
    with_sibling = {document.sentence_at(each.span.start).start for each in siblings}
    rate = len(with_sibling) / max(1, len(document.sentences))
    common = _words("function words")
    around = tokens.folded[setting.first : setting.last]
    places: dict[str, list[int]] = {w: [] for w in around if len(w) > 3 and w.isalpha() and w not in common}
    for index, word in enumerate(tokens.folded):
        if word in places and not setting.first <= index < setting.last:
            places[word].append(index)
    total = 0.0
    for found in places.values():
        if 0 < len(found) <= MAX_LIFT_OCCURRENCES:
            sentences = {document.sentence_at(tokens.starts[index]).start for index in found}
            total += math.log((len(sentences & with_sibling) + rate) / (len(sentences) + 1) / rate)
    return total


def kindred_sentences(document: Document, siblings: Sequence[Mention], setting: Setting, most: int) -> list[Span]:
    """The sentences that name the sibling and share most words with the candidate's, at most `most`, in text order."""
    tokens = document.tokens
    wanted = {
        w for w in tokens.folded[setting.first : setting.last] if len(w) > 3 and w not in _words("function words")
    }
    shared: dict[Span, int] = {}
    for mention in siblings:
        sentence = document.sentence_at(mention.span.start)
        if sentence not in shared:
            first, last = bisect_left(tokens.starts, sentence.start), bisect_left(tokens.starts, sentence.end)
            shared[sentence] = len(wanted.intersection(tokens.folded[first:last]))
    return sorted(sorted(shared, key=lambda sentence: -shared[sentence])[:most])
