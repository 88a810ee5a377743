"""Persons of the table of office holders that a text names: in full first, then by surname."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence, Set
from functools import cache, lru_cache
from itertools import filterfalse
from typing import NamedTuple, TypeVar

from auditor.document import Document
from auditor.knowledge.offices import OfficeTable, display_name
from auditor.mentions.capitals import Capitals, capitals_of, find_capitals
from auditor.mentions.phrases import Phrases
from auditor.text.fold import fold, without_accents
from auditor.text.possessive import bare
from auditor.text.tokens import Tokens, find_tokens
from auditor.vocabulary import words
from auditor.window import Window

HYPHENS = frozenset("-")
MAX_GIVEN_TOKENS = 6
"""The longest names of the table have no more tokens before their last."""


Key = TypeVar("Key", bound=Hashable)


class PersonMention(NamedTuple):
    """A person's name over tokens `first` to before `last`."""

    first: int
    last: int
    people: tuple[str, ...]
    """Keys of all persons of that name."""
    full: bool

    def window(self, document: Document, field: str = "text") -> Window:
        """The name, and what stands around it."""
        return Window(document, self.first, self.last, field)


class PeopleIndex(NamedTuple):
    """Names by the token that they end in."""

    full: Phrases[tuple[str, ...]]
    """Everybody of a full name."""
    bare: dict[str, tuple[str, ...]]
    """Surname: its persons."""
    triggers: frozenset[str]
    """All those last tokens and surnames, possessives too."""


class People(NamedTuple):
    """The persons that a text names."""

    by_first: dict[int, PersonMention]
    by_last: dict[int, PersonMention]
    surnames: dict[int, str]
    """Tokens with a capital that may be a surname alone, without possessive; none within a full name."""
    named: dict[str, tuple[str, ...]]
    """Surname: persons whose full name the text gives."""

    tokens: Set[int]
    """Those of full names, and those that may be a surname alone."""

    @classmethod
    def of(
        cls, mentions: Sequence[PersonMention], surnames: dict[int, str], named: dict[str, tuple[str, ...]]
    ) -> People:
        """The persons of some full names."""
        by_first, by_last = {each.first: each for each in mentions}, {each.last: each for each in mentions}
        return cls(by_first, by_last, surnames, named, tokens_of(mentions) | surnames.keys())

    def near(self, window: Window, reach: int) -> bool:
        """Whether anybody is named, or may be by surname, at most so many tokens off: to look no closer where not."""
        return not self.tokens.isdisjoint(range(window.first - reach, window.end + reach))

    def by_surname(self, name: Window) -> PersonMention | None:
        """Whom a surname alone means once the text gives the full name; nobody behind another first name."""
        known = self.named.get(self.surnames.get(name.first, ""))
        return PersonMention(name.first, name.end, known, False) if known and not has_first_name(name) else None

    def before(self, window: Window) -> PersonMention | None:
        """Who is named right before a passage, in full or by the surname alone."""
        end = window.first
        return self.by_last.get(end) or self.by_surname(window._replace(first=end - 1, end=end))


def tokens_of(mentions: Iterable[PersonMention]) -> set[int]:
    """All tokens of some names."""
    return {at for mention in mentions for at in range(mention.first, mention.last)}


NOBODY = People.of((), {}, {})


def goes_on(surname: Window) -> bool:
    """Whether a surname is only the start of another name: "Kim Dae-jung", "Brandt-Meyer", "Yusuf bin Alawi"."""
    particles = words("persons/particles") - HYPHENS
    if surname.word_after in particles and surname.with_behind(words("persons/particles")).capital_behind:
        return True
    if surname.in_headline:
        return surname.word_after in words("persons/suffixes")
    owned, behind = bare(surname.words[0]) != surname.words[0], surname.touching[1]
    joined = behind[:1] in words("grammar/hyphens") and not behind[1:].isspace()
    return not owned and (joined or (surname.capital_behind and surname.word_after not in words("offices/days")))


def has_first_name(surname: Window) -> bool:
    """Whether another name stands before a surname and its particles, no title and no word that opens a sentence."""
    opening = words("offices/openers") - words("offices/openers that are names")
    whole = surname.with_before(words("persons/particles"))
    return whole.capital_before and whole.word_before not in words("names/titles") | opening


@lru_cache(maxsize=8)
def people_index(table: OfficeTable) -> PeopleIndex:
    """The names of `table`; made once a table."""
    full: dict[tuple[str, ...], tuple[str, ...]] = {}
    surnames: dict[str, tuple[str, ...]] = {}
    turned = _surname_first(table)
    for person in table.by_person:
        alone = (person,)
        for name in table.names(person):
            tokens = name_tokens(name)
            if len(tokens) > 1:
                _add_person(full, tuple(tokens), alone)
            for surname in _called(tokens) if person in turned else (surname_of(tokens),):
                _add_person(surnames, surname, alone)
    names = Phrases.of(full, -1)
    ends = {*names.lengths, *surnames}
    return PeopleIndex(names, surnames, frozenset(ends.union([f"{word}'s" for word in ends])))


@cache
def written_over() -> frozenset[str]:
    """Countries whose names come from another script or have the surname first: there are many ways to write those."""
    return words("persons/arabic script") | words("persons/cyrillic script") | words("persons/surname first")


