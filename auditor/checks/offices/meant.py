"""What speaks for and against it that a misspelt name means a person of the table of office holders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from datetime import timedelta

from auditor.document import Document
from auditor.knowledge.offices import display_name
from auditor.knowledge.words import load_person_names
from auditor.mentions.lawmakers import state_index
from auditor.mentions.misnamed import Misnamed
from auditor.mentions.names import is_ordinary
from auditor.mentions.near_people import GIVEN, SURNAME
from auditor.mentions.offices import office_index
from auditor.mentions.people import find_people, find_title_people, name_tokens, people_index, written_over
from auditor.vocabulary import words
from auditor.window import Window

MIN_SURNAME = 5
"""Letters of an unknown surname that tells who is meant; shorter ones are near to too many others."""
MIN_GIVEN = 6
"""The same for a first name."""
TELLING_NAMES = 2
"""Names in common with which nobody else is meant, however usual each is: "Ruth Bader Ginsberg"."""
TITLE_REACH = 4
"""Words before a name among which one makes another office of its title: "State Sen."."""
GRACE = timedelta(days=75)
"""How long before and after a term its office may still be given."""


def is_titled(each: Misnamed) -> bool:
    """Whether the text names an office beside the name that the person held."""
    return each.claim is not None and each.fits


def has_another_office(each: Misnamed) -> bool:
    """Whether the text names an office, a title or a seat beside the name that the person did not have.

    A surname alone means nobody without an office that fits.
    """
    of_another = _has_another_title(each) or _has_district(each)
    is_other = each.claim is not None or len(each.near.written) == 1 or of_another
    return (is_other and not is_titled(each)) or _has_another_seat(each)


def _has_another_title(each: Misnamed) -> bool:
    """Whether a title stands before the name, alone or with a word that makes another one of it, as in "State Sen."."""
    title, before = _title_before(each)
    if title not in words("names/titles") - words("persons/forms of address"):
        return False
    return title not in _own_titles(each) or not words("offices/other offices").isdisjoint(before)


def _title_before(each: Misnamed) -> tuple[str, Sequence[str]]:
    """The word right before the name, and those before it."""
    before = [word for word in each.window.before(TITLE_REACH) if word != "."]
    return "".join(before[-1:]), before


def _own_titles(each: Misnamed) -> Set[str]:
    """The last words of the titles that go with the person's offices."""
    phrases = (phrase for term in each.terms for phrase in each.table.roles[term.office.role].phrases)
    return {phrase.rpartition(" ")[2] for phrase in phrases}


def _has_another_seat(each: Misnamed) -> bool:
    """Whether a party stands behind the name with a state that the person held no office in."""
    seat = office_index(each.table).places.behind(_with_party(each))
    terms = each.table.by_person[each.person]
    return _has_party(each) and seat is not None and not any(term.office.within_any(seat[1]) for term in terms)


def _has_district(each: Misnamed) -> bool:
    """Whether a party stands behind the name with no state, as of a seat in a state's house: "R-Kent"."""
    party, indexes = _with_party(each), (office_index(each.table).places, state_index(each.table))
    return _has_party(each) and not any(index.behind(party) for index in indexes)


def _with_party(each: Misnamed) -> Window:
    """The name with the party behind it: "Keel (R-"."""
    opened = each.window.with_behind(words("lawmakers/opening"), 1)
    return opened.with_behind(words("offices/party letters"), 1).with_behind(words("offices/party joints"), 1)


def _has_party(each: Misnamed) -> bool:
    """Whether a party stands behind the name: "R-S.C."."""
    return _with_party(each).end == each.window.end + len("(R-")


def is_tagged(each: Misnamed) -> bool:
    """Whether a party stands beside the name, as of a politician."""
    return _has_party(each) or (each.window.word_before in words("offices/party names") and not is_common(each))


def is_former(each: Misnamed) -> bool:
    """Whether the office is told as one that is over."""
    return each.claim is not None and each.claim.window.word_before in words("offices/former")


def is_current(each: Misnamed) -> bool:
    """Whether the person may have held the office when the article was published."""
    return each.day is not None and any(term.may_cover(each.day, each.day, GRACE) for term in each.terms)


