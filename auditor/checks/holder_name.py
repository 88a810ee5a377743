"""Kind `holder-name`: a name near to that of somebody who holds or held an office, or with another first name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from marshmallow import Schema, fields, validate

from auditor.checks.detector import Detector, compile_by
from auditor.checks.offices.meant import (
    count_bearers,
    has_another_office,
    is_among_others,
    is_common,
    is_crossed,
    is_current,
    is_former,
    is_single,
    is_sure,
    is_tagged,
    is_telling,
    is_titled,
    named_right,
)
from auditor.checks.offices.telling import history, quote_elsewhere, references, spell
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope, Severity
from auditor.knowledge.offices import PRESIDENT
from auditor.mentions.focus import find_focus
from auditor.mentions.lives import is_of_lives
from auditor.mentions.misnamed import Misnamed, find_misnamed
from auditor.mentions.name_distance import FAR
from auditor.rule import Rule
from auditor.vocabulary import words

SCOPE = Scope.ARTICLE
VALUES = frozenset({"known", "held", "source", "as_of"})
ADVICE_CONFIDENCE = 0.82
"""Of nine pieces of advice on development articles eight were right: Laplace's rule."""


class Params(Schema):
    """`finds`: names that are `misspelt`, or `garbled`: a holder's surname with a first name that is not theirs."""

    finds = fields.Str(validate=validate.OneOf(["misspelt", "garbled"]), required=True)


def propose_misspelt(document: Document, rule: Rule) -> Iterator[Misnamed]:
    """Names a letter or two off that of somebody of the table."""
    return (each for each in document.layer(find_misnamed) if each.near.letters < FAR)


def propose_garbled(document: Document, rule: Rule) -> Iterator[Misnamed]:
    """Surnames of those who held the office named beside them, with a first name that is nobody's of them."""
    return (each for each in document.layer(find_misnamed) if each.near.letters == FAR and is_titled(each))


def _quote(each: Misnamed) -> str:
    span = each.window.bare_span
    return each.window.document.article.field(each.window.field)[span.start : span.end]


def _is_run_together(each: Misnamed) -> bool:
    """Whether a word with a capital was glued to the surname: "KeelanWhat"."""
    glued = _quote(each).split()[-1][len(each.surname) :]
    return glued[:1].isupper() and each.near.written[-1].startswith(each.surname)


def _has_foreign_letters(each: Misnamed) -> bool:
    """Whether it has letters with marks, or signs, that the known name does not have."""
    return any(not letter.isascii() and letter not in each.person for letter in _quote(each))


def _is_new(each: Misnamed) -> bool:
    """Whether the office is told as one that somebody has just come to: "the new president", "newly elected"."""
    if each.claim is None:
        return False
    title = each.claim.title
    told = title.noun.with_before(words("offices/modifiers")).words
    return not words("offices/newly").isdisjoint([*told, title.window.word_before])


def _is_at_home(each: Misnamed) -> bool:
    """Whether the title or the article names the country of the office; that of the United States needs no name."""
    placed = each.claim is not None and bool(each.claim.title.places)
    abroad = each.country != PRESIDENT.place and each.country in each.window.document.knowledge.gazetteer.countries
    nations = each.window.document.layer(find_focus).weights if abroad and not placed else ()
    return placed or not abroad or any(nation.startswith(each.country) for nation in nations)


FEATURES: Mapping[str, Callable[[Misnamed], bool | float | str]] = {
    "part": lambda each: each.near.part,
    "letters": lambda each: each.near.letters,
    "titled": is_titled,
    "other-office": has_another_office,
    "single": is_single,
    "surname-alone": lambda each: len(each.near.written) == 1,
    "at-home": _is_at_home,
    "former": is_former,
    "current": is_current,
    "crossed": is_crossed,
    "tagged": is_tagged,
    "common": is_common,
    "telling": is_telling,
    "bearers": count_bearers,
    "elsewhere": lambda each: named_right(each) is not None,
    "among-others": is_among_others,
    "plural": lambda each: each.near.written[-1] == f"{each.surname}s",
    "run-together": _is_run_together,
    "well-known": lambda each: is_of_lives(each.near.written, each.window.document),
    "foreign-letters": _has_foreign_letters,
    "newly": _is_new,
}


def tell(each: Misnamed, rule: Rule) -> Hit:
    """The name, with who is meant by it and the office that they hold or held; advice where that is not sure."""
    term = each.terms[-1]
    values = {
        "known": term.name, "held": history(each.table, [term]), "source": term.source, "as_of": spell(term.as_of),
    }  # fmt: skip
    evidence = (*_right_elsewhere(each), *references(each.table, [term]))
    sure = each.near.letters == FAR or is_sure(each)
    return Hit(
        rule,
        each.window.bare_span,
        each.window.field,
        values,
        evidence,
        severity=None if sure else Severity.INFO,
        confidence=None if sure else ADVICE_CONFIDENCE,
    )


def _right_elsewhere(each: Misnamed) -> Iterator[Evidence]:
    return map(quote_elsewhere, filter(None, [named_right(each)]))


DETECTORS = {
    "misspelt": Detector(propose_misspelt, tell, FEATURES),
    "garbled": Detector(propose_garbled, tell, FEATURES),
}
compile = partial(compile_by, DETECTORS)
