"""What an audit is given as."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from auditor.finding import Severity
from auditor.judged import Part, Reason
from auditor.score.article import Status

SEVERITIES = [severity.label for severity in Severity]
STATUSES = [status.value for status in Status]


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
    """One flagged passage; start and end count code points of its field unless `offsets` asked for another unit."""

    finding = fields.Int(metadata={"description": "Id of the finding in this service"})
    rule = fields.Str(required=True)
    severity = fields.Str(required=True, validate=validate.OneOf(SEVERITIES))
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
    quoted = fields.Bool(metadata={"description": "Whether it stands in somebody's quoted words"})
    whole = fields.Bool(metadata={"description": "Whether it is about the article as a whole, not about the passage"})
    status = fields.Str(validate=validate.OneOf(STATUSES), metadata={"description": "What editors made of it"})


class FailureSchema(Schema):
    """Rules that could not finish."""

    rules = fields.List(fields.Str(), required=True)
    error = fields.Str(required=True)


class TextsSchema(Schema):
    """The article's texts; body is its text without what findings say to delete."""

    title = fields.Str(required=True)
    text = fields.Str(required=True)
    body = fields.Str(required=True)


class JudgedSchema(Schema):
    """What an audit rests on."""

    language = fields.Str(
        required=True, allow_none=True, metadata={"description": "What the text was found to be written in, BCP 47"}
    )
    words = fields.Int(required=True, metadata={"description": "How many words were judged"})
    date = fields.Str(
        required=True, allow_none=True,
        metadata={"description": "The day of publication that it was held against", "format": "date"},
    )  # fmt: skip
    date_from = fields.Str(required=True, allow_none=True, metadata={"description": "Where that day was declared"})
    title = fields.Bool(required=True, metadata={"description": "Whether there was a title to hold against the text"})
    whole = fields.Bool(required=True, metadata={"description": "Whether all of it was judged; else there is no score"})


class GapSchema(Schema):
    """Something that was not judged; start and end count as those of findings in the text."""

    part = fields.Str(required=True, validate=validate.OneOf(list(Part)))
    reason = fields.Str(required=True, validate=validate.OneOf(list(Reason)))
    message = fields.Str(required=True)
    start = fields.Int(metadata={"description": "The passage of the text, where it is one"})
    end = fields.Int()


class OutcomeSchema(Schema):
    """The score, and what it rests on."""

    score = fields.Float(
        required=True,
        allow_none=True,
        validate=validate.Range(0, 100),
        metadata={
            "description": "Editorial consistency and text hygiene of the article, 0 to 100; null for what was not "
            "judged as a whole"
        },
    )
    judged = fields.Nested(
        JudgedSchema, required=True, allow_none=True,
        metadata={"description": "Null for audits from before this was kept"},
    )  # fmt: skip
    not_judged = fields.List(fields.Nested(GapSchema), required=True)


class SummarySchema(OutcomeSchema):
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
    ruleset = fields.Str(required=True, metadata={"description": "Hash of the rules and settings that judged it"})
    article_id = fields.Int(required=True, metadata={"description": "Id of the article in this service"})
    revision = fields.Int(required=True, metadata={"description": "Number of the article's revision, from 1"})
    current = fields.Bool(required=True, metadata={"description": "Whether it is the article's newest audit"})
    counts = fields.Dict(
        keys=fields.Str(), values=fields.Int(), required=True, metadata={"description": "Findings by severity"}
    )


class AuditSchema(SummarySchema):
    """One audit: the report row of `auditor check` with the article it speaks of."""

    findings = fields.List(fields.Nested(FindingSchema), required=True)
    failures = fields.List(fields.Nested(FailureSchema))
    article = fields.Nested(TextsSchema, required=True)


class FindingsSchema(Schema):
    """The findings of one audit, in the order of the text."""

    findings = fields.List(fields.Nested(FindingSchema), required=True)


class AcceptedSchema(Schema):
    """Work that is done later."""

    job = fields.Int(required=True)
    href = fields.Str(required=True, metadata={"description": "Where to ask how it went"})
