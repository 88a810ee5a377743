"""An index of the names of known bodies and firms, by pairs of words that even a wrong form of them still has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cache, lru_cache
from itertools import chain, combinations
from typing import NamedTuple

from auditor.knowledge.bodies import Bodies, Named
from auditor.knowledge.firms import Firms
from auditor.knowledge.words import load_words
from auditor.mentions.phrases import Phrases
from auditor.mentions.spellings import load_spellings
from auditor.text.fold import fold, without_accents
from auditor.text.grouped import grouped
from auditor.text.possessive import bare
from auditor.text.tokens import find_tokens

MIN_BRAND = 7
"""Letters of a brand of one word, for its slips to be looked for: shorter words are near to too many others."""
UNUSUAL = frozenset("./\"'’!()0123456789")
"""Signs in a name that need the whole tokenizer."""
FEW = 2
"""Telling words of a name of which one that is off leaves too little to know it by, unless it is no word at all."""
ANCHORS = 3
"""Words that longer names are found by: whichever one is off, two are left."""
AMPERSAND = "&"
MAX_PAGES = 60
"""Of the 742 counted ones, on which a word may stand that one of two telling words is known by: what is commoner would
be looked at everywhere, and stands before too many names."""
JOINTS = frozenset({"and", AMPERSAND})
LISTED, ORDER = "listed", "order"


class Form(NamedTuple):
    """A form of a name."""

    written: tuple[str, ...]
    words: tuple[str, ...]
    """The same folded."""
    row: Named
    slip: str
    """LISTED for a usual wrong form, ORDER for one in which two words have changed places, "" for a right one."""
    telling: tuple[int, ...]
    """Where the words stand that have a capital, abbreviations apart."""

    def turned(self, at: int) -> Form:
        """The form with a word and the next but one in each other's place."""
        order = [*range(at), at + 2, at + 1, at, *range(at + 3, len(self.words))]
        written, folded = (tuple([part[place] for place in order]) for part in (self.written, self.words))
        return self._replace(written=written, words=folded, slip=ORDER)


Found = tuple[int, Form]
"""Where a word stands in a form, and the form."""


class Beside(NamedTuple):
    """The forms with a word in which another telling word stands so far off."""

    distance: int
    by_other: dict[str, list[Found]]
    """By that other word, folded: longer forms, and wrong ones."""
    halves: list[Found]
    """Right forms of two telling words, of which the other may be no word at all."""


class BodyNames(NamedTuple):
    """The forms of all names."""

    beside: Mapping[str, Sequence[Beside]]
    """By a word as written: what may stand beside it."""
    slips: Mapping[str, Form]
    """Names of one word by their usual wrong forms and slips, as written."""
    anchors: Set[str]
    """All words that a look-up may begin with."""
    right: Phrases[Named]
    """The right forms by their first word, folded, and in one spelling."""
    by_acronym: Mapping[str, Sequence[Named]]


@lru_cache(4)
def body_names(bodies: Bodies, firms: Firms) -> BodyNames:
    """The index of two tables."""
    rows: list[Named] = [*bodies.rows, *firms.rows]
    forms = list(_forms(rows))
    right = dict(_right(forms))
    wanted = list(_wanted(forms, right))
    beside = _beside(wanted)
    slips = dict(_slips_of(wanted, beside.keys()))
    by_acronym = grouped((letters, row) for row in rows for letters in row.acronyms)
    return BodyNames(beside, slips, beside.keys() | slips.keys(), Phrases.of(right, 0), by_acronym)


def _right(forms: Iterable[Form]) -> Iterator[tuple[tuple[str, ...], Named]]:
    """The right forms, each in two spellings, with their rows."""
    for form in forms:
        if not form.slip:
            yield form.words, form.row
            yield in_one_spelling(form.words), form.row


def _wanted(forms: Iterable[Form], right: Mapping[tuple[str, ...], Named]) -> Iterator[Form]:
    """The forms that are looked for: wrong ones as they are, right ones for what is near to them."""
    for form in forms:
        if form.slip or _is_looked_for(form, right):
            yield form
        yield from (turned for turned in _turned(form) if turned.words not in right)


def _is_looked_for(form: Form, right: Mapping[tuple[str, ...], Named]) -> bool:
    """Whether near forms of a right one are looked for: not of one that is another with "U.S." before it, nor of
    another spelling of one."""
    is_longer = 0 not in form.telling and form.words[1:] in right
    is_spelling = AMPERSAND in form.words and _with_and(form) in right
    return not (form.row.aside or is_longer or is_spelling)


def _with_and(form: Form) -> tuple[str, ...]:
    return tuple(["and" if word == AMPERSAND else word for word in form.words])