def is_single(each: Misnamed) -> bool:
    """Whether the office has one holder at a time."""
    return each.table.roles[each.terms[-1].office.role].single


def is_common(each: Misnamed) -> bool:
    """Whether many others may be called so: by a usual surname, and a usual or short first name if that differs."""
    names, given, surname = load_person_names(), each.near.written[0], each.near.written[-1]
    is_rare = each.near.part == GIVEN and given not in names.given and len(given) >= MIN_GIVEN
    shared = {*each.near.written} & {*name_tokens(display_name(each.person))}
    return surname in names.family and not is_rare and len(shared) < TELLING_NAMES


def is_telling(each: Misnamed) -> bool:
    """Whether hardly anybody else is called so: what differs is no usual name by itself, or else the rest is rare."""
    if each.near.letters > 1 or is_common(each) or _is_written_over(each) or _has_initial(each):
        return False
    surname = each.near.written[-1]
    return each.near.part != SURNAME or (len(surname) >= MIN_SURNAME and not is_ordinary(each.surname))


def _is_written_over(each: Misnamed) -> bool:
    """Whether the name comes from another script, or has its surname first, so that many are near to each other."""
    return each.country in written_over()


def _has_initial(each: Misnamed) -> bool:
    """Whether an initial, which tells namesakes apart, stands in the name."""
    return any(len(word) == 1 and word.isalpha() for word in each.window.words)


def named_right(each: Misnamed) -> Window | None:
    """Where the article names the person in full as the table does."""
    named = each.window.document.layer(_mentions).get(each.person, ())
    return next((right for right in named if right != each.window), None)


def _mentions(document: Document) -> Mapping[str, Sequence[Window]]:
    """By person, where the names stand in full."""
    found: dict[str, list[Window]] = defaultdict(list)
    for field, people in (("text", document.layer(find_people)), ("title", document.layer(find_title_people))):
        for mention in people.by_first.values():
            for person in mention.people:
                found[person].append(mention.window(document, field))
    return found


def is_among_others(each: Misnamed) -> bool:
    """Whether the text names another person of the same country in full who holds or held an office."""
    return not each.window.document.layer(_compatriots).get(each.country, frozenset()) <= {each.person}


def _compatriots(document: Document) -> Mapping[str, Set[str]]:
    """By country, the persons whom the text names in full and who held an office there."""
    found: dict[str, set[str]] = defaultdict(set)
    people = (person for known in document.layer(find_people).named.values() for person in known)
    for person in people:
        for term in document.knowledge.offices.by_person[person]:
            found[term.office.country].add(person)
    return found


def is_crossed(each: Misnamed) -> bool:
    """Whether the first name is that of another holder of the office."""
    holders = (term.person for term in each.table.by_office[each.terms[-1].office])
    return any(name_tokens(display_name(person))[0] == each.near.written[0] for person in holders)


def count_bearers(each: Misnamed) -> int:
    """How many of the table have the surname."""
    return len(people_index(each.table).bare.get(each.surname, ()))


def _is_sole_holder(each: Misnamed) -> bool:
    return is_titled(each) and is_single(each)


def _is_member(each: Misnamed) -> bool:
    """Whether the person had the seat when the text says so."""
    return is_titled(each) and not is_common(each) and (is_current(each) or is_former(each))


def _is_named_right(each: Misnamed) -> bool:
    return not is_common(each) and named_right(each) is not None


def _is_known(each: Misnamed) -> bool:
    return is_telling(each) and is_among_others(each)


def _has_own_title(each: Misnamed) -> bool:
    """Whether a title of the person's stands right before the name, though no place tells which office: "Mayor X"."""
    return is_telling(each) and is_current(each) and _title_before(each)[0] in _own_titles(each)


SURE = (_is_sole_holder, is_tagged, _is_member, _has_own_title, _is_named_right, _is_known)
"""Each is enough to tell who is meant."""


def is_sure(each: Misnamed) -> bool:
    """Whether nobody but the person of the table is likely meant."""
    return any(speaks(each) for speaks in SURE)
