"""A text as it shows: without characters that do not, accents on their letters, letters of one script in a word.

What is hidden in a text, by accident or not, switches off whatever looks for its words. Sources: Unicode Standard
Annex 15 (composition) and Technical Standard 39 (confusable characters).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple, TypeVar

from auditor.article import Article, LayoutBlock, Span
from auditor.text.annotated import AnnotatedText, Piece
from auditor.vocabulary import load_lists

Placed = TypeVar("Placed", LayoutBlock, Span)
SOFT_HYPHEN = "\u00ad"
_UNSEEN = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
"""Characters that show nothing: joiners, breaks, marks of direction, selectors."""
_BLANK = "\u115f\u1160\u2800\u3164\uffa0"
"""Characters that are letters or signs by their class and show as a space."""
_MARKS = "\u0300-\u036f"
_STYLED = "\ufb00-\ufb06\uff21-\uff3a\uff41-\uff5a\uff10-\uff19\U0001d400-\U0001d7ff"
"""Letters and digits in another dress: ligatures, wide and mathematical ones."""
_UNSEEN_CHARACTER = re.compile(f"[{_UNSEEN}]")
_BLANK_CHARACTER = re.compile(f"[{_BLANK}]")
_STYLED_CHARACTER = re.compile(f"[{_STYLED}]")
_WORD = re.compile(rf"[\w{_UNSEEN}{_BLANK}{_MARKS}]++")
_CLUSTER = re.compile(rf"[\s\S][{_MARKS}]*+")
LATIN_END = "\u0250"
"""Letters before it are Latin ones."""


class Trick(StrEnum):
    """What is not as it shows in a word."""

    UNSEEN = "unseen"
    """A character that does not show stands inside it."""
    LOOK_ALIKE = "look-alike"
    """It has letters of another script that look like Latin ones."""


class Tricked(NamedTuple):
    """A word that is not as it shows, by the first of the tricks that it has."""

    trick: Trick
    span: Span
    """Where it stands in the plain text."""
    characters: str
    """Those that are not as they show, each once."""


class PlainText(NamedTuple):
    """A text as it shows, where its passages stand in the text as it came, and what was hidden in it."""

    annotated: AnnotatedText
    tricked: tuple[Tricked, ...]


@dataclass(frozen=True, slots=True)
class PlainArticle:
    """An article as it shows."""

    article: Article
    fields: Mapping[str, PlainText] = field(default_factory=dict)
    """Those whose text is another than the one that came."""

    def place(self, name: str, span: Span) -> Span:
        """Where a passage of the field `name` stands in the article as it came."""
        plain = self.fields.get(name)
        return Span(*plain.annotated.place(span)) if plain else span


def make_plain_article(article: Article) -> PlainArticle:
    """`article` as it shows; its layout counts in the plain text."""
    made = {"title": make_plain(article.title), "text": make_plain(article.text)}
    fields = {name: plain for name, plain in made.items() if plain is not None}
    if not fields:
        return PlainArticle(article)
    shown: dict[str, Any] = {name: plain.annotated.text for name, plain in fields.items()}
    if "text" in fields:
        shown["layout"] = tuple(_moved(block, fields["text"].annotated) for block in article.layout)
        for name in ("quoted", "apart"):
            shown[name] = tuple(_moved(span, fields["text"].annotated) for span in getattr(article, name))
    return PlainArticle(replace(article, **shown), fields)


def _moved(block: Placed, text: AnnotatedText) -> Placed:
    return block._replace(start=text.read_offset(block.start), end=text.read_offset(block.end))


def make_plain(text: str) -> PlainText | None:
    """`text` as it shows; None where it is so already, which nearly all texts are."""
    if text.isascii() or not _suspect().search(text):
        return None
    pieces: list[Piece] = []
    tricked: list[Tricked | None] = []
    reached = length = 0
    for match in _WORD.finditer(text):
        word = match.group()
        if word.isascii() or not _suspect().search(word):
            continue
        before, found = text[reached : match.start()], list(_pieces(word, text[: match.start()][-1:]))
        pieces += [Piece(before, before), *found]
        start, end = length + len(before), length + len(before) + sum(len(piece.read) for piece in found)
        tricked.append(_trick(found, Span(start, end)))
        reached, length = match.end(), end
    if all(piece.whole == piece.read for piece in pieces):
        return None
    return PlainText(AnnotatedText([*pieces, Piece(text[reached:], text[reached:])]), tuple(filter(None, tricked)))


def _pieces(word: str, before: str) -> Iterator[Piece]:
    """What each character of a word, with the marks on it, is read as; `before` is the one before the word, if any."""
    shown = _UNSEEN_CHARACTER.sub("", word)
    letters = _look_alikes() if _is_mixed(shown) else {}
    for match in _CLUSTER.finditer(word):
        piece = Piece(match.group(), _read(match.group(), before, letters))
        yield piece
        before = piece.read[:1] or before


def _read(cluster: str, before: str, letters: Mapping[str, str]) -> str:
    """What one character is read as that stands behind `before`."""
    first = cluster[0]
    if _UNSEEN_CHARACTER.match(first):
        return cluster[1:] if _is_needless(first, before) else cluster
    if _BLANK_CHARACTER.match(first):
        return " "
    if _STYLED_CHARACTER.match(first) or len(cluster) > 1:
        return unicodedata.normalize("NFKC" if len(cluster) == 1 else "NFC", cluster)
    return letters.get(first, first)


def _is_needless(unseen: str, before: str) -> bool:
    """Whether a character that does not show does nothing behind `before`.

    It joins the parts of an emoji, and letters of scripts that need it; behind the remains of a letter that was read
    in the wrong encoding the soft hyphen is the other half.
    """
    half_a_letter = unseen == SOFT_HYPHEN and before in ("Â", "Ã")
    return (before < LATIN_END and not half_a_letter) or unicodedata.category(before)[0] == "P"


def _is_mixed(word: str) -> bool:
    """Whether a word has Latin letters and, of other scripts, look-alikes of them alone."""
    others = [letter for letter in word if letter.isalpha() and letter >= LATIN_END]
    latin = any(letter.isalpha() and letter < LATIN_END for letter in word)
    return latin and bool(others) and all(letter in _look_alikes() for letter in others)


def _trick(pieces: list[Piece], span: Span) -> Tricked | None:
    """What of a word is not as it shows, if anything. A soft hyphen shows where a word is broken, and is no trick."""
    shown = [at for at, piece in enumerate(pieces) if piece.read.isalnum()]
    inside = pieces[shown[0] : shown[-1]] if shown else []
    unseen = [piece.whole for piece in inside if not piece.read and piece.whole != SOFT_HYPHEN]
    alike = [piece.whole for piece in pieces if piece.whole in _look_alikes() and piece.read != piece.whole]
    if not unseen and not alike:
        return None
    return Tricked(Trick.UNSEEN if unseen else Trick.LOOK_ALIKE, span, "".join(dict.fromkeys(unseen or alike)))


@cache
def _look_alikes() -> Mapping[str, str]:
    """Letters of other scripts, each with the Latin one that it cannot be told from."""
    return {pair[0]: pair[1] for pairs in load_lists("look-alikes").values() for pair in pairs}


@cache
def _suspect() -> re.Pattern[str]:
    """A character that may not be as it shows."""
    return re.compile(f"[{_UNSEEN}{_BLANK}{_MARKS}{_STYLED}{''.join(_look_alikes())}]")
