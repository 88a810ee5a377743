"""What the API takes and gives."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, validate, validates_schema

from auditor.finding import Severity
from auditor.ingest.errors import InputError
from auditor.ingest.fields import MAX_TEXT_CHARACTERS, clean_text, parse_date

MAX_NAME_CHARACTERS = 500
MAX_TITLE_CHARACTERS = 2_000
MAX_URL_CHARACTERS = 2_000
MAX_AUDITS_LISTED = 500


class CleanText(fields.Str):
    """Text that databases and pages can carry: no NUL, no half of a surrogate pair."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        text: str = super()._deserialize(value, attr, data, **kwargs)
        try:
            return clean_text(text, "")
        except InputError as error:
            raise ValidationError(str(error).removeprefix(": ")) from None


DAY_FORMATS = [{"format": "date"}, {"format": "date-time"}]
CONTENT = [{"required": ["text"]}, {"required": ["html"]}]
"""What an article must hold one of; marshmallow has no words for it, so the specification is told apart."""


class Day(fields.Str):
    """An ISO date or date-time."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> date:  # type: ignore[override]
        try:
            return parse_date(super()._deserialize(value, attr, data, **kwargs), "")
        except InputError as error:
            raise ValidationError(str(error).removeprefix(": ")) from None


class ArticleSchema(Schema):
    """An article to audit: the input row of `auditor check`."""

    class Meta:
        """Unknown fields are told, not dropped."""

        unknown = RAISE

    id = CleanText(validate=validate.Length(1, MAX_NAME_CHARACTERS), metadata={"description": "Your name for it"})
    title = CleanText(validate=validate.Length(max=MAX_TITLE_CHARACTERS))
    text = CleanText(validate=validate.Length(1, MAX_TEXT_CHARACTERS), metadata={"description": "Plain text"})
    html = CleanText(
        validate=validate.Length(1, MAX_TEXT_CHARACTERS),
        metadata={"description": "The article's page, instead of text; offsets count in the extracted text"},
    )
    source = CleanText(validate=validate.Length(1, MAX_NAME_CHARACTERS), metadata={"description": "The publisher"})
    url = CleanText(
        validate=[validate.Length(max=MAX_URL_CHARACTERS), validate.Regexp(r"https?://[^\s/]+(/\S*)?\Z")],
        metadata={"description": "Where it stands, http or https"},
    )
    published = Day(metadata={"description": "ISO date or date-time of publication", "anyOf": DAY_FORMATS})
    modified = Day(metadata={"description": "ISO date or date-time of the last change", "anyOf": DAY_FORMATS})
    language = fields.Str(validate=validate.Regexp(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*\Z"))

    @validates_schema
    def check_content(self, data: Mapping[str, Any], **_: Any) -> None:
        """Either text or html must come."""
        if ("text" in data) == ("html" in data):
            raise ValidationError("send either text or html", "text")


class EvidenceSchema(Schema):
    """What a finding rests on: another passage, or a reference with the day it was last checked."""

    note = fields.Str(required=True)
    field = fields.Str(validate=validate.OneOf(["title", "text"]))
    start = fields.Int()
    end = fields.Int()
    quote = fields.Str()
    article = fields.Str()
    reference = fields.Str()
    as_of = fields.Str(metadata={"format": "date"})


class FindingSchema(Schema):
    """One flagged passage; start and end are code points of its field."""

    finding = fields.Int(metadata={"description": "Id of the finding in this service"})
    rule = fields.Str(required=True)
    severity = fields.Str(required=True, validate=validate.OneOf([severity.label for severity in Severity]))
    confidence = fields.Float(required=True, validate=validate.Range(0, 1))
    field = fields.Str(required=True, validate=validate.OneOf(["title", "text"]))
    start = fields.Int(required=True)
    end = fields.Int(required=True)
    quote = fields.Str(required=True)
    message = fields.Str(required=True)
    why = fields.Str(required=True)
    evidence = fields.List(fields.Nested(EvidenceSchema), required=True)
    fix = fields.Str()
    fingerprint = fields.Str(required=True)
    quoted = fields.Bool()
    status = fields.Str()


class FailureSchema(Schema):
    """Rules that could not finish."""

    rules = fields.List(fields.Str(), required=True)
    error = fields.Str(required=True)


class TextsSchema(Schema):
    """The article's texts; body is its text without what findings say to delete."""

    title = fields.Str(required=True)
    text = fields.Str(required=True)
    body = fields.Str(required=True)


class SummarySchema(Schema):
    """One audit in a list."""

    audit = fields.Int(required=True, metadata={"description": "Id of the audit in this service"})
    id = fields.Str(required=True, allow_none=True, metadata={"description": "The sender's name for the article"})
    headline = fields.Str(required=True, metadata={"description": "The title, or the first words of the text"})
    source = fields.Str(
        required=True, allow_none=True, metadata={"description": "The publisher's domain, or its name folded: its key"}
    )
    source_name = fields.Str(required=True, allow_none=True)
    url = fields.Str(required=True, allow_none=True)
    published = fields.Str(required=True, allow_none=True)
    created = fields.Str(required=True, metadata={"format": "date-time"})
    complete = fields.Bool(required=True)
    score = fields.Float(
        required=True,
        validate=validate.Range(0, 100),
        metadata={"description": "Editorial consistency and text hygiene of the article, 0 to 100"},
    )
    ruleset = fields.Str(required=True)
    counts = fields.Dict(
        keys=fields.Str(), values=fields.Int(), required=True, metadata={"description": "Findings by severity"}
    )


class AuditSchema(SummarySchema):
    """One audit: the report row of `auditor check` with the article it speaks of."""

    findings = fields.List(fields.Nested(FindingSchema), required=True)
    failures = fields.List(fields.Nested(FailureSchema))
    article = fields.Nested(TextsSchema, required=True)


class AuditsQuerySchema(Schema):
    """Which audits to list."""

    source = CleanText(validate=validate.Length(1, MAX_NAME_CHARACTERS))
    limit = fields.Int(load_default=50, validate=validate.Range(1, MAX_AUDITS_LISTED))
    after = fields.Int(
        validate=validate.Range(1, 2**63 - 1),
        metadata={"description": "The `audit` of the last one already seen; older ones follow"},
    )


class AuditsSchema(Schema):
    """A page of the list of audits, newest first."""

    audits = fields.List(fields.Nested(SummarySchema), required=True)
    total = fields.Int(required=True)
    next = fields.Str(required=True, allow_none=True, metadata={"description": "Address of the next page"})
