"""What a text says of politicians' parties and states: "Sen. X, R-Ohio", "X of Ohio", "a Democrat from Maine"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import takewhile
from typing import NamedTuple

from auditor.document import Document
from auditor.knowledge.offices import OfficeTable, Place
from auditor.knowledge.parties import load_parties
from auditor.mentions.offices import Places
from auditor.mentions.people import People, PersonMention, find_people
from auditor.mentions.phrases import BothEnds
from auditor.text.tokens import find_tokens
from auditor.vocabulary import words
from auditor.window import Window

STATE_CODE = len("US-OH")
MAX_BETWEEN = 7
"""Tokens between a word for a party and a name: "Republican U.S. Senate Majority Leader"."""
NEAR = MAX_BETWEEN + 2
"""Tokens on either side of a word for a party among which a name must begin or end."""
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
    """Names, abbreviations and postal code, with the last full stop and without; "Washington" is the district, too."""
    postal = state.code[-2:]
    forms = (*state.forms, state.adjective, postal, f"{postal.title()}.")
    tokens = [tuple(find_tokens(form).words) for form in forms]
    return {*tokens, *(each[:-1] for each in tokens if each[-1] == ".")}


@cache
def _called() -> dict[str, Parties]:
    """The parties that a folded word or letter may mean."""
    found: dict[str, Parties] = {}
    for party in load_parties().values():
        for word in party.members | party.owned | {letter.lower() for letter in party.letters}:
            found[word] = found.get(word, frozenset()) | {party.id}
    return found


@cache
def _members() -> frozenset[str]:
    return frozenset(word for party in load_parties().values() for word in party.members)


@cache
def _words() -> frozenset[str]:
    return frozenset(_called()) - _letters()


@cache
def _letters() -> frozenset[str]:
    return frozenset(letter.lower() for party in load_parties().values() for letter in party.letters)


def find_affiliations(document: Document) -> Sequence[Affiliation]:
    """Parties and states that the text gives to persons of the table, in text order."""
    people = document.layer(find_people)
    if not people.by_first:
        return []
    found = [each for read in READERS for each in read(document, people)]
    return sorted(found, key=lambda each: each.window.first)


def _name_before(people: People, end: int) -> PersonMention | None:
    """The person whose name, or surname once the full name is known, ends before token `end`."""
    mention = people.by_last.get(end)
    known = people.named.get(people.surnames.get(end - 1, ""))
    return mention or (PersonMention(end - 1, end, known, False) if known else None)


def _made(name: PersonMention, told: Window, form: str, word: Window | None, states: Places) -> Affiliation:
    document, called = told.document, word.words[0] if word else ""
    whole = Window(document, min(name.first, told.first), max(name.last, told.end))
    parties, title = _called().get(called, frozenset()), _title(Window(document, name.first, name.last))
    return Affiliation(whole, name.people, name.full, form, parties, states, called, title)


def _title(name: Window) -> str:
    before = [word for word in name.before(2) if word != "."]
    return "".join(words("lawmakers/titles").intersection(before[-1:]))


def _state_at(window: Window) -> tuple[Window, Places] | None:
    """The state that stands right behind a window; None if there is none, or it begins a longer name."""
    document, end = window.document, window.end
    match = state_index(document.knowledge.offices).by_first.at(window.tokens.words, end)
    if match is None:
        return None
    state = Window(document, end, match[0])
    goes_on = state.words[-1] != "." and "".join(state.after(1, written=True))[:1].isupper()
    return None if goes_on else (state, match[1])


def _tags(document: Document, people: People) -> Iterator[Affiliation]:
    """ "X, R-Ohio", "X (D-N.Y.)", "X (R)"."""
    tokens = document.tokens
    for at in tokens.at(_letters()):
        name = _name_before(people, at - 1)
        letter = Window(document, at, at + 1)
        if name and tokens.words[at].isupper() and letter.word_before in words("lawmakers/opening"):
            yield from _tag(letter, name)


def _tag(letter: Window, name: PersonMention) -> Iterator[Affiliation]:
    joints = len(list(takewhile(words("lawmakers/joined").__contains__, letter.after(MAX_JOINTS))))
    found = _state_at(Window(letter.document, letter.first, letter.end + joints)) if joints else None
    if found:
        end = found[0].end + (found[0].word_after in words("lawmakers/closing"))
        yield _made(name, Window(letter.document, letter.first, end), "tag", letter, found[1])
    elif letter.word_after in words("lawmakers/closing"):
        yield _made(name, Window(letter.document, letter.first, letter.end + 1), "tag", letter, ())


def _of_states(document: Document, people: People) -> Iterator[Affiliation]:
    """ "Sen. X of Ohio", "the senators X of Ohio and Y of Maine"."""
    for at in document.tokens.at(OF):
        name = people.by_last.get(at)
        found = _state_at(Window(document, at, at + 1)) if name else None
        if name and found and _is_lawmaker(Window(document, name.first, name.last)):
            yield _made(name, Window(document, at, found[0].end), "of", None, found[1])


def _is_lawmaker(name: Window) -> bool:
    """Whether a title stands before a name, or a plural that makes it one of several law-makers."""
    return bool(_title(name)) or not words("lawmakers/members").isdisjoint(name.before(IN_A_LIST))


def _with_parties(document: Document, people: People) -> Iterator[Affiliation]:
    """ "X, a Democrat from Maine", "Maine Democrat X", "Republican Sen. X"."""
    for word in _party_words(document, people):
        yield from _before_name(word, people)
        yield from _apposition(word, people)


def _party_words(document: Document, people: People) -> Iterator[Window]:
    """Words for parties, with a capital and no hyphen beside, that have a name near."""
    ends = {at + 1 for at, surname in people.surnames.items() if surname in people.named}
    named = {*people.by_first, *people.by_last, *ends}
    near = (at for at in document.tokens.at(_words()) if not named.isdisjoint(range(at - NEAR, at + NEAR)))
    for word in (Window(document, at, at + 1) for at in near):
        if word.tokens.words[word.first][0].isupper() and words("grammar/hyphens").isdisjoint(word.around(1)):
            yield word


def _before_name(word: Window, people: People) -> Iterator[Affiliation]:
    titles = list(takewhile(words("lawmakers/between").__contains__, word.after(MAX_BETWEEN)))
    name = people.by_first.get(word.end + len(titles))
    if name and word.shares_sentence(Window(word.document, name.first, name.last)) and _are_titles(titles):
        window, states = _with_state_before(word)
        yield _made(name, window, "titled" if titles else "beside", word, states)


def _are_titles(between: Sequence[str]) -> bool:
    """Whether words before a name end in one for a person, if there are any: "the Republican House" is none."""
    said = [word for word in between if word != "."]
    return not between or not words("lawmakers/officers").isdisjoint(said[-1:])


def _with_state_before(word: Window) -> tuple[Window, Places]:
    match = state_index(word.document.knowledge.offices).by_last.before(word.tokens.words, word.first)
    return (Window(word.document, match[0], word.end), match[1]) if match else (word, ())


def _apposition(word: Window, people: People) -> Iterator[Affiliation]:
    """The person whom "a moderate Republican", "the Ohio Democrat" or "Republican of Ohio" speaks of."""
    window, states = _with_state_before(word)
    phrase = _phrase(window)
    name = _name_before(people, phrase.first - 1)
    if name and phrase.word_before in words("lawmakers/opening") and _is_member(word):
        behind = _state_at(Window(word.document, word.first, word.end + 1)) if word.word_after in FROM else None
        end, states = (behind[0].end, behind[1]) if behind else (word.end, states)
        if states or phrase.words[0] in words("grammar/articles"):
            yield _made(name, Window(word.document, phrase.first, end), "apposition", word, states)


def _is_member(word: Window) -> bool:
    """Whether a word for a party means somebody, and no more of the phrase follows than from where."""
    return word.words[0] in _members() and word.word_after in words("lawmakers/behind")


def _phrase(window: Window) -> Window:
    """A window with the modifiers and the article before it."""
    before = window.before(MAX_MODIFIERS + 1)[::-1]
    modifiers = len(list(takewhile(words("offices/modifiers").__contains__, before)))
    article = before[modifiers : modifiers + 1]
    determined = not words("grammar/articles").isdisjoint(article)
    return Window(window.document, window.first - modifiers - determined, window.end)


OF = frozenset({"of"})
FROM = frozenset({"of", "from"})
READERS: Sequence[Callable[[Document, People], Iterator[Affiliation]]] = (_tags, _of_states, _with_parties)
