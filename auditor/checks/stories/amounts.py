"""Whether two figures may be one: rounded, or grown in the meantime."""

from fractions import Fraction

from auditor.checks.stories.dispute import days_until
from auditor.checks.stories.told import Told


def may_be_one(one: Fraction, other: Fraction) -> bool:
    """Whether the figures are equal, or one is the other to fewer digits: 1,200 and 1,187."""
    return one == other or _is_rounding(one, other) or _is_rounding(other, one)


def _is_rounding(rough: Fraction, exact: Fraction) -> bool:
    digits = len(str(rough.numerator).rstrip("0")) if rough.denominator == 1 else 0
    return digits > 0 and float(f"{float(exact):.{digits}g}") == float(rough)


def has_grown(one: Told, other: Told) -> bool:
    """Whether the later of two reports has the higher count: tolls and tallies grow."""
    days = days_until(one, other)
    return days != 0 and (days > 0) == (Fraction(one.claim.value[0]) < Fraction(other.claim.value[0]))
