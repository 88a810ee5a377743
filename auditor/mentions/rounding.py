"""How far a figure may be from what was rounded to it."""

from __future__ import annotations

import re
from fractions import Fraction

from auditor.document import Document
from auditor.mentions.numbers import Number

_FIGURE = re.compile(r"\d[\d,]*(?:\.(\d+))?")


def half_unit(document: Document, number: Number) -> Fraction:
    """Half of what one of its last digit is worth: 50,000 for "1.2 million"; 0 for a figure in words."""
    figure = _FIGURE.search(document.text, *number.span)
    written = Fraction(figure[0].replace(",", "")) if figure else Fraction(0)
    if not figure or not written:
        return Fraction(0)
    decimals = len(figure[1] or "")
    return Fraction(number.value) / written / Fraction(10) ** decimals / 2


def significant_digits(value: int | Fraction) -> int:
    """How many digits a figure has, zeros at its ends aside."""
    return len(f"{float(value):.6f}".rstrip("0").rstrip(".").replace(".", "").strip("0"))
