"""One key for all copies of a text, and one form for all of a passage."""

import hashlib
import re

from auditor.text.fold import fold

_DIGITS = re.compile(r"\d+")


def passage_form(folded: str) -> str:
    """A folded passage in a form that its digits and white space do not change."""
    return _DIGITS.sub("#", " ".join(folded.split()))


def wording_key(text: str) -> str:
    """The same for texts that differ in white space, case and kinds of quotation marks only."""
    words = " ".join(fold(text).split())
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:32]
