"""What a rule's confidence rests on: flags on untouched news, read one by one, or a ground without them."""

from __future__ import annotations

from dataclasses import dataclass

DATA_SETS = {"untouched news": 3_500, "clean-dev": 2_000, "development articles": 5_187}
"""Sets of untouched articles whose flags were read, and their sizes; docs/development-data.md says what they are."""
GROUNDS = {
    "arithmetic": "It rests on arithmetic: what it quotes cannot all be right.",
    "reference": "It rests on a reference: a table, or the coordinates of a gazetteer, has it otherwise.",
    "metadata": "It rests on metadata: on what came with the article, or did not.",
    "wording": "It rests on wording: the words that it names stand there, whatever is meant by them.",
    "cross-validation": "It rests on cross-validation: each finding has a confidence of its own, calibrated on "
    "labelled pages of sites that the model did not learn from.",
}
"""What may speak for a rule of which fewer than MIN_READ flags could be read, and what its page says of it."""
MIN_READ = 10
"""Flags read, from which on the share of right ones is the rule's confidence."""


@dataclass(frozen=True, slots=True)
class Measured:
    """How many of a rule's flags on untouched news were read, and how many of them were right."""

    right: int
    read: int
    of: str
    """A name of DATA_SETS."""


def shown_confidence(measured: Measured | None, ground: str | None) -> float | None:
    """How sure the figures allow a rule to be, in hundredths; None where they leave it to its ground.

    With MIN_READ flags read it is the share of right ones. With fewer it is Laplace's rule of succession, unless all
    of them were right and the rule has a ground: then it may declare what it likes.
    """
    right, read = (measured.right, measured.read) if measured else (0, 0)
    if read >= MIN_READ:
        return round(right / read, 2)
    if right == read and ground:
        return None
    return round((right + 1) / (read + 2), 2)
