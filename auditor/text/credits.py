"""Lines that end in the credit of a picture, as captions do and titles do not: "The mill burns. (Photo: Ina Moe)"."""

from __future__ import annotations

import re
from functools import cache

from auditor.vocabulary import words

MAX_CREDIT_CHARACTERS = 90
"""A credit is looked for in so many characters at a line's end."""
_NAME = r"[A-Z][\w.'’-]+(?: (?:[A-Z][\w.'’-]*|de|la|van|von|der|of|the|and|for|&))*"
_OPENING = r"(?<! [A-Z])[.!?”\"’)] ?(?:[|–—-]+ ?)?"
"""What a credit stands behind: the caption's last sentence, which ends in no initial."""
_BY = r"(?i: credits?| source)?(?i:: ?| by:? | courtesy(?: of|:)? | via | © ?| - | from | ?/ ?)"


def credit_start(line: str) -> int | None:
    """Where the credit begins that a line ends in, with its mark; nothing if it has none or only a name and agency."""
    skipped = max(0, len(line) - MAX_CREDIT_CHARACTERS)
    match = _pattern().search(line[skipped:])
    return skipped + match.start() if match else None


def ends_in_credit(line: str) -> bool:
    """Whether a line ends in a credit, be it nothing else: "Ina Moe/AP"."""
    return credit_start(line) is not None or line.endswith(_agency_endings())


@cache
def _agency_endings() -> tuple[str, ...]:
    return tuple(f"/{agency}" for agency in words("credits/agencies"))


def _any(name: str) -> str:
    return "|".join(sorted(words(f"credits/{name}")))


@cache
def _pattern() -> re.Pattern[str]:
    thing, owner, agency = f"(?i:{_any('heads')})", f"(?i:{_any('owners')})", f"(?:{_any('agencies')})"
    credits = (
        rf"(?:{_OPENING}| [|–—] ?|[(\[])(?:{owner} |{agency} )?(?:{thing}|(?i:credits?)){_BY}"
        r"(?:[^.!?()\[\]]|\.(?=\w|,| [A-Z]))+\.?[)\]]?",
        rf"{_OPENING}Credit [A-Z][^.!?]*",
        rf"[(\[](?:{owner}(?: {thing})?|{thing}|{agency}(?: {thing})?|{_NAME} ?/ ?{_NAME})\.?[)\]]",
        rf"{_OPENING}(?:{_NAME}(?: ?/ ?| via ){_NAME}|{agency}(?: Photo| Images| Wire)?(?: ?/ ?{_NAME})?)",
        rf"{_OPENING}{owner} {thing}",
        rf"{_OPENING}\(?Courtesy(?: of)? {_NAME}\.?\)?",
        rf"\| {_NAME}(?: ?/ ?| via ){_NAME}",
    )
    return re.compile(rf"(?:{'|'.join(credits)})\Z")
