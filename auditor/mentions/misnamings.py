"""Where a text is a word off the name of a known body or firm, and how it differs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import ne
from typing import NamedTuple

from rapidfuzz.distance import OSA, Prefix

from auditor.document import Document
from auditor.knowledge.bodies import Named
from auditor.knowledge.words import load_words
from auditor.mentions.body_names import JOINTS, LISTED, Beside, BodyNames, Form, Found, body_names
from auditor.mentions.capitals import Capitals, find_capitals, find_title_capitals
from auditor.mentions.names import is_acronym, is_ordinary
from auditor.mentions.spellings import load_spellings
from auditor.text.fold import without_accents
from auditor.text.possessive import bare
from auditor.vocabulary import words
from auditor.window import Window

MIN_STEM = 5
"""Letters that two words of one stem begin with, and that a word must have to be a letter off another."""
MAX_OFF = 2
"""Words that may differ: one, and one that is only spelled in another way."""
MANY_WORDS = 4
"""Telling words of a name in which one may be any other: two of three are those of too many other names."""
MAX_BEFORE = 6
"""Words before a passage in which a longer name that holds it may begin."""


class Misnaming(NamedTuple):
    """A passage that is a word off the name of a body, or a usual wrong form of it."""

    window: Window
    row: Named
    right: str
    """The form of the name that it is nearest to."""
    slip: str
    """How it differs: one of SLIPS, "link" or "word" for another small or telling word, or the slip of its form."""
    word: str
    """The word that differs, folded; "" where it is not one."""
    telling: int
    """How many telling words the form has."""


def known_names(document: Document) -> BodyNames:
    """The index of the names that the document's tables have."""
    return body_names(document.knowledge.bodies, document.knowledge.firms)


def find_misnamings(document: Document) -> list[Misnaming]:
    """Where the text, and a title beside it, is a word off a known name; a passage may be off several."""
    names = known_names(document)
    fields = {"text": find_capitals, "title": find_title_capitals}
    found = [each for field in fields for each in _misnamings(document, names, document.layer(fields[field]), field)]
    found.sort(key=lambda each: each.slip == LISTED)
    apart = {(each.window.field, each.window.first, each.window.end, each.right): each for each in found}
    return [each for each in apart.values() if not _is_known(each, names)]


def letters_behind(window: Window) -> str:
    """The acronym in brackets right behind a passage; "" if none stands there."""
    bracket, letters, end = (*window.after(3, written=True), "", "", "")[:3]
    return letters if (bracket, end) == ("(", ")") and is_acronym(letters) else ""


def has_name_before(window: Window) -> bool:
    """Whether a word with a capital stands right before a passage, and neither owns it nor only opens the sentence."""
    if not window.capital_before:
        return False
    before = window._replace(first=window.first - 1, end=window.first)
    is_opener = before.opens and is_ordinary(before.words[0])
    return before.bare_span == before.span and not is_opener


def _misnamings(document: Document, names: BodyNames, capitals: Capitals, field: str) -> Iterator[Misnaming]:
    folded = Window(document, 0, 0, field).tokens.folded
    for place, word in capitals.among(names.anchors):
        for at, form in _forms_at(folded, place, names.beside.get(word, ())):
            window = Window(document, place - at, place - at + len(form.words), field)
            differs = _compare(window, form, names)
            if differs is not None:
                yield Misnaming(window, form.row, _right(form), *differs, len(form.telling))
        if word in names.slips:
            form, window = names.slips[word], Window(document, place, place + 1, field)
            yield Misnaming(window, form.row, _right(form), form.slip or "letter", word.lower(), 1)


def _forms_at(folded: Sequence[str], place: int, besides: Sequence[Beside]) -> list[Found]:
    """The forms of which another word stands as far off as here; of those of two telling words the ones in whose other
    place stands no word of English."""
    found: list[Found] = []
    size, english = len(folded), load_words().counts
    for distance, by_other, halves in besides:
        other = folded[place + distance] if 0 <= place + distance < size else ""
        if other.endswith("'s"):  # all that folding leaves of a possessive; `bare` for each word would cost more
            other = other[:-2]
        if other in by_other:
            found += by_other[other]
        if halves and other not in english:
            found += halves
    return found


