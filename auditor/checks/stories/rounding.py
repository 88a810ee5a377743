"""Whether two figures may be one, rounded."""

from fractions import Fraction


def may_be_one(one: Fraction, other: Fraction) -> bool:
    """Whether the figures are equal, or one is the other to fewer digits: 1,200 and 1,187."""
    return one == other or _is_rounding(one, other) or _is_rounding(other, one)


def _is_rounding(rough: Fraction, exact: Fraction) -> bool:
    digits = len(str(rough.numerator).rstrip("0")) if rough.denominator == 1 else 0
    return digits > 0 and float(f"{float(exact):.{digits}g}") == float(rough)
