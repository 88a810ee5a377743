"""One key for all copies of a text."""

import hashlib

from auditor.text.fold import fold


def wording_key(text: str) -> str:
    """The same for texts that differ in white space, case and kinds of quotation marks only."""
    words = " ".join(fold(text).split())
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:32]
