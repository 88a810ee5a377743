"""What came of questions to the gate."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from auditor.store.gate import Kind

from .lists import NextSchema


class GateEventSchema(Schema):
    """Who was told what of an article, and what came of it."""

    event = fields.Int(required=True)
    kind = fields.Str(
        required=True,
        validate=validate.OneOf(list(Kind)),
        metadata={"description": "`past` is what readers see although the gate would hold it back"},
    )
    article = fields.Int(required=True)
    audit = fields.Int(required=True, metadata={"description": "The audit of the text that it is about"})
    id = fields.Str(required=True, allow_none=True, metadata={"description": "The sender's name for the article"})
    headline = fields.Str(required=True)
    url = fields.Str(required=True, allow_none=True)
    source = fields.Str(required=True, allow_none=True)
    editor = fields.Str(required=True, allow_none=True, metadata={"description": "Who asked, as the CMS names them"})
    way = fields.Str(
        required=True,
        allow_none=True,
        metadata={"description": "By which way the text was to be published", "example": "quick-edit"},
    )
    lines = fields.List(fields.Str(), required=True, metadata={"description": "What was shown"})
    reason = fields.Str(required=True, allow_none=True, metadata={"description": "Why an editor published it"})
    created = fields.DateTime(required=True)


class GateEventsSchema(NextSchema):
    """A page of events, the newest first."""

    events = fields.List(fields.Nested(GateEventSchema), required=True)
