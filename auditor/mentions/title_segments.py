"""The parts of a title that colons, bars and dashes part: labels, bylines, lists and names of sites."""

from __future__ import annotations

import re
from bisect import bisect_right

from auditor.document import Document
from auditor.knowledge.words import load_person_names
from auditor.mentions.capitals import is_capitalised
from auditor.mentions.names import case_of, has_capital_of_name, is_acronym
from auditor.vocabulary import words
from auditor.window import Bounds, Window

LABEL_WORDS = 4
"""A first or last part of so few words, all of names, is a label, a byline or the name of a site."""
TOPICS, TOPIC_WORDS = 3, 3
"""So many topics make a list of them, each of so few words: in four, a headline of two parties and a verb stands."""
_GLUED = re.compile(
    r"(?:(?<=[a-z]{2})|(?<=[a-z][.?!'’\"”]))([A-Z][a-z]+)"
    r"(?: [A-Z][\w.'’-]*){1,2}(?:(?:,|,? and) [A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,2})*$"
)
"""Names from a word on that is written to the end of the one before: "format" and "Anne Hill"."""


def stands_alone(window: Window) -> bool:
    """Whether a passage of the title is in a byline or a label: names claim nothing there, they say who or what of."""
    return _is_label(window) or window.end > window.document.layer(find_glued_byline)


def is_of_site(window: Window) -> bool:
    """Whether a passage stands behind a last dash or bar, in a few words."""
    tokens, part = window.tokens, segment_of(window)
    parted = _mark_before(window) not in ("", ":")
    written = window.document.title_text[tokens.starts[part.first] :] if parted else ""
    return parted and part.end == len(tokens) and len(written.split()) <= LABEL_WORDS


def lists_topics(window: Window) -> bool:
    """Whether a passage stands behind a colon in a list of topics or guests: "The week: ferries, Anne Hill, hats"."""
    part = segment_of(window)
    listed = "\n".join(window.tokens.folded[part.first : part.end]).split("\n,\n")
    short = all(len(item.split("\n")) <= TOPIC_WORDS for item in listed)
    return _mark_before(window) == ":" and len(listed) >= TOPICS and short and not any(map(str.isdigit, listed))


def segment_of(window: Window) -> Bounds:
    """The part of the title, between colons, bars and dashes with spaces, that a passage of it stands in."""
    tokens = window.tokens
    marks = [at for at in tokens.at(words("titles/parting")) if _parts(window.document, at)]
    first = max((at + 1 for at in marks if at < window.first), default=0)
    return Bounds(first, min((at for at in marks if at >= window.end), default=len(tokens)))


def _mark_before(window: Window) -> str:
    """The mark before the part of the title that a passage stands in; "" if it is the first."""
    return window._replace(first=segment_of(window).first).word_before


def find_glued_byline(document: Document) -> int:
    """The token of the title that its authors begin in, without a space before them; beyond the title if none do."""
    glued = _GLUED.search(document.title_text)
    given = glued and glued[1].lower() in load_person_names().given
    starts = document.title_tokens.starts
    return bisect_right(starts, glued.start()) - 1 if glued and given else len(starts)


def _parts(document: Document, at: int) -> bool:
    """Whether a mark parts the title: a colon or a bar does, and a dash that does not join two words."""
    tokens = document.title_tokens
    return tokens.words[at] in ":|" or document.title_text[tokens.ends[at - 1] : tokens.ends[at - 1] + 1].isspace()


def _is_label(window: Window) -> bool:
    """Whether its part of the title is nothing but it, or the first of several and nothing but a few names."""
    part, tokens = segment_of(window), window.tokens
    named = tokens.words[part.first : part.end]
    if part == (window.first, window.end):
        return True
    leads = part.first == 0 and part.end < len(tokens)
    tells = is_capitalised if case_of(tokens.words) == "sentence" else _is_of_name
    return leads and len(named) <= LABEL_WORDS and all(tells(word) or _joins(word) for word in named)


def _is_of_name(written: str) -> bool:
    """Whether a word is of a name where a capital tells nothing."""
    return has_capital_of_name(written) or is_acronym(written)


def _joins(written: str) -> bool:
    """Whether a word stands between those of a name, or is no word."""
    return written.lower() in words("titles/within names") | words("persons/particles") or not written[0].isalpha()
