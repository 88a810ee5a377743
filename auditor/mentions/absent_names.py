"""Names of the title that the text has in no form: neither as written, nor by another word, nor misspelt."""

from __future__ import annotations

from auditor.document import Document
from auditor.mentions.names import (
    BodyName,
    Name,
    find_body_names,
    find_title_names,
    is_acronym,
    is_common_capital,
    is_given_name,
    is_known_person,
    is_surname,
    is_surname_of_holder,
    tells,
)
from auditor.mentions.terms import term_of
from auditor.mentions.title_body import MIN_NAME, has_name
from auditor.text.possessive import bare


def find_absent_names(document: Document) -> list[Name]:
    """Names of the title that the body has in no form, in order."""
    return [name for name in document.layer(find_title_names) if _is_absent(document, telling_words(name))]


def find_rivals(document: Document) -> list[BodyName]:
    """Names of the body that the title does not have, those that stand there most first."""
    titled = {term_of(bare(word)) for word in document.title_tokens.folded}
    names = document.layer(find_body_names)
    others = [names[word] for word in names if term_of(word) not in titled and not is_common_capital(word)]
    return sorted(others, key=lambda name: (-name.times, name.first))


def _is_absent(document: Document, telling: list[str]) -> bool:
    return bool(telling) and not any(has_name(document, word) for word in telling)


def is_person(name: Name) -> bool:
    """Whether a name is plainly a person's."""
    *before, last = name.folded
    if is_common_capital(last) or is_acronym(name.words[-1]):
        return False
    return is_known_person(last) or (name.sure and is_surname(last)) or any(map(is_given_name, before[-1:]))


def _opens_with_surname(name: Name) -> bool:
    """Whether the first word is the surname of an office holder and no given name: "Xi Jinping"."""
    return is_surname_of_holder(name.folded[0]) and not is_given_name(name.folded[0])


def telling_words(name: Name) -> list[str]:
    """The words of a name, as written, that tell it from others: of a person's the surname; maybe none."""
    if is_person(name):
        return [name.words[-1], *(name.words[:1] if _opens_with_surname(name) else ())]
    longer = [word for word in name.words if len(word) >= MIN_NAME]
    return [word for word in longer if tells(word.lower())] or _first_of_whole(name, longer)


def _first_of_whole(name: Name, longer: list[str]) -> list[str]:
    """The first word of a name that only as a whole tells which it is: an acronym, or several ordinary words."""
    whole = is_acronym(name.words[0]) or (name.sure and len(name.words) > 1)
    return [word for word in longer if word.lower() != "the"][:1] if whole else []