def _surname_first(table: OfficeTable) -> set[str]:
    """Persons of the countries whose names texts write with the surname first."""
    offices = (office for office in table.by_office if office.country in words("persons/surname first"))
    return {term.person for office in offices for term in table.by_office[office]}


def _called(tokens: list[str]) -> set[str]:
    """What may stand for a name whose first token is the surname; some of two are written the other way round."""
    return {tokens[0], tokens[-1]} if len(tokens) == len(("surname", "given")) else {tokens[0]}


def _add_person(index: dict[Key, tuple[str, ...]], key: Key, alone: tuple[str, ...]) -> None:
    """Add the one person of `alone`, a tuple that most names of the index share."""
    known = index.setdefault(key, alone)
    if alone[0] not in known:
        index[key] = known + alone


def name_tokens(name: str) -> list[str]:
    """The folded tokens of a name without accents, and without a full stop at its end."""
    if name.isascii() and name.replace(" ", "").isalpha():
        return name.lower().split()
    plain = fold(without_accents(name))
    spaced = plain.removesuffix(".").replace(". ", " . ").replace("-", " - ")
    if spaced.replace(" . ", "").replace(" - ", "").replace(" ", "").isalpha():
        return spaced.split()  # as the tokens below, ten times as fast
    return find_tokens(plain.removesuffix(".")).folded


def surname_of(tokens: list[str]) -> str:
    """The last token that is no suffix."""
    apart = words("persons/suffixes") | {"."}
    return next((word for word in reversed(tokens) if word not in apart), tokens[-1])


def plain_words(document: Document) -> list[str]:
    """The folded words of the text without accents."""
    return plain_tokens(document.tokens)


def find_people(document: Document) -> People:
    """The persons that the text names."""
    index = people_index(document.knowledge.offices)
    return people_in(document.tokens, document.layer(find_capitals), document.layer(plain_words), index)


def find_title_people(document: Document) -> People:
    """The persons that a title of its own field names."""
    if document.own_title is None:
        return NOBODY
    tokens = document.title_tokens
    return people_in(tokens, capitals_of(tokens), plain_tokens(tokens), people_index(document.knowledge.offices))


def people_in(tokens: Tokens, capitals: Capitals, folded: list[str], index: PeopleIndex) -> People:
    """The persons of `index` that `tokens`, `folded` without accents, name; their words begin with capitals."""
    named = {at for at, _ in capitals.places}
    ends = _ends(tokens, named, folded, index.triggers)
    found = {at: _full_mention(folded, tokens.words, at, index.full) for at in sorted(ends)}
    mentions = list(filter(None, found.values()))
    alone = ((at, bare(folded[at])) for at in sorted(named & (found.keys() - tokens_of(mentions))))
    surnames = {at: word for at, word in alone if word in index.bare}
    return People.of(mentions, surnames, _named(mentions, index))


def _ends(tokens: Tokens, capitals: Set[int], folded: list[str], triggers: frozenset[str]) -> set[int]:
    """The tokens in which a name may end; in "Ban Ki-moon" without a capital of its own."""
    joined = {at + 1 for at in tokens.at(HYPHENS) if at - 1 in capitals and at + 1 < len(tokens)}
    return {at for at in capitals | joined if folded[at] in triggers}


def plain_tokens(tokens: Tokens) -> list[str]:
    """The folded words without accents."""
    accented = [word for word in filterfalse(str.isascii, tokens.counts) if word[0].isalpha()]
    if not accented:
        return tokens.folded
    plain = {word: without_accents(word) for word in accented}
    return [plain.get(word, word) for word in tokens.folded]


def _named(mentions: Sequence[PersonMention], index: PeopleIndex) -> dict[str, tuple[str, ...]]:
    """Surnames that stand for the persons of `mentions` from now on."""
    named: dict[str, tuple[str, ...]] = {}
    for person in dict.fromkeys(person for mention in mentions for person in mention.people):
        for word in dict.fromkeys(name_tokens(display_name(person))):
            if person in index.bare.get(word, ()):
                named[word] = (*named.get(word, ()), person)
    return named


def _full_mention(
    folded: list[str], written: list[str], at: int, names: Phrases[tuple[str, ...]]
) -> PersonMention | None:
    """The longest full name that ends at token `at`, with everybody of that name."""
    goes_on = not words("persons/suffixes").isdisjoint(folded[at + 1 : at + 2])
    match = None if goes_on else names.before(folded, at + 1) or _over_initial(folded, at, names)
    return PersonMention(match[0], at + 1, match[1], True) if match and written[match[0]][0].isupper() else None


def _over_initial(folded: list[str], at: int, names: Phrases[tuple[str, ...]]) -> tuple[int, tuple[str, ...]] | None:
    """The start of a name that ends at token `at` when an initial before it is left out, and whose it is."""
    initial = at - 2 if folded[at - 1] == "." else at - 1
    if initial < 1 or len(folded[initial]) > 1 or not folded[initial].isalpha():
        return None
    given = folded[max(0, initial - MAX_GIVEN_TOKENS) : initial]
    match = names.before([*given, folded[at]], len(given) + 1)
    return (initial - len(given) + match[0], match[1]) if match else None
