"""What a text says of politicians' parties and states: "Sen. X, R-Ohio", "X of Ohio", "a Democrat from Maine"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from functools import cache, lru_cache
from typing import NamedTuple

from auditor.document import Document
from auditor.knowledge.offices import OfficeTable, Place
from auditor.knowledge.parties import load_parties
from auditor.mentions.offices import STOP, Places
from auditor.mentions.people import People, PersonMention, find_people
from auditor.mentions.phrases import BothEnds
from auditor.text.tokens import find_tokens
from auditor.vocabulary import words
from auditor.window import Window

MIN_CUT = len("Me.")
"""Letters of an abbreviation, its full stop too, above which it may stand without that."""
STATE_CODE = len("US-OH")
MAX_BETWEEN = 7
"""Tokens between a word for a party and a name: "Republican U.S. Senate Majority Leader"."""
NEAR = MAX_BETWEEN + 2
"""Tokens on either side of a word for a party among which somebody must be named."""
MAX_MODIFIERS = 2
"""Tokens between an article and a word for a party: "a moderate Republican"."""
MAX_JOINTS = 2
"""Tokens between a party's letter and a state: "R.-Ohio"."""
IN_A_LIST = 30
"""How far before a name a plural is looked for that makes it one of several law-makers."""

Parties = frozenset[str]
"""Ids of the parties that words may mean; none if they name none."""


class Affiliation(NamedTuple):
    """A passage that gives a person a party, a state or both."""

    window: Window
    """From the name to the words for party and state, or from those to the name."""
    people: tuple[str, ...]
    """Everybody who may be meant, as keys of the table."""
    full: bool
    """Whether the name is given in full."""
    form: str
    """How it is told: "tag", "of", "apposition", or before the name, as "titled" or right "beside" it."""
    parties: Parties
    states: Places
    """Codes that the state may have; none if none is named."""
    word: str
    """The word or letter for the party, folded; "" if none is named."""
    title: str
    """The law-maker's title before the name, folded; "" if there is none."""


@lru_cache(maxsize=8)
def state_index(table: OfficeTable) -> BothEnds[str]:
    """Codes of the US states and territories of `table` by the forms of their names."""
    return BothEnds.of((form, code) for code in table.places if _is_state(code) for form in _forms(table.places[code]))


def _is_state(code: str) -> bool:
    return code.startswith("US-") and len(code) == STATE_CODE


def _forms(state: Place) -> set[tuple[str, ...]]:
    """Names, abbreviations and postal code, with the last full stop and without; "Washington" is the district, too.

    Without the stop two letters are a postal code only in capitals: "As", "In" and "Or" are words.
    """
    postal = state.code[-2:]
    forms = (*state.forms, state.adjective, postal, f"{postal.title()}.")
    tokens = [tuple(find_tokens(form).words) for form in forms]
    return {*tokens, *(each[:-1] for each in tokens if each[-1] == "." and len("".join(each)) > MIN_CUT)}


class PartyWords(NamedTuple):
    """What texts call parties and their members, folded."""

    called: Mapping[str, Parties]
    """The parties that a word or letter may mean."""
    letters: frozenset[str]
    members: frozenset[str]


@cache
def _party_words() -> PartyWords:
    called: dict[str, Parties] = {}
    letters, members = set[str](), set[str]()
    for party in load_parties().values():
        own = {letter.lower() for letter in party.letters}
        letters |= own
        members |= party.members
        called |= {word: called.get(word, frozenset()) | {party.id} for word in own | party.members | party.owned}
    return PartyWords(called, frozenset(letters), frozenset(members))


def find_affiliations(document: Document) -> Sequence[Affiliation]:
    """Parties and states that the text gives to persons of the table, in text order."""
    people = document.layer(find_people)
    if not people.by_first:
        return []
    found = [each for read in READERS for each in read(document, people)]
    return sorted(found, key=lambda each: each.window.first)


def _made(mention: PersonMention, told: Window, form: str, called: str, states: Places) -> Affiliation:
    """The affiliation of a name by the words for party and state beside it, and the word or letter for the party."""
    name, parties = mention.window(told.document), _party_words().called.get(called, frozenset())
    whole = told._replace(first=min(name.first, told.first), end=max(name.end, told.end))
    return Affiliation(whole, mention.people, mention.full, form, parties, states, called, _title(name))


def _title(name: Window) -> str:
    title = name.with_before(STOP, 1).word_before
    return title if title in words("lawmakers/titles") else ""


