"""E-mail: by which server it goes, who is told of what by it, and one message sent."""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, localtime, parseaddr
from pathlib import Path
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, post_load, validate, validates_schema

from auditor.cms.connection import PlaceField, SecretError, read_secret
from auditor.sources import source_key
from auditor.toml_lines import TEXTS, Shape, first_error
from auditor.webhook import GATE_EVENTS, GATE_OVERRIDDEN, GATE_PAST, GATE_WITHDRAWN

STARTTLS, TLS, NONE = SECURITY = ("starttls", "tls", "none")
PORTS: Mapping[str, int] = {STARTTLS: 587, TLS: 465, NONE: 25}
"""Where servers listen for each: RFC 6409, RFC 8314, RFC 5321."""
ANSWER_SECONDS = 15.0
"""For each answer of the server; RFC 5321 would have minutes, and the one who waits is a sender of many messages."""
MAX_SUBJECT_CHARACTERS, MAX_LINE_CHARACTERS, MAX_LINES = 150, 500, 30
"""A message is a notice, which its reader takes in at a glance; what is longer stands on the page it links."""
MAX_ADDRESSES = 20
"""Of one notice: more of them are a list, which a mail server keeps better."""
PERMANENT = 500
"""From this reply code on, RFC 5321 (4.2.1) has a server say no for good."""
NOTICE_KEYS: Mapping[str, Shape] = {"to": TEXTS, "events": TEXTS, "sources": TEXTS}
_PLAIN = re.compile(r"[^\s<>,;:\"()\[\]\\]{1,64}@[A-Za-z0-9.-]{1,253}")
"""An address that needs no quoting; what may stand in a header beside it, such as a comma, is none."""
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


class MailError(Exception):
    """A message that was not sent; another try may do better."""


class NoticeError(ValueError):
    """A notice that cannot be used; `key` is the setting that is wrong."""

    def __init__(self, key: str, message: str) -> None:
        super().__init__(message)
        self.key = key


class MailRefused(MailError):
    """A message that will not be sent: the address is none, or the server said no for good."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    """The server that takes our messages."""

    host: str
    sender: str
    """Whom messages are from: an address, with a name before it or without."""
    security: str = STARTTLS
    """One of SECURITY."""
    port: int | None = None
    """Without it, that of PORTS."""
    user: str | None = None
    password: str | None = None
    """Where the password is: `env:NAME` or `file:PATH`."""
    folder: Path = Path()
    """Where the path of the password counts from."""

    @property
    def address(self) -> str:
        """The sender's address without a name."""
        return parseaddr(self.sender)[1]

    @property
    def domain(self) -> str:
        """As which host we greet: that of the sender's address, for the name of the machine is nobody's business."""
        return self.address.rpartition("@")[2]


@dataclass(frozen=True, slots=True)
class Notice:
    """Some people, and what they are told of."""

    to: tuple[str, ...]
    events: frozenset[str] = frozenset({GATE_PAST, GATE_OVERRIDDEN, GATE_WITHDRAWN})
    """Without a word from the newsroom, what readers got, or had for a while, against the gate."""
    sources: frozenset[str] = frozenset()
    """Keys of the sources it is told of; empty for all."""

    def wants(self, event: str, source: str | None) -> bool:
        """Whether its people are told of `event` at the source of this key."""
        return event in self.events and (not self.sources or source in self.sources)


def send(settings: MailSettings, to: str, subject: str, lines: Sequence[str], name: str | None = None) -> None:
    """Send plain text to one address; `name` is the message's own, the same when it is sent again.

    Nothing in `to`, `subject` or `lines` can become a header or another recipient: what is no line is made one, what is
    no address is refused, and what is too long is cut. Raises MailRefused, MailError.
    """
    message = _message(settings, to, subject, lines, name).as_bytes()
    try:
        with _connected(settings) as server:
            server.sendmail(settings.address, [to], message)
    except smtplib.SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()))
        raise _refusal(code, said) from None
    except smtplib.SMTPAuthenticationError as error:  # who looks after the settings may put them right
        raise MailError(f"the mail server did not let us log in ({error.smtp_code})") from None
    except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
        raise _refusal(error.smtp_code, error.smtp_error) from None
    except (smtplib.SMTPException, OSError, SecretError) as error:
        raise MailError(f"{settings.host}: {error}") from None


def _refusal(code: int, said: bytes | str) -> MailError:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    kind = MailRefused if code >= PERMANENT else MailError
    return kind(f"the mail server answered {code} {_line(text, MAX_LINE_CHARACTERS)}")