def _forms(rows: Iterable[Named]) -> Iterator[Form]:
    """Every form of every row."""
    for text, row, slip in chain.from_iterable(map(_told, rows)):
        written, folded = _cut(text)
        telling = tuple([at for at, word in enumerate(written) if is_telling(word)])
        yield Form(tuple(written), tuple(folded), row, slip, telling)


def _cut(name: str) -> tuple[list[str], list[str]]:
    """The tokens of a name, as written and folded: those of `find_tokens`, in a tenth of the time where it is plain."""
    if UNUSUAL.isdisjoint(name):
        parted = name.replace(",", " ,").replace("-", " - ").replace(AMPERSAND, f" {AMPERSAND} ")
        return parted.split(), fold(parted).split()
    tokens = find_tokens(name)
    return tokens.words, tokens.folded


def _told(row: Named) -> Iterator[tuple[str, Named, str]]:
    """The forms of a row, each with its slip; a former name that is listed as wrong is no right one."""
    right = dict.fromkeys(chain.from_iterable(map(_spellings, (row.name, *row.forms, *row.former))))
    wrong = dict.fromkeys(chain.from_iterable(map(_spellings, row.wrong)))
    yield from ((text, row, "") for text in right if text not in wrong)
    yield from ((text, row, LISTED) for text in wrong)


def _spellings(name: str) -> Iterator[str]:
    """A name, and itself without accents, with "&" for "and" or the reverse, with a comma before "and" or none."""
    yield from (name, without_accents(name), name.replace(" & ", " and "), name.replace(" and ", " & "))
    if ", and " in name:
        yield name.replace(", and ", " and ")
    elif "," in name:
        yield name.replace(" and ", ", and ")


def _turned(form: Form) -> Iterator[Form]:
    """A longer right form with the words on either side of its first "and" in each other's place."""
    joined = [at for at in form.telling if at + 2 in form.telling and form.words[at + 1] in JOINTS]
    if joined and len(form.telling) > FEW and not (form.slip or form.row.aside):
        yield form.turned(joined[0])


def in_one_spelling(words: Iterable[str]) -> tuple[str, ...]:
    """Words so that the British and the American spelling of a name become one."""
    spellings = load_spellings()
    return tuple([min(word, spellings.get(word, word)) for word in words])


@cache
def is_telling(word: str) -> bool:
    """Whether a word of a name has a capital and is no abbreviation, as "U.S." and "UN" are."""
    return word[0].isupper() and "." not in word and not (len(word) == len("UN") and word.isupper())


def _beside(forms: Iterable[Form]) -> dict[str, list[Beside]]:
    """The forms by each two of their rarest telling words; wrong ones by one two of any with a capital."""
    found: dict[str, dict[int, Beside]] = {}
    for form in forms:
        is_half = len(form.telling) == FEW and not form.slip
        for at, other in _halves(form) if is_half else combinations(_rarest(form), 2):
            by_distance = found.setdefault(bare(form.written[at]), {})
            beside = by_distance.setdefault(other - at, Beside(other - at, {}, []))
            (beside.halves if is_half else beside.by_other.setdefault(bare(form.words[other]), [])).append((at, form))
    return {word: list(by_distance.values()) for word, by_distance in found.items()}


def _rarest(form: Form) -> list[int]:
    """The words that a form is found by, the rarest first."""
    known = [at for at, word in enumerate(form.written) if word[0].isupper()] if form.slip else form.telling
    return sorted(known, key=lambda at: _pages(form, at))[: FEW if form.slip else ANCHORS]


def _halves(form: Form) -> Iterator[tuple[int, int]]:
    """Each of two telling words that is not too common, and the other."""
    one, two = form.telling
    yield from (pair for pair in ((one, two), (two, one)) if _pages(form, pair[0]) <= MAX_PAGES)


def _pages(form: Form, at: int) -> int:
    """On how many pages of news a word of a form stands."""
    return load_words().count(form.words[at]).pages


def _slips_of(forms: Sequence[Form], taken: Set[str]) -> Iterator[tuple[str, Form]]:
    """The usual slips of the longer names of one word that are no words of their own; usual wrong forms of one word."""
    lone = [form for form in forms if len(form.words) == 1]
    held = load_words().counts.keys() | set(map(fold, [*taken, *(form.written[0] for form in lone)]))
    for form in lone:
        if form.slip:
            yield form.written[0], form
        else:
            yield from ((slip, form) for slip in _slips(form.written[0]) if fold(slip) not in held)


def _slips(name: str) -> Iterator[str]:
    """A longer name with a letter left out or doubled, or two neighbours swapped, but for the first."""
    for at in range(1, len(name)) if len(name) >= MIN_BRAND else ():
        head, letter, tail = name[:at], name[at], name[at + 1 :]
        yield head + tail
        yield head + letter + letter + tail
        yield head + tail[:1] + letter + tail[1:]
