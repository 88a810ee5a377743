"""Captions that end in their credit, as "The mill burns. (Photo: Ina Moe)", "The mill burns. Ina Moe/AP"."""

from __future__ import annotations

import re

MAX_CREDIT_CHARACTERS = 90
"""A credit is looked for in so many characters at a block's end."""
MIN_CAPTION_WORDS = 3
"""Words that a caption has besides its credit."""
_NAME = r"[A-Z][\w.'’-]+(?: (?:[A-Z][\w.'’-]*|de|la|van|von|der|of|the|and|for|&))*"
_AGENCY = r"(?:AP|AFP|EPA|EPA-EFE|PA|PTI|ANI|DPA|dpa|REUTERS|Reuters|Getty|Xinhua|TASS|Shutterstock|Alamy|Bloomberg)"
_THING = r"(?i:photos?|photographs?|photographer|pictures?|pics?|images?|illustrations?|graphics?|artwork)"
_OWNER = r"(?i:file|handout|courtesy|contributed|submitted|supplied|provided|staff|stock|press|publicity|undated)"
_OPENING = r"(?<! [A-Z])[.!?”\"’)] ?(?:[|–—-]+ ?)?"
"""What a credit stands behind: the caption's last sentence, which ends in no initial."""
_BY = r"(?i: credits?| source)?(?i:: ?| by:? | courtesy(?: of|:)? | via | © ?| - | from | ?/ ?)"
_CREDITS = (
    rf"(?:{_OPENING}| [|–—] ?|[(\[])(?:{_OWNER} |{_AGENCY} )?(?:{_THING}|(?i:credits?)){_BY}"
    r"(?:[^.!?()\[\]]|\.(?=\w|,| [A-Z]))+\.?[)\]]?",
    rf"[(\[](?:{_OWNER}(?: {_THING})?|{_THING}|{_AGENCY}(?: {_THING})?|{_NAME} ?/ ?{_NAME})\.?[)\]]",
    rf"{_OPENING}(?:{_NAME}(?: ?/ ?| via ){_NAME}|{_AGENCY}(?: Photo| Images| Wire)?(?: ?/ ?{_NAME})?)",
    rf"{_OPENING}{_OWNER} {_THING}",
    rf"{_OPENING}\(?Courtesy(?: of)? {_NAME}\.?\)?",
    rf"\| {_NAME}(?: ?/ ?| via ){_NAME}",
)
_CREDIT = re.compile(f"(?:{'|'.join(_CREDITS)})$")


def ends_in_credit(block: str) -> bool:
    """Whether a block is a caption that ends in the credit of its picture."""
    tail = block[-MAX_CREDIT_CHARACTERS:]
    match = _CREDIT.search(tail)
    before = len(block) - len(tail) + match.start() if match else 0
    return len(block[:before].split()) >= MIN_CAPTION_WORDS
