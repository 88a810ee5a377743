"""Articles as they are kept: their revisions, and what changed between two."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, validate

from .audits import FindingSchema, GapSchema, JudgedSchema
from .lists import NextSchema

CHANGES = ["equal", "moved", "edited", "deleted", "inserted"]
WORD_CHANGES = ["equal", "delete", "insert", "replace"]


class KnownArticleSchema(Schema):
    """One article."""

    article = fields.Int(required=True)
    source = fields.Str(required=True, allow_none=True, metadata={"description": "Key of its source"})
    created = fields.DateTime(required=True)
    audit = fields.Int(required=True, allow_none=True, metadata={"description": "Id of its newest audit"})
    revisions = fields.Int(required=True, metadata={"description": "How many revisions are known"})


class RevisionSchema(Schema):
    """One revision of an article."""

    number = fields.Int(required=True)
    headline = fields.Str(required=True)
    url = fields.Str(required=True, allow_none=True)
    published = fields.Str(required=True, allow_none=True)
    modified = fields.Str(required=True, allow_none=True)
    words = fields.Int(required=True)
    created = fields.DateTime(required=True)
    audit = fields.Int(required=True, allow_none=True, metadata={"description": "Id of its newest audit"})


class RevisionsSchema(NextSchema):
    """A page of the revisions of an article, the oldest first."""

    revisions = fields.List(fields.Nested(RevisionSchema), required=True)


def span() -> fields.List[Any]:
    """A field that holds start and end of a range of code points."""
    return fields.List(fields.Int(), required=True, allow_none=True, validate=validate.Length(2, 2))


class WordChangeSchema(Schema):
    """A run of words that stayed or changed."""

    change = fields.Str(required=True, validate=validate.OneOf(WORD_CHANGES))
    old = span()
    new = span()


class ParagraphSchema(Schema):
    """A paragraph of either revision."""

    change = fields.Str(required=True, validate=validate.OneOf(CHANGES))
    old = span()
    new = span()
    words = fields.List(fields.Nested(WordChangeSchema))


class ComparedSchema(Schema):
    """One side of a comparison."""

    number = fields.Int(required=True)
    title = fields.Str(required=True)
    text = fields.Str(required=True)
    audit = fields.Int(required=True, allow_none=True)
    judged = fields.Nested(JudgedSchema, required=True, allow_none=True)
    not_judged = fields.List(fields.Nested(GapSchema), required=True)


class FindingChangesSchema(Schema):
    """Findings told apart by fingerprint."""

    gone = fields.List(fields.Nested(FindingSchema), required=True)
    stayed = fields.List(fields.Nested(FindingSchema), required=True)
    new = fields.List(fields.Nested(FindingSchema), required=True)


class DiffSchema(Schema):
    """What changed between two revisions; spans are code points of `old.text` and `new.text`."""

    old = fields.Nested(ComparedSchema, required=True)
    new = fields.Nested(ComparedSchema, required=True)
    paragraphs = fields.List(fields.Nested(ParagraphSchema), required=True)
    findings = fields.Nested(FindingChangesSchema, required=True)
