"""Which of a page's headings and titles is the title of its article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

MIN_WORDS = 3
"""Of a heading or title that is taken for part of another: fewer are in many."""
MIN_SHARED = 0.6
"""Share of the shorter's words that two ways to write one title have in common."""
MAX_SITE_WORDS = 5
"""Of what stands behind the title and names the site or its section."""
_WORD = re.compile(r"\w+")
_BETWEEN = re.compile(r"\s+[|•·»«:]+\s+|\s*\|\s*|\s+[-–—]+\s+|:\s+| // | > ")
"""What parts the title of an article from the name of the site in a title element."""
_HIDDEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


def choose_title(headings: Sequence[str], page_title: str, others: Sequence[str], site: Iterable[str]) -> str:
    """The article's title.

    A heading that agrees with the title element wins, then one that agrees with what else is given for a title: the
    headline of JSON-LD before those for networks (`others`). Without such a heading it is the first of these that the
    title element bears out, then the title element without the `site`, then what there is.
    """
    names = {_key(name) for name in site}
    headings = [plain(heading) for heading in headings if _key(heading) and _key(heading) not in names]
    own = without_site(page_title, names)
    for told in (own, *others):
        agreeing = [heading for heading in headings if agree(heading, told)]
        if agreeing:
            return max(agreeing, key=lambda heading: _shared(heading, told))
    borne_out = [own if _is_cut(other, own) else other for other in others if agree(other, own)]
    left = [*borne_out, *(headings if len(headings) == 1 else ()), *others[:1], own, *others, *headings]
    return next((title for title in map(plain, left) if title and _key(title) not in names), "")


def _is_cut(other: str, whole: str) -> bool:
    """Whether a title ends before the whole one does, as programs cut them that allow for so many characters."""
    return _words(whole)[: len(_words(other))] == _words(other)


def plain(title: str) -> str:
    """A title without characters that nobody sees, its white space single spaces."""
    return " ".join(_HIDDEN.sub("", title).split())


def without_site(title: str, names: Iterable[str]) -> str:
    """A title element's text without the name of the site before or behind it, and without its section."""
    known, pieces = set(names), list(_pieces(title))
    while len(pieces) > 1 and (_key(pieces[-1][1]) in known or _is_tail(pieces)):
        pieces.pop()
    while len(pieces) > 1 and _key(pieces[0][1]) in known:
        pieces.pop(0)
    return plain("".join(gap + piece for gap, piece in pieces)[len(pieces[0][0]) :]) if pieces else ""


def _pieces(title: str) -> Iterable[tuple[str, str]]:
    """The pieces of a title element, each after what parts it from the one before."""
    at, gap = 0, ""
    for match in _BETWEEN.finditer(title):
        yield gap, title[at : match.start()]
        at, gap = match.end(), match.group()
    yield gap, title[at:]


def _is_tail(pieces: Sequence[tuple[str, str]]) -> bool:
    """Whether the last piece is so short behind so much that it names a site; behind a colon nothing does."""
    gap, last = pieces[-1]
    before = sum(len(_words(piece)) for _, piece in pieces[:-1])
    return ":" not in gap and len(_words(last)) <= MAX_SITE_WORDS and before >= max(MIN_WORDS, len(_words(last)))


def agree(one: str, other: str) -> bool:
    """Whether two texts are one title: the same words, one within the other, or most words of the shorter."""
    first, second = sorted((_words(one), _words(other)), key=len)
    if first == second or len(first) < MIN_WORDS:
        return first == second != []
    within = f" {' '.join(first)} " in f" {' '.join(second)} "
    return within or _shared(one, other) >= MIN_SHARED


def _shared(one: str, other: str) -> float:
    """The share of the shorter's words that the other has, too."""
    first, second = sorted((set(_words(one)), set(_words(other))), key=len)
    return len(first & second) / len(first) if first else 0.0


def _words(text: str) -> list[str]:
    return _WORD.findall(_HIDDEN.sub("", text).casefold())


def _key(text: str) -> str:
    """A name without what its spellings differ in."""
    return "".join(_words(text))