@contextmanager
def _connected(settings: MailSettings) -> Iterator[smtplib.SMTP]:
    """The server, ready to take a message; over TLS before anything is told, unless the settings say otherwise."""
    place = settings.host, settings.port or PORTS[settings.security]
    known: dict[str, Any] = {"local_hostname": settings.domain, "timeout": ANSWER_SECONDS}
    context = ssl.create_default_context()
    is_tls = settings.security == TLS
    made = smtplib.SMTP_SSL(*place, context=context, **known) if is_tls else smtplib.SMTP(*place, **known)
    with closing(made) as server:
        if settings.security == STARTTLS:
            server.starttls(context=context)
        if settings.user and settings.password:
            server.login(settings.user, read_secret(settings.password, settings.folder, shortest=1))
        yield server
        with suppress(smtplib.SMTPException, OSError):  # it has the message, whatever it says to that
            server.quit()


def _message(settings: MailSettings, to: str, subject: str, lines: Sequence[str], name: str | None) -> EmailMessage:
    """The message, its headers made of one line each. Raises MailRefused for what is no address."""
    message = EmailMessage(policy=SMTP)
    try:
        message["From"] = Address(parseaddr(settings.sender)[0], addr_spec=settings.address)
        message["To"] = Address(addr_spec=checked_address(to))
    except (ValueError, MessageError) as error:
        raise MailRefused(str(error)) from None
    message["Subject"] = _line(subject, MAX_SUBJECT_CHARACTERS)
    message["Date"] = format_datetime(localtime())
    message["Auto-Submitted"] = "auto-generated"  # no out-of-office answers (RFC 3834)
    if name is not None:
        message["Message-ID"] = f"<{name}@{settings.domain}>"
    shown = [_line(line, MAX_LINE_CHARACTERS) for line in lines[:MAX_LINES]]
    message.set_content("\n".join([*shown, ""]))
    return message


def _line(text: str, most: int) -> str:
    """`text` on one line, no longer than `most`."""
    plain = " ".join(_CONTROLS.sub(" ", text[: 4 * most]).split()).encode("utf-8", "replace").decode()
    return plain if len(plain) <= most else f"{plain[: most - 2]} …"


def checked_address(text: str) -> str:
    """`text`, if it is one plain address such as anna@example.org. Raises ValueError."""
    if not text.isascii() or not _PLAIN.fullmatch(text):
        raise ValueError("an address is as anna@example.org, one alone and without a name")
    return text


def _is_address(text: str) -> None:
    try:
        checked_address(text)
    except ValueError as error:
        raise ValidationError(str(error)) from None


def _is_sender(text: str) -> None:
    if _CONTROLS.search(text):
        raise ValidationError("is one line")
    _is_address(parseaddr(text)[1])


class MailSchema(Schema):
    """The table `mail` of auditor.toml."""

    host = fields.Str(required=True, validate=validate.Regexp(r"[A-Za-z0-9.:-]{1,253}\Z", error="is a host's name"))
    port = fields.Int(strict=True, validate=validate.Range(1, 65_535))
    sender = fields.Str(required=True, data_key="from", validate=_is_sender)
    security = fields.Str(validate=validate.OneOf(SECURITY))
    user = fields.Str(validate=validate.Length(1, 320))
    password = PlaceField()

    @validates_schema
    def check_login(self, values: Mapping[str, Any], **_: Any) -> None:
        """A user has a password, and no password goes where anybody on the way could read it."""
        if ("user" in values) != ("password" in values):
            raise ValidationError({"user": ["user and password go together"]})
        if "password" in values and values.get("security") == NONE:
            raise ValidationError({"security": ["a password needs starttls or tls"]})

    @post_load
    def make(self, values: Mapping[str, Any], **_: Any) -> MailSettings:
        """The server."""
        return MailSettings(**values)


class _NoticeSchema(Schema):
    to = fields.List(fields.Str(validate=_is_address), required=True, validate=validate.Length(1, MAX_ADDRESSES))
    events = fields.List(fields.Str(validate=validate.OneOf(GATE_EVENTS)), validate=validate.Length(1))
    sources = fields.List(fields.Str(validate=validate.Length(1)))

    @post_load
    def make(self, values: Mapping[str, Any], **_: Any) -> Notice:
        """The notice."""
        known: dict[str, Any] = {"to": tuple(dict.fromkeys(values["to"]))}
        if "events" in values:
            known["events"] = frozenset(values["events"])
        return Notice(**known, sources=frozenset(map(source_key, values.get("sources", ()))))


def read_notice(row: Mapping[str, Any]) -> Notice:
    """The notice that a row of `[[notice]]` in auditor.toml describes. Raises NoticeError."""
    try:
        made: Notice = _NoticeSchema(unknown=RAISE).load(row)
    except ValidationError as error:
        key, text = first_error(error)
        raise NoticeError(key, f"notice: {key}: {text}") from None
    return made
