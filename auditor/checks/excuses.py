"""Exceptions as a table: the reasons why something is no finding, by name, for kinds whose rules have no guards yet."""

from collections.abc import Callable, Mapping

Excuses = Mapping[str, Callable[..., bool]]
"""By name: a reason why. All of a table are asked for the same things."""


def is_excused(excuses: Excuses, *what: object) -> bool:
    """Whether one of `excuses` holds of `what`; those behind it are not asked."""
    return any(holds(*what) for holds in excuses.values())
