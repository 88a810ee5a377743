"""What a text says of offices: who is called what, before the name or in apposition, and whose administration acts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from auditor.article import Span
from auditor.document import Document
from auditor.knowledge.offices import OfficeTable, Role
from auditor.mentions.people import (
    MAX_PARTICLE_TOKENS,
    PARTICLES,
    SUFFIXES,
    People,
    PersonMention,
    find_people,
    find_title_people,
    people_index,
)
from auditor.mentions.phrases import Phrases
from auditor.mentions.words import word_list
from auditor.text.tokens import Tokens, find_tokens

MAX_MODIFIERS = 6
"""Tokens before a title that are looked at: "senior US Republican"."""
MAX_ABBREVIATION = 3
"""Letters of a title that a full stop may follow: "Sen.", "Gov."."""
LOCAL_ROLES = frozenset({"governor", "lieutenant-governor", "mayor"})
"""Too many hold one for a surname alone to tell who is meant."""
ARTICLES = frozenset({"the", "a", "an"})
CLOSERS = frozenset({",", ".", ";", ")", "—", "–", '"', "”", "and", "who"})
SERVES = (("who", "serves", "as"), ("who", "is"), ("serves", "as"), ("serving", "as"), ("is",), ("is", "currently"))
"""What may join a name to an office that is held now."""
ADMINISTRATION = "administration"
ADMINISTRATIONS = frozenset({ADMINISTRATION, f"{ADMINISTRATION}'s"})


class Claim(NamedTuple):
    """A passage that gives a person an office."""

    field: str
    span: Span
    first: int
    """First token of the passage."""
    last: int
    """The token after its last one."""
    people: tuple[str, ...]
    """Everybody who may be meant, as keys of the table."""
    phrase: str
    """The office as the text calls it, folded, words parted by one space."""
    places: tuple[str, ...]
    """Codes that the place beside the office may have; none if no place is named."""
    apposition: bool
    """Whether the name stands before the office."""


class Administration(NamedTuple):
    """A passage that names an administration after its head: "the Obama administration"."""

    field: str
    span: Span
    first: int
    last: int
    surname: str


class OfficeIndex(NamedTuple):
    """Phrases of offices and places by their first token, the longest first."""

    phrases: Phrases[str]
    """Their meaning is the phrase itself, a key of `roles`."""
    roles: dict[str, tuple[Role, ...]]
    """The roles that a phrase may mean."""
    places: Phrases[tuple[str, ...]]
    """Written as in texts, not folded; their meaning is all codes of that name."""
    places_by_last: Phrases[tuple[str, ...]]


@lru_cache(maxsize=8)
def office_index(table: OfficeTable) -> OfficeIndex:
    """The phrases of `table`; made once a table."""
    roles: dict[str, tuple[Role, ...]] = {}
    for role in table.roles.values():
        for phrase in role.phrases:
            roles[phrase] = (*roles.get(phrase, ()), role)
    codes: dict[str, tuple[str, ...]] = {}
    for place in table.places.values():
        for form in place.forms:
            codes[form] = (*codes.get(form, ()), place.code)
    phrases = {tuple(find_tokens(phrase).words): phrase for phrase in roles}
    places = {tuple(find_tokens(form).words): found for form, found in codes.items()}
    return OfficeIndex(Phrases.of(phrases, 0), roles, Phrases.of(places, 0), Phrases.of(places, -1))


def find_claims(document: Document) -> list[Claim]:
    """Offices that the text, and a title of its own field, give to persons of the table; former ones left out."""
    table = document.knowledge.offices
    where = _Where("text", document.text, 0, document.body_start)
    claims = list(_Reader(table, document.tokens, document.layer(find_people), where).claims())
    title = document.title
    if title is not None and title.field == "title":
        people = document.layer(find_title_people)
        named = {**document.layer(find_people).named, **people.named}
        reader = _Reader(
            table,
            document.title_tokens,
            people._replace(named=named),
            _Where("title", title.text, title.span.start, len(title.text)),
        )
        claims += reader.claims()
    return claims


def find_administrations(document: Document) -> list[Administration]:
    """Administrations of the United States that the text names after a president."""
    if ADMINISTRATION not in document.folded:
        return []
    tokens, index = document.tokens, people_index(document.knowledge.offices)
    found = []
    for at in tokens.at(ADMINISTRATIONS):
        surname = tokens.folded[at - 1] if at else ""
        if surname in index.bare and tokens.words[at - 1][0].isupper():
            first = at - 1
            mention = document.layer(find_people).by_last.get(at)
            if mention is not None:
                first = mention.first
            span = Span(tokens.starts[first], tokens.ends[at])
            found.append(Administration("text", span, first, at + 1, surname))
    return found


class _Where(NamedTuple):
    """The field that tokens stand in, and where they begin there."""

    field: str
    text: str
    """What the tokens' offsets count in."""
    offset: int
    title_end: int
    """Where the capitals of a title end: until there a capital does not tell a name."""


