"""Lines that end in the credit of a picture, as captions do and titles do not."""

from __future__ import annotations

import re
from functools import cache

from auditor.vocabulary import words

MAX_CREDIT_CHARACTERS = 60


def ends_in_credit(line: str) -> bool:
    """Whether a line ends in "Photo: Ada Lund", "Credit Ada Lund" or "(Ada Lund/Coast Wire)" behind other words."""
    return _pattern().search(line[-MAX_CREDIT_CHARACTERS - 1 :]) is not None


@cache
def _pattern() -> re.Pattern[str]:
    heads, agencies = ("|".join(sorted(words(f"credits/{name}"))) for name in ("heads", "agencies"))
    opening = rf"(?<=[.!?”\"'’)] )(?:(?:{heads})(?: credit)?(?::| by | courtesy )|Credit )\s*[A-Z][^.!?]*"
    return re.compile(rf"(?:{opening}|\([^()/]+/[^()]+\)|\((?:{heads})\b[^()]*\)|/(?:{agencies}))\s*\Z")
