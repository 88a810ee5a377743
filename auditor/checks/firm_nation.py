"""Kind `firm-nation`: a firm is called one of another nation than the table has for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from marshmallow import Schema

from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.knowledge.firms import Firm
from auditor.mentions.firms import firm_index
from auditor.mentions.place_names import Demonym, find_demonyms
from auditor.rule import Rule
from auditor.text.possessive import bare
from auditor.text.tokens import find_tokens
from auditor.vocabulary import words
from auditor.window import Window, settle

SCOPE = Scope.ARTICLE
VALUES = frozenset({"name", "claimed", "known"})
MAX_BETWEEN = 4
"""Words and hyphens between a nation's adjective and the noun: "Japanese state-owned oil company" has four."""
MAX_WORDS = 8
"""Tokens of the longest names of firms."""
MAX_LISTED = 4
"""Firms of a list that are read."""


class Params(Schema):
    """None."""


class Called(NamedTuple):
    """A firm that is called one of a nation."""

    window: Window
    """From the nation's adjective to the firm, or the other way about."""
    demonym: Demonym
    firm: Firm
    name: Window
    noun: Window
    """The word for a firm."""
    behind: bool
    """Whether the firm stands behind the noun: "the American carmaker Toyota"."""


def propose(document: Document, rule: Rule) -> Iterator[Called]:
    """Each "Chinese company Sumitomo" and "Sumitomo, a Chinese company" of a nation that the table does not have."""
    for noun, demonym in _nouns(document):
        yield from filter(_is_of_another, _called(noun, demonym))


def _nouns(document: Document) -> Iterator[tuple[Window, Demonym]]:
    """The nouns for firms without a capital that a nation's adjective belongs to."""
    nouns = [at for at in document.tokens.at(words("firms/nouns")) if document.tokens.words[at].islower()]
    before = {each.last: each for each in find_demonyms(document)} if nouns else {}
    for noun in (Window(document, at, at + 1) for at in nouns):
        demonym = _nation_before(noun, before)
        if demonym is not None:
            yield noun, demonym


def _nation_before(noun: Window, before: Mapping[int, Demonym]) -> Demonym | None:
    """The nation's adjective that belongs to a noun, with nothing but words and hyphens between."""
    between = list(takewhile(lambda word: word == "-" or word.isalpha(), reversed(noun.before(MAX_BETWEEN))))
    return next((before[end] for end in range(noun.first, noun.first - len(between) - 1, -1) if end in before), None)


def _called(noun: Window, demonym: Demonym) -> Iterator[Called]:
    """The firms behind the noun, or the one that opens the sentence before it."""
    document, first = noun.document, demonym.first
    for name, firm in _listed(document, noun.end + len(_joint(noun))):
        yield Called(Window(document, first, name.end), demonym, firm, name, noun, True)
    passage = Window(document, first, noun.end)
    opener = _firm_at(document, passage.sentence.first)
    if opener is not None and _is_apposed(opener[0].between(passage)):
        yield Called(Window(document, opener[0].first, noun.end), demonym, opener[1], opener[0], noun, False)


def _is_apposed(between: Sequence[str]) -> bool:
    """Whether what stands between a name and a passage makes this say what that is: a comma, and an article."""
    return between[:1] == [","] and words("grammar/articles").issuperset(between[1:])


def _joint(noun: Window) -> list[str]:
    """What may stand between the noun and a name: nothing, a comma, "like", "such as"."""
    return next((joint for joint in ([","], [":"], ["like"], ["such", "as"]) if noun.leads(*joint)), [])


def _listed(document: Document, at: int) -> Iterator[tuple[Window, Firm]]:
    """The firms of a list from token `at` on."""
    for _ in range(MAX_LISTED):
        found = _firm_at(document, at)
        if found is None:
            return
        yield found
        joints = list(takewhile(words("firms/joints").__contains__, found[0].after(2)))
        at = found[0].end + len(joints) if joints else len(document.tokens)


def _firm_at(document: Document, at: int) -> tuple[Window, Firm] | None:
    """The firm of the table whose name begins at a token, with a capital; the name may be possessive."""
    names, folded = firm_index(document.knowledge.firms).names, document.tokens.folded[at : at + MAX_WORDS]
    if not folded or not document.tokens.words[at][0].isupper():
        return None
    match = names.at(folded, 0) or names.at(list(map(bare, folded)), 0)
    return (Window(document, at, at + match[0]), match[1]) if match else None


def _is_of_another(called: Called) -> bool:
    """Whether no country of the firm is the nation, nor one that it holds or claims."""
    gazetteer, claimed = called.window.document.knowledge.gazetteer, called.demonym.country
    return not any(gazetteer.may_lie_in(code, claimed) for code in called.firm.countries)


def tell(called: Called, rule: Rule) -> Hit:
    """The passage, with the countries that the table has."""
    firm, window = called.firm, called.window
    gazetteer = window.document.knowledge.gazetteer
    known = " and ".join(gazetteer.countries[code].name for code in firm.countries if code in gazetteer.countries)
    values = {"name": firm.name, "claimed": gazetteer.countries[called.demonym.country].name, "known": known}
    evidence = Evidence(f"{firm.name} is of {known}", reference=f"table of firms: {firm.source}", as_of=firm.as_of)
    return Hit(rule, window.bare_span, values=values, evidence=(evidence,))


def _is_further_name(called: Called) -> bool:
    """Whether it is another name of the firm than the first that the table has."""
    first, written = find_tokens(called.firm.name).folded, called.name.words
    return list(map(bare, first)) != list(map(bare, written))


def _before_people(called: Called) -> Window:
    """The place before the nation's word."""
    return Window(called.window.document, called.demonym.first, called.demonym.first)


def _is_people(called: Called) -> bool:
    """Whether the nation's word is the plural of a noun for its people: "the Dutch", but "Iranians"."""
    word = called.window.document.tokens.words[called.demonym.last - 1]
    return word.endswith("s") and called.window.document.knowledge.gazetteer.is_people(word.removesuffix("s"))


def _is_behind_opening(called: Called) -> bool:
    """Whether the firm stands behind the comma that ends an opening phrase: "Unlike Dutch firms, Molenkar builds"."""
    opening = _before_people(called).before()
    opens = opening[:1] and opening[0] in words("firms/opening") | words("grammar/prepositions")
    return called.behind and called.noun.leads(",") and bool(opens) and "," not in opening


FEATURES = {
    "further-name": _is_further_name,
    "people": _is_people,
    "behind-opening": _is_behind_opening,
    "behind": lambda called: called.behind,
    "between": lambda called: frozenset(called.noun.tokens.folded[called.demonym.last : called.noun.first]),
    "before-people": lambda called: _before_people(called).word_before,
    "goes-on": lambda called: called.window.goes_on,
}
compile = Detector(propose, tell, FEATURES, settle).compile