class _Reader:
    """Reads the claims of one run of tokens."""

    def __init__(self, table: OfficeTable, tokens: Tokens, people: People, where: _Where) -> None:
        self.table = table
        self.tokens = tokens
        self.words = tokens.words
        self.folded = tokens.folded
        self.people = people
        self.where = where
        self.index = office_index(table)

    def claims(self) -> Iterator[Claim]:
        """In text order."""
        phrases, after = self.index.phrases, 0
        for at in self.tokens.at(phrases.lengths.keys()):
            match = phrases.at(self.folded, at) if at >= after else None
            if match is None:
                continue
            after, phrase = match
            claim = self._claim(at, after, phrase)
            if claim is not None:
                yield claim
                after = max(after, claim.last)

    def _claim(self, at: int, end: int, phrase: str) -> Claim | None:
        if self.folded[end : end + 1] == ["."] and len(self.folded[end - 1]) <= MAX_ABBREVIATION:
            end += 1
        first, places = self._before(at)
        if first < 0:
            return None
        if not places:
            end, places = self._place_after(end)
            if end < 0:
                return None
        if not places and all(role.needs_place for role in self.index.roles[phrase]):
            return None
        named = self._name_after(end, phrase, places)
        if named is not None and self.folded[max(0, at - 1) : end] == ["the", "president"]:
            return None  # "Counsel to the President Pat Cipollone"
        if named is not None:
            return self._made((first, named.last), named.people, phrase, places)
        holder = self._name_before(first) if self._may_close(end) else None
        return self._made((first, end), holder.people, phrase, places)._replace(apposition=True) if holder else None

    def _made(self, tokens: tuple[int, int], people: tuple[str, ...], phrase: str, places: tuple[str, ...]) -> Claim:
        first, last = tokens
        start, end = self.tokens.starts[first], self.tokens.ends[last - 1]
        if self.folded[last - 1].endswith("'s"):
            end -= 2
        offset = self.where.offset
        return Claim(self.where.field, Span(offset + start, offset + end), first, last, people, phrase, places, False)

    def _before(self, at: int) -> tuple[int, tuple[str, ...]]:
        """First token of the claim whose title begins at `at`, and the places; -1 if another office is meant."""
        first = at
        places: tuple[str, ...] = ()
        for _ in range(MAX_MODIFIERS):
            if self._opens_line(first):
                break
            word = self.folded[first - 1]
            match = None if places else self.index.places_by_last.before(self.words, first)
            if match is not None:
                first, places = match
            elif word in word_list("office_modifier"):
                first -= 1
            elif word in word_list("office_qualifier") or self._is_hyphen(first - 1) or self._is_foreign(first - 1):
                return -1, ()
            else:
                break
        return first, places

    def _opens_line(self, at: int) -> bool:
        """Whether token `at` is the first of its line."""
        return at == 0 or "\n" in self.where.text[self.tokens.ends[at - 1] : self.tokens.starts[at]]

    def _is_hyphen(self, at: int) -> bool:
        """Whether token `at` joins two words: "vice-president", not " - "."""
        starts, ends = self.tokens.starts, self.tokens.ends
        return (
            self.folded[at] == "-" and at > 0 and ends[at - 1] == starts[at] and starts[at + 1 : at + 2] == [ends[at]]
        )

    def _is_foreign(self, at: int) -> bool:
        """Whether the token before a title is a name of something else: "Exxon President"."""
        if not self.words[at][0].isupper() or self.folded[at] in word_list("office_opener"):
            return False
        if self.tokens.starts[at] < self.where.title_end:
            return False
        if at and self.words[at - 1] in (".", "!", "?", '"', "”", "“", ":"):
            return len(self.words[at]) > 1
        return True

    def _place_after(self, end: int) -> tuple[int, tuple[str, ...]]:
        """The end of "of Russia" after a title, and its codes; -1 if it is "of" something else."""
        if self.folded[end : end + 1] not in (["of"], ["for"], ["at"]):
            return end, ()
        start = end + 2 if self.folded[end + 1 : end + 2] == ["the"] else end + 1
        match = self.index.places.at(self.words, start) if start < len(self.words) else None
        return match or (-1, ())

    def _name_after(self, end: int, phrase: str, places: tuple[str, ...]) -> PersonMention | None:
        """The person named right after a title that ends at `end`."""
        comma = self.folded[end : end + 1] == [","]
        start = end + 1 if comma else end
        while start < len(self.folded) and self.folded[start] in word_list("honorific"):
            start += 2 if self.folded[start + 1 : start + 2] == ["."] else 1
        if start < len(self.words) and self._opens_line(start):
            return None
        mention = self.people.by_first.get(start)
        if mention is not None or comma:
            return mention
        return self._surname_after(start, phrase, places)

    def _surname_after(self, start: int, phrase: str, places: tuple[str, ...]) -> PersonMention | None:
        at = start
        while at - start < MAX_PARTICLE_TOKENS and self.folded[at : at + 1] and self.folded[at] in PARTICLES:
            at += 1
        surname = self.people.surnames.get(at)
        if surname is None or self._name_goes_on(at):
            return None
        named = self.people.named.get(surname, ())
        people = tuple(dict.fromkeys((*named, *self._known_holders(surname, phrase, places))))
        return PersonMention(start, at + 1, people, False) if people else None

    def _name_goes_on(self, at: int) -> bool:
        """Whether the surname at `at` is only the start of another name: "Kim Dae-jung", "Trump Jr."."""
        if at + 1 >= len(self.words) or self.folded[at].endswith("'s") or self._opens_line(at + 1):
            return False
        following = self.words[at + 1]
        if self.tokens.starts[at] < self.where.title_end:
            return self.folded[at + 1] in SUFFIXES
        if self._is_hyphen(at + 1):
            return True
        return following[0].isupper() and self.folded[at + 1] not in word_list("office_recent")

    def _known_holders(self, surname: str, phrase: str, places: tuple[str, ...]) -> tuple[str, ...]:
        """Persons of a surname who ever held the office, where that tells enough without a full name."""
        roles = {role.id for role in self.index.roles[phrase] if role.single and role.id not in LOCAL_ROLES}
        people = people_index(self.table).bare.get(surname, ())
        return tuple(
            person
            for person in people
            if any(t.office.role in roles and t.office.within_any(places) for t in self.table.by_person[person])
        )

    def _name_before(self, first: int) -> PersonMention | None:
        """The person whom an apposition, or "who serves as", that ends before `first` speaks of."""
        at = first - 1 if self.folded[first - 1 : first] and self.folded[first - 1] in ARTICLES else first
        for words in SERVES:
            if tuple(self.folded[max(0, at - len(words)) : at]) == words:
                at -= len(words)
                return self._mention_before(at - 1 if self.folded[at - 1 : at] == [","] else at)
        return self._mention_before(at - 1) if at > 1 and self.folded[at - 1] == "," else None

    def _mention_before(self, last: int) -> PersonMention | None:
        """The person whose name, or surname once the full name is known, ends before token `last`."""
        if last < 1 or self.folded[last - 1].endswith("'s"):
            return None
        surname = self.people.surnames.get(last - 1, "")
        if last in self.people.by_last or surname not in self.people.named:
            return self.people.by_last.get(last)
        before = self.words[last - 2] if last > 1 else ""
        if before.isalpha() and before[0].isupper():
            return None
        return PersonMention(last - 1, last, self.people.named[surname], False)

    def _may_close(self, end: int) -> bool:
        """Whether an office in apposition may end at `end`: a mark, or a word that begins something new, follows."""
        return end >= len(self.words) or self.folded[end] in CLOSERS
