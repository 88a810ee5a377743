"""What may be asked of lists."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate

from auditor.finding import Severity
from auditor.ingest.dates import parse_date
from auditor.ingest.errors import InputError
from auditor.render.offsets import Unit
from auditor.score.article import Status
from auditor.store.erasing import MAX_REASON_CHARACTERS
from auditor.store.gate import Kind
from auditor.store.log import MAX_WHO_CHARACTERS
from auditor.store.queries import AUDIT_ORDERS, Flagged

from ..routes import MAX_ID
from .articles import DAY_FORMATS, MAX_NAME_CHARACTERS, CleanText
from .audits import SEVERITIES, STATUSES

MAX_LISTED = 500
MAX_RULE_CHARACTERS = 120
MAX_CURSOR_CHARACTERS = 800
MAX_LOGGED_CHARACTERS = 300
"""Objects are a kind and a name, as long as that of a source, at most."""


class Moment(fields.Str):
    """An ISO date or date-time; a date is its first moment, and without a zone it is UTC."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> datetime:  # type: ignore[override]
        try:
            day: date = parse_date(super()._deserialize(value, attr, data, **kwargs), "")
            moment = day if isinstance(day, datetime) else datetime(day.year, day.month, day.day, tzinfo=UTC)
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        except InputError as error:
            raise ValidationError(str(error).removeprefix(": ")) from None
        except OverflowError:
            raise ValidationError("is before the year 1 or after the year 9999 in UTC") from None


class PageSchema(Schema):
    """Which part of a list."""

    limit = fields.Int(load_default=50, validate=validate.Range(1, MAX_LISTED))
    cursor = CleanText(
        validate=validate.Length(1, MAX_CURSOR_CHARACTERS),
        metadata={"description": "What `next` of the page before says; goes with the same filters and order"},
    )


class FlaggedSchema(PageSchema):
    """Which findings."""

    rule = CleanText(
        validate=validate.Length(1, MAX_RULE_CHARACTERS), metadata={"description": "Id of a rule, as title/doubled"}
    )
    topic = CleanText(
        validate=validate.Length(1, MAX_RULE_CHARACTERS), metadata={"description": "Topic of rules, as title"}
    )
    severity = fields.Str(
        validate=validate.OneOf(SEVERITIES), metadata={"description": "This severity or a graver one"}
    )
    status = fields.Str(validate=validate.OneOf(STATUSES), metadata={"description": "What editors made of it"})

    @post_load
    def gather(self, query: dict[str, Any], **_: Any) -> dict[str, Any]:
        """The four filters as one value, `flagged`; all must hold for one finding."""
        severity, status = query.pop("severity", None), query.pop("status", None)
        flagged = Flagged(
            rule=query.pop("rule", None),
            topic=query.pop("topic", None),
            severity=Severity.parse(severity) if severity else None,
            status=Status(status) if status else None,
        )
        return {**query, "flagged": flagged}


class AuditsQuerySchema(FlaggedSchema):
    """Which audits to list; filters of findings ask for audits that have one such finding."""

    source = CleanText(
        validate=validate.Length(1, MAX_NAME_CHARACTERS), metadata={"description": "Any name of the source"}
    )
    story = fields.Int(validate=validate.Range(1, MAX_ID), metadata={"description": "Articles of this story"})
    article = fields.Int(validate=validate.Range(1, MAX_ID), metadata={"description": "Audits of this article"})
    since = Moment(metadata={"description": "Made at this moment or later", "anyOf": DAY_FORMATS})
    until = Moment(metadata={"description": "Made before this moment", "anyOf": DAY_FORMATS})
    sort = fields.Str(
        load_default="-created",
        validate=validate.OneOf([sign + name for name in AUDIT_ORDERS for sign in ("", "-")]),
        metadata={"description": "`-` sorts the other way: the newest, or the highest score, first"},
    )


class OffsetsSchema(Schema):
    """How places in a text are counted."""

    offsets = fields.Enum(
        Unit,
        by_value=True,
        load_default=Unit.CODEPOINT,
        metadata={
            "description": "What start and end count: code points, UTF-16 code units, or bytes of UTF-8. "
            "SARIF knows no bytes, and W3C annotations count code points always"
        },
    )


class ErasureSchema(Schema):
    """Why an article is erased."""

    reason = CleanText(
        load_default="",
        validate=validate.Length(0, MAX_REASON_CHARACTERS),
        metadata={"description": "Kept in the log, so no word of the article: the number of a request, say"},
    )


class LogQuerySchema(PageSchema):
    """Which entries of the log to list."""

    who = CleanText(
        validate=validate.Length(1, MAX_WHO_CHARACTERS),
        metadata={"description": "Name of an editor, of the holder of a key, of a user of the machine"},
    )
    action = CleanText(validate=validate.Length(1, MAX_LOGGED_CHARACTERS), metadata={"description": "As rule muted"})
    object = CleanText(
        validate=validate.Length(1, MAX_LOGGED_CHARACTERS),
        metadata={"description": "As source:example.org, article:12"},
    )
    since = Moment(metadata={"description": "Of this moment or later", "anyOf": DAY_FORMATS})
    until = Moment(metadata={"description": "Before this moment", "anyOf": DAY_FORMATS})


class GateQuerySchema(PageSchema):
    """Which events of the gate to list."""

    kind = fields.Enum(Kind, by_value=True, metadata={"description": "What came of the question"})
    source = CleanText(
        validate=validate.Length(1, MAX_NAME_CHARACTERS), metadata={"description": "Any name of the source"}
    )
    article = fields.Int(validate=validate.Range(1, MAX_ID), metadata={"description": "Events of this article"})
    since = Moment(metadata={"description": "Of this moment or later", "anyOf": DAY_FORMATS})
    until = Moment(metadata={"description": "Before this moment", "anyOf": DAY_FORMATS})


class FormSchema(OffsetsSchema):
    """How an audit is given."""

    part = fields.Int(
        load_default=1,
        validate=validate.Range(1, MAX_ID),
        metadata={"description": "Which part of a long article a page shows; other forms are always whole"},
    )


class DiffQuerySchema(Schema):
    """Which revisions to compare; without numbers, the last two."""

    old = fields.Int(validate=validate.Range(1, 2**31 - 1))
    new = fields.Int(validate=validate.Range(1, 2**31 - 1))
