"""Lists that come in pages."""

from marshmallow import Schema, fields

from .audits import FindingSchema, SummarySchema

NEXT = {"description": "Address of the next page; also in the header Link"}


class NextSchema(Schema):
    """Where the list goes on."""

    next = fields.Str(required=True, allow_none=True, metadata=NEXT)


class AuditsSchema(NextSchema):
    """A page of the list of audits."""

    audits = fields.List(fields.Nested(SummarySchema), required=True)
    total = fields.Int(required=True, metadata={"description": "How many there are on all pages"})


class PlacedFindingSchema(FindingSchema):
    """A finding with the audit it stands in."""

    audit = fields.Int(required=True, metadata={"description": "Id of its audit"})


class PlacedFindingsSchema(NextSchema):
    """A page of findings."""

    findings = fields.List(fields.Nested(PlacedFindingSchema), required=True)
