"""How far a figure may be from what was rounded to it."""

import re
from fractions import Fraction

from auditor.document import Document
from auditor.mentions.numbers import Number

_FIGURE = re.compile(r"\d[\d,]*(?:\.(\d+))?")


def half_unit(document: Document, number: Number) -> Fraction:
    """Half of what one of its last digit is worth: 50,000 for "1.2 million"; 0 for a figure in words."""
    figure = _FIGURE.search(document.text[number.span.start : number.span.end])
    written = Fraction(figure.group().replace(",", "")) if figure else Fraction(0)
    if figure is None or not written:
        return Fraction(0)
    decimals = len(figure.group(1) or "")
    return Fraction(number.value) / written / Fraction(10) ** decimals / 2