def _right(form: Form) -> str:
    """The name to be told: that of the row for a wrong form, which may be off in several words."""
    return form.row.name if form.slip else " ".join(form.written).replace(" ,", ",").replace(" - ", "-")


def _compare(window: Window, form: Form, names: BodyNames) -> tuple[str, str] | None:
    """How a passage differs from a form, and the word that does; None where it does not, or too far."""
    there = window.words
    if window.first < 0 or len(there) != len(form.words) or sum(map(ne, there, form.words)) > MAX_OFF:
        return None
    there[-1] = bare(there[-1])
    is_same = tuple(there) == form.words
    if is_same != bool(form.slip) or tuple(there) in names.right.meanings:
        return None
    if not all(window.tokens.words[window.first + at][0].isupper() for at in form.telling):
        return None
    return (form.slip, "") if is_same else _difference(there, form)


def _difference(there: Sequence[str], form: Form) -> tuple[str, str] | None:
    """The slip and the word, where just one word is another than in a right form."""
    differing = [at for at, word in enumerate(there) if not _same(word, form.words[at])]
    if len(differing) != 1:
        return None
    word, known = there[differing[0]], form.words[differing[0]]
    if differing[0] not in form.telling:
        return ("link", word) if {word, known} <= words("names/links of names") else None
    slip = _slip(word, known, len(form.telling))
    return (slip, word) if slip and word.replace("'", "").isalpha() else None


def _same(there: str, known: str) -> bool:
    """Whether two words differ in spelling only: British and American, or with and without accents."""
    alike = there == known or load_spellings().get(there) == known
    return alike or {there, known} == JOINTS or without_accents(there) == without_accents(known)


def _is_number(there: str, known: str) -> bool:
    return there + "s" == known or known + "s" == there


def _is_letter_off(there: str, known: str) -> bool:
    return len(known) >= MIN_STEM and OSA.distance(there, known, score_cutoff=1) == 1


def _is_head(there: str, known: str) -> bool:
    return {there, known} <= words("names/heads for each other") or {there, known} <= words(
        "names/matters for each other"
    )


def _has_stem(there: str, known: str) -> bool:
    """Whether both begin alike; a known word with more behind it has only lost a space."""
    return Prefix.similarity(there, known) >= MIN_STEM and not there.startswith(known)


SLIPS: Mapping[str, Callable[[str, str], bool]] = {
    "number": _is_number,
    "letter": _is_letter_off,
    "head": _is_head,
    "stem": _has_stem,
}
"""How a word may stand for another: in the other number, a letter off, another noun for a body, another word of the
stem."""


def _slip(there: str, known: str, telling: int) -> str:
    """The first of SLIPS that fits; "word" for any other word in a name that has words enough; else ""."""
    fitting = (name for name, fits in SLIPS.items() if fits(there, known))
    other = telling >= MANY_WORDS and there not in words("names/links of names")
    return next(fitting, "word" if other else "")


def _is_known(misnaming: Misnaming, names: BodyNames) -> bool:
    """Whether what stands there is, or is part of, the right name of some body or firm."""
    window = misnaming.window
    start = max(0, window.first - MAX_BEFORE)
    folded = window.tokens.folded[start : window.end + MAX_BEFORE]
    first, end = window.first - start, window.end - start
    return any(_holds(words, names, first, end) for words in (folded, list(map(bare, folded))))


def _holds(folded: list[str], names: BodyNames, first: int, end: int) -> bool:
    """Whether a right name begins at or before `first` and ends at or behind `end`."""
    found = ((begin, names.right.at(folded, begin)) for begin in range(first + 1))
    return any(match is not None and match[0] >= end for _, match in found)
