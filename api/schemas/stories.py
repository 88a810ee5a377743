"""Stories: articles on one event, and what each says of the same things."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from .lists import NextSchema


class StorySchema(Schema):
    """Articles on one event."""

    story = fields.Int(required=True)
    headline = fields.Str(required=True, metadata={"description": "Of its newest article"})
    first = fields.DateTime(
        required=True, allow_none=True, metadata={"description": "The day when its first article was published"}
    )
    last = fields.DateTime(
        required=True, allow_none=True, metadata={"description": "The day when its last one was published"}
    )
    articles = fields.Int(required=True, metadata={"description": "How many articles it has"})
    voices = fields.Int(required=True, metadata={"description": "How many of them are no copies of others"})
    waiting = fields.Int(required=True, metadata={"description": "Findings that wait for a decision"})


class StoriesSchema(NextSchema):
    """A page of stories, the newest first."""

    stories = fields.List(fields.Nested(StorySchema), required=True)


class MemberSchema(Schema):
    """An article of a story with its newest audit."""

    audit = fields.Int(required=True)
    article = fields.Int(required=True)
    headline = fields.Str(required=True)
    source = fields.Str(required=True, allow_none=True, metadata={"description": "Key of its source"})
    source_name = fields.Str(required=True, allow_none=True)
    published = fields.Str(required=True, allow_none=True)
    created = fields.DateTime(required=True, metadata={"description": "When it was audited"})
    score = fields.Float(
        required=True, allow_none=True, validate=validate.Range(0, 100),
        metadata={"description": "Null for what was not judged as a whole"},
    )  # fmt: skip
    waiting = fields.Int(required=True, metadata={"description": "Findings that wait for a decision"})
    copy_of = fields.Int(
        required=True, allow_none=True, metadata={"description": "The article of the story that this one repeats"}
    )


class SaidSchema(Schema):
    """What one article says; start and end count code points of its field."""

    audit = fields.Int(required=True)
    field = fields.Str(required=True, validate=validate.OneOf(["title", "text"]))
    start = fields.Int(required=True)
    end = fields.Int(required=True)
    quote = fields.Str(required=True)
    sentence = fields.Str(required=True)


class ClaimSchema(Schema):
    """What independent articles of a story say of one thing."""

    kind = fields.Str(required=True, metadata={"description": "Of what kind it is, as office, number, date, place"})
    subject = fields.Str(required=True, metadata={"description": "Of what it is said"})
    differs = fields.Bool(required=True, metadata={"description": "Whether they do not all say the same"})
    said = fields.List(fields.Nested(SaidSchema), required=True)


class ToldStorySchema(StorySchema):
    """One story with its articles, in the order in which they were published, and a table of what they say."""

    members = fields.List(fields.Nested(MemberSchema), required=True)
    claims = fields.List(fields.Nested(ClaimSchema), required=True)
