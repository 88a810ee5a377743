"""Bytes whose character set was declared beside them, as a header of HTTP or of an e-mail does."""

from __future__ import annotations

import codecs

from auditor.ingest.errors import InputError
from auditor.ingest.fields import clean_text
from auditor.ingest.text import decode

FALLBACK = "windows-1252"
"""What mail and pages that declare nothing, or nonsense, are written in if not in UTF-8; it has nearly every byte."""

NO_CHARSETS = frozenset({"idna", "punycode", "raw_unicode_escape", "unicode_escape", "undefined"})
"""Codecs of Python that texts are not sent in; reading punycode takes the square of its length."""


def decode_declared(data: bytes, charset: str | None, where: str) -> str:
    """`data` in the declared character set, else in UTF-8, else in FALLBACK. Raises InputError for what is no text."""
    for name in (charset, None):
        try:
            return clean_text(_decode(data, name, where), where)
        except (ValueError, LookupError, InputError):  # a ValueError for a name with a NUL in it, too
            continue
    return clean_text(data.decode(FALLBACK, "replace"), where)


def _decode(data: bytes, charset: str | None, where: str) -> str:
    """Raises LookupError for a codec that is none of text."""
    if charset is None:
        return decode(data, where)
    if codecs.lookup(charset).name.replace("-", "_") in NO_CHARSETS:
        raise LookupError(charset)
    return data.decode(charset)