def _with_state(window: Window) -> tuple[Window, Places] | None:
    """A passage with the state right behind it; None if there is none, or it begins a longer name."""
    found = state_index(window.document.knowledge.offices).behind(window)
    goes_on = found and found[0].words[-1] != "." and found[0].capital_behind
    return None if goes_on else found


def _tags(document: Document, people: People) -> Iterator[Affiliation]:
    """ "X, R-Ohio", "X (D-N.Y.)", "X (R)"."""
    for letter in _with_capital(document, _party_words().letters):
        opened = letter.with_before(words("lawmakers/opening"), 1)
        name = people.before(opened) if opened.first < letter.first else None
        tag, states = _tag(letter) if name else (letter, ())
        if name and tag.end > letter.end:
            yield _made(name, tag, "tag", letter.words[0], states)


def _tag(letter: Window) -> tuple[Window, Places]:
    """A party's letter with the state, or the mark at its end; the letter alone is none."""
    joined = letter.with_behind(words("lawmakers/joined"), MAX_JOINTS)
    placed = _with_state(joined) if joined.end > letter.end else None
    tag, states = placed or (letter, ())
    return tag.with_behind(words("lawmakers/closing"), 1), states


def _with_capital(document: Document, wanted: Set[str]) -> Iterator[Window]:
    """Words of the text that are written with a capital."""
    found = (Window(document, at, at + 1) for at in document.tokens.at(wanted))
    return (word for word in found if word.tokens.words[word.first][0].isupper())


def _of_states(document: Document, people: People) -> Iterator[Affiliation]:
    """ "Sen. X of Ohio", "the senators X of Ohio and Y of Maine"."""
    for mention in people.by_first.values():
        name = mention.window(document)
        found = _with_state(name.with_behind(OF, 1)) if name.word_after == "of" else None
        if found and _is_lawmaker(name):
            yield _made(mention, found[0], "of", "", found[1])


def _is_lawmaker(name: Window) -> bool:
    """Whether a title stands before a name, or a plural that makes it one of several law-makers."""
    return bool(_title(name)) or not words("lawmakers/members").isdisjoint(name.before(IN_A_LIST))


def _with_parties(document: Document, people: People) -> Iterator[Affiliation]:
    """ "X, a Democrat from Maine", "Maine Democrat X", "Republican Sen. X": no "non-Democrat", no "a democrat"."""
    called = _party_words().called.keys() - _party_words().letters
    for word in (word for word in _with_capital(document, called) if people.near(word, NEAR)):
        if words("grammar/hyphens").isdisjoint(word.around(1)):
            placed, states = state_index(document.knowledge.offices).before(word) or (word, ())
            yield from _before_name(word, placed, states, people)
            yield from _apposition(word, placed, states, people)


def _before_name(word: Window, placed: Window, states: Places, people: People) -> Iterator[Affiliation]:
    """Who is named behind a word for a party, or behind titles between: "the Republican House" is none."""
    titled = word.with_behind(words("lawmakers/between"), MAX_BETWEEN)
    name = people.by_first.get(titled.end) if titled.word_after else None
    last = [said for said in titled.words if said != "."][-1]
    if name and (titled == word or last in words("lawmakers/officers")):
        yield _made(name, placed, "beside" if titled == word else "titled", word.words[0], states)


def _apposition(word: Window, placed: Window, states: Places, people: People) -> Iterator[Affiliation]:
    """The person whom "a moderate Republican", "the Ohio Democrat" or "Republican of Ohio" speaks of."""
    modified = placed.with_before(words("offices/modifiers"), MAX_MODIFIERS)
    phrase = modified.with_before(words("grammar/articles"), 1)
    opened = phrase.with_before(words("lawmakers/opening"), 1)
    name = people.before(opened) if opened.first < phrase.first and _is_member(word) else None
    behind = _with_state(word.with_behind(FROM, 1)) if word.word_after in FROM else None
    last, states = behind or (word, states)
    if name and (states or phrase.first < modified.first):
        yield _made(name, phrase._replace(end=last.end), "apposition", word.words[0], states)


def _is_member(word: Window) -> bool:
    """Whether a word for a party means somebody, and no more of the phrase follows than from where."""
    return word.words[0] in _party_words().members and word.word_after in words("lawmakers/behind")


OF = frozenset({"of"})
FROM = frozenset({"of", "from"})
READERS: Sequence[Callable[[Document, People], Iterator[Affiliation]]] = (_tags, _of_states, _with_parties)
