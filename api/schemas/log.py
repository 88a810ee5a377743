"""The log of who did what."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from auditor.store.log import KINDS

from .lists import NextSchema


class EntrySchema(Schema):
    """One thing that was done."""

    id = fields.Int(required=True)
    created = fields.DateTime(required=True)
    kind = fields.Str(
        required=True,
        validate=validate.OneOf(KINDS),
        metadata={"description": "By whom: `command` is a user of the machine"},
    )
    who = fields.Str(required=True)
    address = fields.Str(
        required=True, allow_none=True, metadata={"description": "Network address that the request came from"}
    )
    action = fields.Str(required=True, metadata={"example": "rule muted"})
    object = fields.Str(required=True, metadata={"example": "source:example.org"})
    details = fields.Dict(keys=fields.Str(), required=True)
    before = fields.Str(required=True, metadata={"description": "Digest of the entry before"})
    digest = fields.Str(required=True, metadata={"description": "Covers all of this entry and `before`"})


class LogSchema(NextSchema):
    """A page of the log, the newest entry first."""

    entries = fields.List(fields.Nested(EntrySchema), required=True)
