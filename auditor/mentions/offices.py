"""What a text says of offices: who is called what, before the name or in apposition, and whose administration acts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from auditor.document import Document
from auditor.knowledge.offices import Office, OfficeTable, Role, Term
from auditor.mentions.people import People, PersonMention, find_people, find_title_people, goes_on, people_index
from auditor.mentions.phrases import BothEnds, Phrases
from auditor.text.grouped import grouped
from auditor.text.tokens import find_tokens
from auditor.vocabulary import words
from auditor.window import Window

MAX_ADDRESS = 5
"""Tokens between a title and a name that are looked at: ", Gen. "."""
COMPOUND = 3
"""Tokens of a word with a hyphen: "would-be"."""
NEAR = 12
"""Tokens on either side of words for an office among which a person must be named, or nobody is given it."""
MAX_ABBREVIATION = 3
"""Letters of a title that a full stop may follow: "Sen.", "Gov."."""
ADMINISTRATION = "administration"
ADMINISTRATIONS = frozenset({ADMINISTRATION, f"{ADMINISTRATION}'s"})
PRESIDENCY = "president", ("US",)
COMMA, STOP = frozenset(","), frozenset(".")

Places = tuple[str, ...]
"""Codes that the place beside an office may have; none if no place is named."""


class Meant(NamedTuple):
    """The offices that a title may mean."""

    table: OfficeTable
    roles: Sequence[Role]
    places: Places
    """Codes of the place beside it."""

    def has(self, office: Office) -> bool:
        """Whether `office` is one of them."""
        return any(office.role == role.id for role in self.roles) and office.within_any(self.places)

    def held(self, person: str) -> list[Term]:
        """The terms of `person` in one of them, the earliest first."""
        terms = (term for term in self.table.by_person.get(person, ()) if self.has(term.office))
        return sorted(terms, key=lambda term: term.start)

    def told_by_surname(self, surname: str) -> Iterator[str]:
        """Persons who ever held one of them, where a surname tells enough of whom the text never names in full.

        Too many hold an office of many seats, or of a part, as a state or a city, unless that is named.
        """
        single = self._replace(roles=tuple(role for role in self.roles if role.single))
        for person in people_index(self.table).bare.get(surname, ()):
            offices = (term.office for term in single.held(person))
            if any(office.place in (self.places or (office.country,)) for office in offices):
                yield person


class Title(NamedTuple):
    """Words for an office with the place beside them."""

    window: Window
    noun: Window
    """The words for the office alone."""
    phrase: str
    """The same as a key of the table: folded, words parted by one space."""
    places: Places

    @property
    def meant(self) -> Meant:
        """The offices that it may mean."""
        return meant_by(self.window.document.knowledge.offices, self.phrase, self.places)

    @property
    def is_placed(self) -> bool:
        """Whether it has the place that it needs to mean an office."""
        return bool(self.places) or not all(role.needs_place for role in self.meant.roles)

    @property
    def is_of_part(self) -> bool:
        """Whether it is an office of a part of a country, whose place may stand behind the name: "Mayor X of Ohio"."""
        return not words("offices/of a part").isdisjoint(role.id for role in self.meant.roles)

    @property
    def is_abroad(self) -> bool:
        """Whether it is of a place outside the United States."""
        return bool(self.places) and not any(place.startswith("US") for place in self.places)


class Claim(NamedTuple):
    """A passage that gives a person an office."""

    window: Window
    """Title and name; in apposition the title alone."""
    mention: PersonMention
    """Who is meant."""
    title: Title

    @property
    def person(self) -> str:
        """The one person who is meant; "" if several may be."""
        people = self.mention.people
        return people[0] if len(people) == 1 else ""

    @property
    def apposition(self) -> bool:
        """Whether the name stands before the office."""
        return self.mention.last <= self.window.first


class OfficeIndex(NamedTuple):
    """Phrases of offices and places."""

    phrases: Phrases[str]
    """By their first token; their meaning is the phrase itself, a key of `roles`."""
    roles: Mapping[str, Sequence[Role]]
    """The roles that a phrase may mean."""
    places: BothEnds[str]
    """Written as in texts, not folded; their meaning is all codes of that name."""


def meant_by(table: OfficeTable, phrase: str, places: Places) -> Meant:
    """What a title of the table means, beside one of `places` if any is named."""
    return Meant(table, office_index(table).roles[phrase], places)


@lru_cache(maxsize=8)
def office_index(table: OfficeTable) -> OfficeIndex:
    """The phrases of `table`; made once a table."""
    roles = grouped((phrase, role) for role in table.roles.values() for phrase in role.phrases)
    phrases = {tuple(find_tokens(phrase).words): phrase for phrase in roles}
    forms = ((form, place.code) for place in table.places.values() for form in place.forms)
    places = BothEnds.of((tuple(find_tokens(form).words), code) for form, code in forms)
    return OfficeIndex(Phrases.of(phrases, 0), roles, places)


def _index(window: Window) -> OfficeIndex:
    return office_index(window.document.knowledge.offices)


def of_place(window: Window) -> tuple[Window, Places] | None:
    """A passage with "of Russia" behind it, and the codes of that place; None if it is "of" something else."""
    return _index(window).places.behind(window.with_behind(words("offices/of") | {"the"}, len(("of", "the"))))


@cache
def _joining() -> Phrases[str]:
    """What stands between a name and an office that is held now, by its last token."""
    return Phrases.of({tuple(phrase.split()): phrase for phrase in words("offices/joining")}, -1)


def closes(window: Window) -> bool:
    """Whether a phrase may end with a passage: a mark, or a word that begins something new, follows."""
    return window.word_after in words("offices/closing") or not window.word_after


def find_claims(document: Document) -> list[Claim]:
    """Offices that the text, and a title of its own field, give to persons of the table; former ones left out."""
    people, titled = document.layer(find_people), document.layer(find_title_people)
    named = titled._replace(named={**people.named, **titled.named})
    readers = (_Reader(document, "text", people), _Reader(document, "title", named))
    return [claim for reader in readers for claim in reader.claims()]


def claims_on(document: Document, field: str, people: People) -> Iterator[Claim]:
    """Offices that a field gives to `people`, former ones too."""
    return _Reader(document, field, people, "offices/other offices").claims()


def find_administrations(document: Document) -> list[Claim]:
    """Administrations of the United States that the text names after a president, each as a claim on the office."""
    if ADMINISTRATION not in document.folded:
        return []
    found = (_administration(Window(document, at, at + 1)) for at in document.tokens.at(ADMINISTRATIONS))
    return list(filter(None, found))


def _administration(noun: Window) -> Claim | None:
    bearers = people_index(noun.document.knowledge.offices).bare.get(noun.word_before, ())
    if not bearers or not noun.capital_before:
        return None
    title, alone = Title(noun, noun, *PRESIDENCY), PersonMention(noun.first - 1, noun.first, bearers, full=False)
    mention = noun.document.layer(find_people).by_last.get(noun.first, alone)
    window, presidents = noun._replace(first=mention.first), tuple(filter(title.meant.held, mention.people))
    another = not presidents or window.word_before in words("grammar/hyphens")
    return None if another else Claim(window, mention._replace(people=presidents), title)


@dataclass(frozen=True)
class _Reader:
    """Reads the claims of one field."""

    document: Document
    field: str
    people: People
    qualifiers: str = "offices/qualifiers"
    """The list of words before a title with which it is none."""

    def claims(self) -> Iterator[Claim]:
        """In text order."""
        end = 0
        for noun, phrase in self._nouns():
            title = self._title(noun, phrase) if noun.first >= end else None
            claim = title and (self._named_behind(title) or self._named_before(title))
            if claim and claim.title.is_placed:
                end = claim.window.end
                yield claim

    def _nouns(self) -> Iterator[tuple[Window, str]]:
        """Words for offices with persons near; none overlap."""
        phrases, end = office_index(self.document.knowledge.offices).phrases, 0
        tokens = Window(self.document, 0, 0, self.field).tokens
        for at in tokens.at(phrases.lengths.keys()) if self.people.tokens else ():
            match = phrases.at(tokens.folded, at) if at >= end else None
            if match:
                end, phrase = match
                noun = Window(self.document, at, end, self.field)
                if self.people.near(noun, NEAR):
                    yield noun, phrase

    def _title(self, noun: Window, phrase: str) -> Title | None:
        """The whole title around a phrase; None if it means another office, or none."""
        modified = noun.with_before(words("offices/modifiers"))
        before, places = _index(noun).places.before(modified) or (modified, ())
        window = before.with_before(words("offices/modifiers"))
        goes_on = not places and window.word_after in words("offices/of")
        placed = of_place(window) if goes_on else (window, places)
        if placed is None or self._is_another_office(window):
            return None
        title = Title(_with_stop(placed[0]), noun, phrase, placed[1])
        return None if title.meant.table.lacks(title.places, title.meant.roles) else title  # as in "Apple mayor"

    def _is_another_office(self, window: Window) -> bool:
        """Whether what stands before a title makes it another office: "deputy", "vice-", a name."""
        named = window.capital_before and window.word_before not in words("offices/openers")
        return (
            (named and not window.in_headline)
            or not words(self.qualifiers).isdisjoint((window.word_before, "".join(window.before(COMPOUND))))
            or window.touching[0] in words("grammar/hyphens")
        )

    def _named_behind(self, title: Title) -> Claim | None:
        """The claim on the person named right behind a title, or behind a comma in apposition to it."""
        between = words("persons/forms of address") | words("offices/marks")
        gap = title.window.with_behind(between, MAX_ADDRESS)
        mention = self.people.by_first.get(gap.end)
        if "," in gap.tokens.folded[title.window.end : gap.end]:
            mention = mention if mention and self._in_apposition(title, mention) else None
        else:
            mention = mention or self._by_surname(gap, title)
        if mention is None or not gap.word_after:
            return None
        whole = title.window._replace(end=mention.last)
        home = _home(whole) if title.is_of_part and not title.places else title.places
        return Claim(whole, mention, title._replace(places=home))

    def _in_apposition(self, title: Title, mention: PersonMention) -> bool:
        """Whether "the title, Name," is one phrase: not "made him president, Name said"."""
        before = title.window.word_before
        determined = title.places or before in words("offices/determiners") or before.endswith("'s")
        return bool(determined) and closes(mention.window(self.document, self.field))

    def _by_surname(self, gap: Window, title: Title) -> PersonMention | None:
        """Whom a surname behind a title, perhaps behind particles, means: who was named before, or held the office."""
        at = gap.with_behind(words("persons/particles"), len(("van", "der", "-"))).end
        surname, name = self.people.surnames.get(at, ""), Window(self.document, at, at + 1, self.field)
        named = self.people.named.get(surname, ())
        held = filter(title.meant.held, named)
        people = tuple(dict.fromkeys((*held, *title.meant.told_by_surname(surname)))) or named
        return PersonMention(gap.end, at + 1, people, full=False) if people and not goes_on(name) else None

    def _named_before(self, title: Title) -> Claim | None:
        """The claim on the person whom an apposition, or "who serves as", speaks of."""
        phrase = title.window.with_before(words("offices/former"), 1).with_before(words("grammar/articles"), 1)
        joining = _joining().before(phrase.tokens.folded, phrase.first)
        joined = phrase._replace(first=joining[0]) if joining else phrase
        named = joined.with_before(COMMA, 1)
        holder = self.people.before(named) if closes(title.window) and named.first < phrase.first else None
        return Claim(title.window, holder, title) if holder else None


def _with_stop(title: Window) -> Window:
    """A title with the full stop of its abbreviation: "Sen."."""
    return title.with_behind(STOP, 1) if len(title.words[-1]) <= MAX_ABBREVIATION else title


def _home(claimed: Window) -> Places:
    """The codes of a place behind the name: "Gov. Name of Ohio"; none where a longer name begins."""
    placed = of_place(claimed) if claimed.word_after == "of" else None
    return placed[1] if placed and not placed[0].capital_behind else ()
