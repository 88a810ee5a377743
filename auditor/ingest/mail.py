"""Reader of e-mails (.eml), as press releases and contributions come: subject, sender, date, and what was written.

The plain text is taken where there is one, else the HTML; attachments are left alone. The history that somebody
answers to (lines behind `>`, and all behind "Original Message") is not the article and left out; of a message that was
passed on it is. A signature is kept, since it is what gets left over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from email import policy
from email.errors import MessageError
from email.parser import BytesParser
from email.utils import getaddresses
from typing import Any, BinaryIO, TypeVar

from auditor.article import Article
from auditor.ingest.charset import decode_any
from auditor.ingest.elements import written_date
from auditor.ingest.errors import InputError
from auditor.ingest.fields import clean_text
from auditor.ingest.html import fragment_text
from auditor.ingest.item import Item, Part
from auditor.text.blank import has_words
from auditor.text.counted import counted

MAX_BYTES = 32 << 20
"""With its attachments; mail servers take 25 MB or less."""
MAX_LINES = 500_000
MAX_PARTS = 1_000
MAX_NESTED = 50
"""Parts with a boundary and messages in messages, of which each may lie in the one before."""
MAX_HEADER_CHARACTERS = 2_000
"""Of one field; the rest of a longer one is cut off. Its parser takes the square of its length."""
_NESTED = re.compile(rb"boundary\s*=|message/", re.IGNORECASE)
_ANSWER = re.compile(r"^\s*(?:(?:re|fwd?)\s*:\s*)+", re.IGNORECASE)
_PASSED_ON = re.compile(r"^\s*(?:re\s*:\s*)*fwd?\s*:", re.IGNORECASE)
_HISTORY = re.compile(r"^-+ ?original message ?-+\s*$", re.IGNORECASE | re.MULTILINE)
_QUOTED = re.compile(r"(?:^[^\n>]{0,200}\bwrote:[ \t]*\n(?:[ \t]*\n)?)?(?:^>.*(?:\n|\Z))+", re.MULTILINE)
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)

Read = TypeVar("Read")


class _Policy(policy.EmailPolicy):
    """The standard policy, on fields that are cut to a length that it can read in time."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Name and value of a field."""
        name, value = super().header_source_parse(sourcelines)
        return name, value[:MAX_HEADER_CHARACTERS]


def read_mail(stream: BinaryIO, name: str, _: Part) -> Iterator[Item]:
    """The article in an e-mail."""
    yield Item(name, lambda: _article(stream.read(MAX_BYTES + 1), name))


def _article(data: bytes, where: str) -> Article:
    _refuse_bombs(data, where)
    try:
        message = BytesParser(policy=_Policy()).parsebytes(data)
    except (MessageError, RecursionError, ValueError) as error:
        raise InputError(f"{where}: not an e-mail: {error}") from None
    if not any(_field(message, name, str) for name in ("from", "subject", "date")):
        raise InputError(f"{where}: not an e-mail: it begins with neither From, Subject nor Date")
    published = _field(message, "date", written_date)
    return Article(
        text=clean_text(_text(message), where),
        title=clean_text(_ANSWER.sub("", " ".join((_field(message, "subject", str) or "").split())), where),
        published=published,
        published_from="e-mail Date" if published else None,
        authors=tuple(clean_text(name, where) for name in _field(message, "from", _names) or ()),
    )


def _refuse_bombs(data: bytes, where: str) -> None:
    """Raise InputError for what its parser would take too much time or memory for."""
    for count, most, what in (
        (len(data), MAX_BYTES, "byte"),
        (data.count(b"\n") + data.count(b"\r"), 2 * MAX_LINES, "line end"),
        (data.count(b"\n--") + data.count(b"\r--"), MAX_PARTS, "part"),
        (len(_NESTED.findall(data)), MAX_NESTED, "nested part"),
    ):
        if count > most:
            raise InputError(f"{where}: an e-mail of more than {counted(most, what)}")


def _field(message: Any, name: str, read: Callable[[str], Read]) -> Read | None:
    """What `read` makes of a field; None where there is none, or one that nobody can read."""
    try:
        value = message[name]
        return None if value is None else read(str(value))
    except Exception:  # the parser of broken fields raises whatever comes, AttributeError and IndexError among them
        return None


def _names(field: str) -> list[str]:
    return [name.strip() for name, _ in getaddresses([field]) if name.strip() and "@" not in name]


def _text(message: Any) -> str:
    part = _body(message)
    if part is None:
        return ""
    content = part.get_payload(decode=True)
    text = decode_any(content if isinstance(content, bytes) else b"", part.get_content_charset())
    if part.get_content_subtype() == "html":
        return fragment_text(text)
    text = "\n".join(text.splitlines())
    if str(part.get_param("format", "")).lower() == "flowed":
        text = _unwrapped(text, delete=str(part.get_param("delsp", "")).lower() == "yes")
    passed_on = _PASSED_ON.match(_field(message, "subject", str) or "")
    return text.strip() if passed_on else _without_history(text)


def _body(message: Any) -> Any:
    """The part that is read, plain text before HTML. What is broken beyond reading has none."""
    try:
        return message.get_body(("plain", "html"))
    except Exception:  # as of fields
        return None


def _unwrapped(text: str, *, delete: bool) -> str:
    """The lines of `format=flowed`, those that end in a space joined to the next. Source: RFC 3676."""
    lines: list[str] = []
    flows = False
    for line in text.split("\n"):
        stuffed = line[1:] if line.startswith(" ") else line
        if flows and not stuffed.startswith(">") and stuffed != "-- ":
            lines[-1] += stuffed
        else:
            lines.append(stuffed)
        flows = stuffed.endswith(" ") and stuffed != "-- " and not stuffed.startswith(">")
        if flows and delete:
            lines[-1] = lines[-1][:-1]
    return "\n".join(lines)


def _without_history(text: str) -> str:
    """What its sender wrote, the mark above the signature left out; all of it where the sender wrote nothing."""
    history = _HISTORY.search(text)
    kept = _QUOTED.sub("", text[: history.start()] if history else text)
    return _SIGNATURE.sub("", kept if has_words(kept) else text).strip()
