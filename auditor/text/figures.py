"""Figures as messages write them: exactly, or with the word that says that they are rounded."""

from fractions import Fraction

SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
MAX_DECIMALS = 3
"""What needs more is rounded."""
SIGNIFICANT = 2
"""Digits of what is rounded and smaller than one."""


def spell_number(value: int | Fraction) -> str:
    """As "1,250", "3.5 million", "0.75"; "about 4.7" for what has no end or more than three decimals."""
    exact = Fraction(value)
    for scale, name in SCALES:
        if abs(exact) >= scale and (figure := _exact(exact / scale)):
            return f"{figure} {name}"
    return _exact(exact) or f"about {_rounded(exact)}"


def spell_degrees(degrees: float, letters: str) -> str:
    """A latitude or longitude as "37.8° S"; `letters` are those of its positive and its negative side: "NS"."""
    return f"{abs(degrees)}° {letters[degrees < 0]}"


def _exact(value: Fraction) -> str:
    """`value` with its decimals; nothing if they are too many."""
    decimals = next((n for n in range(MAX_DECIMALS + 1) if (value * 10**n).denominator == 1), None)
    return "" if decimals is None else _written(value, decimals)


def _rounded(value: Fraction) -> str:
    """`value` to a tenth, "65" for 65.0; what is smaller than one to its first digits."""
    decimals = 1
    while abs(value) * 10**decimals < 10 ** (SIGNIFICANT - 1):
        decimals += 1
    return _written(value, decimals).removesuffix(".0")


def _written(value: Fraction, decimals: int) -> str:
    digits = f"{abs(round(value * 10**decimals)):0{decimals + 1}d}"
    whole, after = (digits[:-decimals], digits[-decimals:]) if decimals else (digits, "")
    return f"{'-' * (value < 0)}{int(whole):,}{'.' * bool(after)}{after}"
