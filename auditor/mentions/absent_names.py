"""Names of the title that the text has in no form: neither as written, nor by another word, nor misspelt."""

from __future__ import annotations

import re

from auditor.document import Document
from auditor.mentions.names import (
    Name,
    find_title_names,
    is_acronym,
    is_common_capital,
    is_given_name,
    is_known_person,
    is_ordinary,
    is_surname,
)
from auditor.mentions.title_body import has_word, is_spelt_out, resembles_body_name
from auditor.sources import source_word

MIN_PUBLISHER = 4
"""Letters of a name that may be a part of the source's: "Guardian" in "theguardian"."""
CITY, LARGE_CITY = 100_000, 500_000
"""People of a city whose name is taken for the place; the second where it is a surname, too."""
_SEGMENT_END = re.compile(r"\s*(?::|$|\s[-–—|]\s)")
_SEGMENT_START = re.compile(r"(?::|\s[-–—|])\s*$")
_SITE = re.compile(r"\s[-–—|]\s+(\S+(?: \S+){0,3})$")
"""A last segment of so few words is mostly the name of a site."""
_WORK_START, _WORK_END = re.compile(r"[‘“\"'](?:The |An? )?$"), re.compile(r"[’”\"']")
"""Marks around the name of a work, a programme or a ship."""
_NEXT_WORD = re.compile(r" ([A-Z][\w.]+)")


def is_person(name: Name) -> bool:
    """Whether a name is plainly a person's."""
    folded = name.folded
    if is_common_capital(folded[-1]) or is_acronym(name.words[-1]):
        return False
    surname = is_known_person(folded[-1]) or (name.sure and is_surname(folded[-1]))
    return surname or (len(folded) > 1 and is_given_name(folded[-2]))


def find_absent_names(document: Document) -> list[Name]:
    """Names of the title that the body has in no form, in order."""
    names = document.layer(find_title_names)
    site = _SITE.search(document.title.text) if names and document.title else None
    told = [name for name in names if site is None or name.span.start < site.start(1)]
    publisher = source_word(document.article) if told else ""
    told = [name for name in told if not _is_of_publisher(name.written, publisher)]
    return [name for name in told if _is_judged(document, name) and _is_absent(document, name)]


def _is_of_publisher(written: str, publisher: str) -> bool:
    """Whether a name is that of the article's source, as in "The Guardian view on ferries"."""
    return written == publisher or (len(written) >= MIN_PUBLISHER and written in publisher)


def _is_judged(document: Document, name: Name) -> bool:
    """Whether a name belongs to what the title says, not to its author, its paper or its label."""
    words = _telling_words(name)
    if not words:
        return False
    text = document.title.text if document.title else ""
    if _WORK_START.search(text[max(0, name.span.start - 5) : name.span.start]) and _WORK_END.match(text, name.span.end):
        return False
    opens = name.span.start == 0 or _SEGMENT_START.search(text[max(0, name.span.start - 4) : name.span.start])
    return not (opens and _SEGMENT_END.match(text, name.span.end)) and not _leads_name(document, name)


def _telling_words(name: Name) -> list[str]:
    """The words of a name that tell it from others; of a person's the surname."""
    folded = name.folded
    if is_person(name):
        return [folded[-1]]
    telling = [word for word in folded if len(word) > 2 and not is_ordinary(word) and not is_common_capital(word)]
    if not telling and (is_acronym(name.words[0]) or (name.sure and len(folded) > 1)):
        return [word for word in folded if len(word) > 2 and word != "the"][:1]
    return telling


def is_place(document: Document, name: Name) -> bool:
    """Whether a name is a people's, an area's or a larger city's."""
    gazetteer = document.knowledge.gazetteer
    if len(name.words) > 1 and is_person(name):
        return False
    for key in {" ".join(name.words), name.words[-1]}:
        options = gazetteer.places(key)
        least = LARGE_CITY if is_known_person(key.lower()) else CITY
        if key in gazetteer.demonyms or (options and (options[0].kind != "city" or options[0].population >= least)):
            return True
    return False


def _leads_name(document: Document, name: Name) -> bool:
    """Whether the next word of the title has a capital too and is the surname to a given name that stands alone."""
    text = document.title.text if document.title else ""
    following = _NEXT_WORD.match(text, name.span.end)
    if following is None or len(name.words) > 1:
        return False
    word = following.group(1).lower()
    return is_given_name(name.folded[0]) or (not is_ordinary(word) and has_word(document, word))


def _is_absent(document: Document, name: Name) -> bool:
    words = _telling_words(name)
    if any(has_word(document, word) for word in words) or is_spelt_out(document, name.words):
        return False
    return not any(resembles_body_name(document, word) for word in words)
