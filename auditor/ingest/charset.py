"""The characters of bytes: by their byte order mark, as UTF-8, as declared in or beside them, or as they look."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from auditor.vocabulary import words

FALLBACK = "cp1252"
"""What browsers take a page for that says nothing, in most of the world."""
DECLARED_WITHIN = 4096
"""Bytes in which a declaration is looked for; browsers look at 1,024, and take longer for pages with much before it."""
SAMPLE_BYTES = 10_000
"""Of the passages that are not ASCII: more cost time and tell the detector nothing new."""
MAX_WRONG_SHARE = 0.1
"""Of the characters beyond ASCII that may be unreadable in the encoding that a page declares."""
MIN_SCRIPT_SHARE = 0.3
"""Of the bytes of such passages that are beyond ASCII where the script is not the Latin: French has .1, Russian .8. The
languages of Latin script are not told apart by so few."""
_ASCII = bytes(range(0x80))
_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_SUPERSETS = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "shift_jis": "cp932", "euc_kr": "cp949",
}  # fmt: skip
"""What browsers read where the key is declared. Source: WHATWG Encoding Standard."""
_DECLARATION = re.compile(
    rb"""<(?:meta\b[^>]*?charset|\?xml\b[^>]*?encoding)\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE
)
_BEYOND_ASCII = re.compile(rb"[^\n<>]{0,200}[\x80-\xff][^\n<>]{0,200}")
_WRONG = "\N{REPLACEMENT CHARACTER}"


def decode_any(data: bytes, label: str | None = None) -> str:
    """The text of a page, mail or answer; `label` is the encoding its sender named. What cannot be read is U+FFFD."""
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if data[:2] in (b"<\0", b"\0<"):
        return data.decode("utf-16-le" if data[:1] == b"<" else "utf-16-be", "replace")
    declared = list(_declared(data, label))
    if b"\x1b$" in data and "iso2022_jp" in declared:  # Japanese in ASCII's clothes
        return data.decode("iso2022_jp", "replace")
    text = data.decode("utf-8", "replace")
    wrong = text.count(_WRONG)
    if wrong == 0 or (wrong <= _beyond_ascii(text) / 2 and set(declared) <= {"utf-8"}):
        return text
    for encoding in declared:
        text = data.decode(encoding, "replace")
        if text.count(_WRONG) <= MAX_WRONG_SHARE * _beyond_ascii(text):
            return text
    return data.decode(_detected(data), "replace")


def _declared(data: bytes, label: str | None) -> Iterator[str]:
    """The encodings that the sender and the page name, as far as browsers know them."""
    match = _DECLARATION.search(data, 0, DECLARED_WITHIN)
    for name in (label, match and match.group(1).decode("ascii", "replace")):
        encoding = _known(name or "")
        if encoding:
            yield encoding


def _known(name: str) -> str | None:
    try:
        encoding = codecs.lookup(name).name
    except (LookupError, ValueError):  # no such encoding, or a name that holds a NUL
        return None
    encoding = _SUPERSETS.get(encoding, encoding)
    return encoding if encoding in words("page/charsets") else None


def _beyond_ascii(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))


def _detected(data: bytes) -> str:
    """What the passages beyond ASCII look like."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 - that few pages need

    sample = b"\n".join(_BEYOND_ASCII.findall(data[: 100 * SAMPLE_BYTES]))[:SAMPLE_BYTES]
    if len(sample.translate(None, _ASCII)) < MIN_SCRIPT_SHARE * len(sample):
        return FALLBACK
    best = from_bytes(sample).best()
    return (best and _known(best.encoding)) or FALLBACK
