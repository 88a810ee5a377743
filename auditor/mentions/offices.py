"""What a text says of offices: who is called what, before the name or in apposition, and whose administration acts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from auditor.article import Span
from auditor.document import Document
from auditor.knowledge.offices import Office, OfficeTable, Role, Term
from auditor.mentions.people import People, PersonMention, find_people, find_title_people, people_index
from auditor.mentions.phrases import Phrases
from auditor.text.possessive import bare
from auditor.text.tokens import find_tokens
from auditor.vocabulary import words
from auditor.window import Window

MAX_MODIFIERS = 6
"""Tokens before a title that are looked at: "senior US Republican"."""
MAX_ADDRESS = 5
"""Tokens between a title and a name that are looked at: ", Gen. "."""
NEAR = 12
"""Tokens on either side of words for an office among which a person must be named, or nobody is given it."""
MAX_ABBREVIATION = 3
"""Letters of a title that a full stop may follow: "Sen.", "Gov."."""
ADMINISTRATION = "administration"
ADMINISTRATIONS = frozenset({ADMINISTRATION, f"{ADMINISTRATION}'s"})

Places = tuple[str, ...]
"""Codes that the place beside an office may have; none if no place is named."""


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
    places: Places
    apposition: bool
    """Whether the name stands before the office."""


class Administration(NamedTuple):
    """A passage that names an administration after its head: "the Obama administration"."""

    field: str
    span: Span
    first: int
    last: int
    surname: str
    people: tuple[str, ...]
    """Everybody who may be meant."""


class OfficeIndex(NamedTuple):
    """Phrases of offices and places by their first token, the longest first."""

    phrases: Phrases[str]
    """Their meaning is the phrase itself, a key of `roles`."""
    roles: dict[str, tuple[Role, ...]]
    """The roles that a phrase may mean."""
    placed: frozenset[str]
    """Phrases that mean an office only beside a place."""
    of_parts: frozenset[str]
    """Phrases for offices of a part of a country, whose place may stand behind the name: "Gov. Name of Ohio"."""
    places: Phrases[Places]
    """Written as in texts, not folded; their meaning is all codes of that name."""
    places_by_last: Phrases[Places]


class Meant(NamedTuple):
    """The offices that a title may mean."""

    roles: tuple[Role, ...]
    places: Places
    """Codes of the place beside it."""

    def has(self, office: Office) -> bool:
        """Whether `office` is one of them."""
        return any(office.role == role.id for role in self.roles) and office.within_any(self.places)

    def held(self, table: OfficeTable, person: str) -> list[Term]:
        """The terms of `person` in one of them."""
        return [term for term in table.by_person.get(person, ()) if self.has(term.office)]


def meant_by(table: OfficeTable, phrase: str, places: Places) -> Meant:
    """What a title of the table means, beside one of `places` if any is named."""
    return Meant(office_index(table).roles[phrase], places)


@lru_cache(maxsize=8)
def office_index(table: OfficeTable) -> OfficeIndex:
    """The phrases of `table`; made once a table."""
    roles: dict[str, tuple[Role, ...]] = {}
    for role in table.roles.values():
        for phrase in role.phrases:
            roles[phrase] = (*roles.get(phrase, ()), role)
    codes: dict[str, Places] = {}
    for place in table.places.values():
        for form in place.forms:
            codes[form] = (*codes.get(form, ()), place.code)
    phrases = {tuple(find_tokens(phrase).words): phrase for phrase in roles}
    places = {tuple(find_tokens(form).words): found for form, found in codes.items()}
    placed = frozenset(phrase for phrase, meant in roles.items() if all(role.needs_place for role in meant))
    parts = (role.phrases for role in table.roles.values() if role.id in words("offices/of a part"))
    of_parts = frozenset(chain.from_iterable(parts))
    return OfficeIndex(
        Phrases.of(phrases, 0), roles, placed, of_parts, Phrases.of(places, 0), Phrases.of(places, -1)
    )  # fmt: skip


def closes(window: Window) -> bool:
    """Whether a phrase may end with a passage: a mark, or a word that begins something new, follows."""
    return window.word_after in words("offices/closing") or not window.word_after


def find_claims(document: Document) -> list[Claim]:
    """Offices that the text, and a title of its own field, give to persons of the table; former ones left out."""
    people = document.layer(find_people)
    readers = [_Reader(document, "text", people, document.body_start)]
    if document.own_title:
        titled = document.layer(find_title_people)
        named = titled._replace(named={**people.named, **titled.named})
        readers.append(_Reader(document, "title", named, document.own_title.span.end))
    return [claim for reader in readers for claim in reader.claims()]


def claims_on(document: Document, field: str, people: People) -> Iterator[Claim]:
    """Offices that a field gives to `people`, former ones too."""
    title_end = document.body_start if field == "text" or document.title is None else document.title.span.end
    return _Reader(document, field, people, title_end, "offices/other offices").claims()


def find_administrations(document: Document) -> list[Administration]:
    """Administrations of the United States that the text names after a president."""
    if ADMINISTRATION not in document.folded:
        return []
    found = (_administration(Window(document, at, at + 1)) for at in document.tokens.at(ADMINISTRATIONS))
    return list(filter(None, found))


def _administration(noun: Window) -> Administration | None:
    name = "".join(noun.before(1, written=True))
    bearers = people_index(noun.document.knowledge.offices).bare.get(name.lower(), ())
    if not bearers or not name[0].isupper():
        return None
    mention = noun.document.layer(find_people).by_last.get(noun.first)
    window = Window(noun.document, mention.first if mention else noun.first - 1, noun.end)
    people = mention.people if mention else bearers
    joined = window.word_before in words("grammar/hyphens")
    return None if joined else Administration("text", window.bare_span, window.first, window.end, name.lower(), people)


class _Title(NamedTuple):
    """Words for an office with the place beside them."""

    window: Window
    phrase: str
    places: Places


@dataclass(frozen=True)
class _Reader:
    """Reads the claims of one field."""

    document: Document
    field: str
    people: People
    title_end: int
    """Where the capitals of a title end: until there a capital does not tell a name."""
    qualifiers: str = "offices/qualifiers"
    """The list of words before a title with which it is none."""

    @property
    def index(self) -> OfficeIndex:
        return office_index(self.document.knowledge.offices)

    def claims(self) -> Iterator[Claim]:
        """In text order."""
        end = 0
        for window, phrase in self._phrases():
            title = self._title(window, phrase) if window.first >= end else None
            claim = title and (self._named_behind(title) or self._named_before(title))
            if claim and (claim.places or phrase not in self.index.placed):
                end = claim.last
                yield claim

    def _phrases(self) -> Iterator[tuple[Window, str]]:
        """Words for offices with persons near; none overlap."""
        phrases, end = self.index.phrases, 0
        tokens, named = self._window(0, 0).tokens, {*self.people.by_last, *self.people.surnames}
        for at in tokens.at(phrases.lengths.keys()):
            match = phrases.at(tokens.folded, at) if at >= end else None
            if match:
                end, phrase = match
                if not named.isdisjoint(range(at - NEAR, end + NEAR)):
                    yield self._window(at, end), phrase

    def _window(self, first: int, end: int) -> Window:
        return Window(self.document, first, end, self.field)

    def _title(self, window: Window, phrase: str) -> _Title | None:
        """The whole title around a phrase; None if it means another office, or none."""
        window, places = self._widened(window)
        if self._is_another_office(window):
            return None
        if not places and window.word_after in words("offices/of"):
            match = self._place_behind(window)
            if match is None:
                return None
            window, places = self._window(window.first, match[0]), match[1]
        placeless = not places and phrase in self.index.placed and phrase not in self.index.of_parts
        roles = self.index.roles[phrase]
        unknown = placeless or self.document.knowledge.offices.lacks(places, roles)  # as in "Exxon President"
        return None if unknown else _Title(self._with_stop(window), phrase, places)

    def _with_stop(self, window: Window) -> Window:
        """A title with the full stop of its abbreviation: "Sen."."""
        stopped = window.word_after == "." and len(window.words[-1]) <= MAX_ABBREVIATION
        return self._window(window.first, window.end + stopped)

    def _widened(self, window: Window) -> tuple[Window, Places]:
        """The passage with what stands before it that belongs to the title, and the codes of a place there."""
        places: Places = ()
        for _ in range(MAX_MODIFIERS):
            place = None if places or window.opens else self._place_before(window)
            if place:
                window, places = self._window(place[0], window.end), place[1]
            elif window.word_before in words("offices/modifiers"):
                window = self._window(window.first - 1, window.end)
            else:
                break
        return window, places

    def _place_before(self, window: Window) -> tuple[int, Places] | None:
        return self.index.places_by_last.before(window.tokens.words, window.first)

    def _place_behind(self, window: Window) -> tuple[int, Places] | None:
        """The end of "of Russia" behind a title, and the codes; None if it is "of" something else."""
        article = window.after(2)[1:] == ["the"]
        return self.index.places.at(window.tokens.words, window.end + (2 if article else 1))

    def _is_another_office(self, window: Window) -> bool:
        """Whether the word before a title makes it another office: "deputy", "vice-", a name."""
        written = "".join(window.before(1, written=True))
        qualified = window.word_before in words(self.qualifiers)
        return qualified or self._is_joined(window) or self._is_name(window, written)

    def _is_joined(self, window: Window) -> bool:
        """Whether a hyphen joins it to the word before: "co-president", not "Washington - President"."""
        at, tokens = window.first - 1, window.tokens
        glued = tokens.ends[at - 1 : at + 1] == tokens.starts[at : at + 2]
        return glued and window.word_before in words("grammar/hyphens")

    def _is_name(self, window: Window, before: str) -> bool:
        """Whether the word before a title is the name of something else: "Exxon President"."""
        opens = before.lower() in words("offices/openers") or before.lower() in words("offices/former")
        return before[:1].isupper() and not opens and window.span.start >= self.title_end

    def _named_behind(self, title: _Title) -> Claim | None:
        """The claim on the person named right behind a title, or behind a comma in apposition to it."""
        after, skipped = title.window.after(MAX_ADDRESS), words("persons/forms of address") | words("offices/marks")
        behind = next((number for number, word in enumerate(after) if word not in skipped), None)
        if behind is None:
            return None
        start = title.window.end + behind
        mention = self.people.by_first.get(start)
        if "," in after[:behind]:
            mention = mention if mention and self._in_apposition(title, mention) else None
        else:
            mention = mention or self._surname_at(start, title)
        if mention is None:
            return None
        title = title._replace(places=title.places or self._home(mention, title))
        return self._made(self._window(title.window.first, mention.last), mention.people, title)

    def _home(self, mention: PersonMention, title: _Title) -> Places:
        """The codes of a place behind the name: "Gov. Name of Ohio"; none where that is the home of the person."""
        name = self._window(mention.first, mention.last)
        of_a_part = name.word_after == "of" and title.phrase in self.index.of_parts
        match = self._place_behind(name) if of_a_part else None
        goes_on = match and "".join(self._window(match[0], match[0]).after(1, written=True))[:1].isupper()
        return match[1] if match and not goes_on else ()

    def _in_apposition(self, title: _Title, mention: PersonMention) -> bool:
        """Whether "the title, Name," is one phrase: not "made him president, Name said"."""
        before = title.window.word_before
        determined = title.places or before in words("offices/determiners") or before.endswith(("'s", "s'", "'"))
        return bool(determined) and closes(self._window(mention.first, mention.last))

    def _surname_at(self, start: int, title: _Title) -> PersonMention | None:
        """The person whom a surname, perhaps behind particles, means who was named before or ever held the office."""
        after = self._window(start, start).after(len(("van", "der", "-", "surname")))
        at = start + next((n for n, word in enumerate(after) if word not in words("persons/particles")), 0)
        surname = self.people.surnames.get(at)
        if surname is None or self._goes_on(self._window(at, at + 1)):
            return None
        people = dict.fromkeys((*self.people.named.get(surname, ()), *self._holders(surname, title)))
        meant = tuple(person for person in people if self._has_held(person, title)) or tuple(people)
        return PersonMention(start, at + 1, meant, False) if meant else None

    def _has_held(self, person: str, title: _Title) -> bool:
        """Whether a person ever held the office: of namesakes the one who did is meant by its title."""
        table = self.document.knowledge.offices
        return bool(meant_by(table, title.phrase, title.places).held(table, person))

    def _goes_on(self, surname: Window) -> bool:
        """Whether a surname is only the start of another name: "Kim Dae-jung", "Trump Jr."."""
        following, written = surname.word_after, "".join(surname.after(1, written=True))
        if surname.span.start < self.title_end:
            return following in words("persons/suffixes")
        owned = bare(surname.words[0]) != surname.words[0]
        named = written[:1].isupper() and following not in words("offices/days")
        return not owned and (named or self._is_joined(self._window(surname.end + 1, surname.end + 1)))

    def _holders(self, surname: str, title: _Title) -> Iterator[str]:
        """Persons of a surname who ever held the office, where that tells enough without a full name.

        Too many hold an office of a part, as a state or a city, for a surname to tell who is meant, unless it is named.
        """
        table = self.document.knowledge.offices
        roles = {role.id for role in self.index.roles[title.phrase] if role.single}
        for person in people_index(table).bare.get(surname, ()):
            offices = (term.office for term in table.by_person[person] if term.office.role in roles)
            if any(office.place in (title.places or (office.country,)) for office in offices):
                yield person

    def _named_before(self, title: _Title) -> Claim | None:
        """The claim on the person whom an apposition, or "who serves as", speaks of."""
        at = title.window.first - (title.window.word_before in words("offices/former"))
        at -= self._window(at, at).word_before in words("grammar/articles")
        holder = self._holder_before(self._window(at, title.window.end)) if closes(title.window) else None
        return self._made(title.window, holder.people, title)._replace(apposition=True) if holder else None

    def _holder_before(self, window: Window) -> PersonMention | None:
        before = window.before(len(("who", "serves", "as")))
        for length in range(len(before), 0, -1):
            if " ".join(before[-length:]) in words("offices/joining"):
                at = window.first - length
                return self._mention_before(at - (self._window(at, at).word_before == ","))
        return self._mention_before(window.first - 1) if before[-1:] == [","] else None

    def _mention_before(self, last: int) -> PersonMention | None:
        """The person whose name, or surname once the full name is known, ends before token `last`."""
        surname = self.people.surnames.get(last - 1, "")
        if last in self.people.by_last or surname not in self.people.named:
            return self.people.by_last.get(last)
        before = "".join(self._window(last - 1, last).before(1, written=True))
        named = before.isalpha() and before[0].isupper()
        return None if named else PersonMention(last - 1, last, self.people.named[surname], False)

    def _made(self, window: Window, people: tuple[str, ...], title: _Title) -> Claim:
        where = (self.field, window.bare_span, window.first, window.end)
        return Claim(*where, people, title.phrase, title.places, apposition=False)
