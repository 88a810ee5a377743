"""Years in which a firm is told of, though it was founded later."""

from __future__ import annotations

from typing import NamedTuple

from auditor.checks.dates.binding import BOUND_FEATURES, Bound, bound_years, names_year_before
from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence
from auditor.knowledge.firms import Firm
from auditor.mentions.firms import find_firm_names, firm_index, is_firm
from auditor.mentions.names import is_surname
from auditor.mentions.times import Dated
from auditor.rule import Rule
from auditor.window import Window


class Claim(NamedTuple):
    """A year that a firm is put into."""

    bound: Bound
    firm: Firm

    @property
    def window(self) -> Window:
        """The name and the year."""
        return self.bound.window


def propose(document: Document, rule: Rule) -> list[Claim]:
    """Each firm that the words put into a year before any account has it founded."""
    return document.layer(find_too_early)


def find_too_early(document: Document) -> list[Claim]:
    """The same, made once."""
    if not names_year_before(document, firm_index(document.knowledge.firms).founded):
        return []
    names = filter(is_firm, document.layer(find_firm_names))
    claims = (Claim(bound, name.firm) for name in names for bound in bound_years(name.window))
    return [claim for claim in claims if claim.bound.dated.year < claim.firm.founded]


def find_unfounded(document: Document) -> frozenset[Dated]:
    """The times into which the words put a firm that was founded later."""
    return frozenset(claim.bound.dated for claim in document.layer(find_too_early))


FEATURES = {
    **BOUND_FEATURES,
    "early": lambda claim: claim.firm.founded - claim.bound.dated.year,
    "surname": lambda claim: is_surname(claim.bound.name.words[-1]),
}


def tell(claim: Claim, rule: Rule) -> Hit:
    """The name and the year, and when the firm was founded."""
    firm = claim.firm
    fact = Evidence(f"{firm.name}, founded {firm.founded} at the earliest", reference=firm.source, as_of=firm.as_of)
    values = {"other": firm.name, "date": str(claim.bound.dated.year), "expected": str(firm.founded)}
    return Hit(rule, claim.window.span, values=values, evidence=(fact,))


DETECTOR = Detector(propose, tell, FEATURES)
