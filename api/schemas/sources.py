"""What is said of sources, and what is set for them."""

from __future__ import annotations

from marshmallow import RAISE, Schema, fields, validate

from auditor.render.source import ABOUT

from .articles import SomeWords
from .audits import SEVERITIES, STATUSES, EvidenceSchema
from .lists import NextSchema

MAX_WHO_CHARACTERS = 100
MAX_REPLY_CHARACTERS = 20_000
MAX_REASON_CHARACTERS = 1_000


class KnownSourceSchema(Schema):
    """One source in a list."""

    id = fields.Int(required=True)
    source = fields.Str(required=True, metadata={"description": "Its key: a domain, or its name folded"})
    name = fields.Str(required=True)
    articles = fields.Int(required=True, metadata={"description": "How many of its articles are kept"})


class SourcesSchema(NextSchema):
    """A page of sources, in order of their keys."""

    sources = fields.List(fields.Nested(KnownSourceSchema), required=True)


class ScoreSchema(Schema):
    """A score, never without its interval; both are null where nothing can be said."""

    score = fields.Float(
        required=True, allow_none=True, validate=validate.Range(0, 100), metadata={"description": ABOUT}
    )
    interval = fields.List(
        fields.Float(), required=True, allow_none=True, metadata={"description": "Holds the score nine times in ten"}
    )
    effective = fields.Float(metadata={"description": "Articles, each weighed by its age"})
    counted = fields.Int(metadata={"description": "Articles that count: long enough, copies once"})
    words = fields.Int()
    grade = fields.Str(required=True, allow_none=True, metadata={"description": "Null below ten articles"})
    lacking = fields.Str(required=True, allow_none=True, metadata={"description": "Why there is no grade"})


class MonthSchema(ScoreSchema):
    """One month."""

    month = fields.Str(required=True, metadata={"example": "2026-11"})
    articles = fields.Int(required=True)
    rulesets = fields.List(fields.Str(), required=True)
    changed = fields.Bool(
        required=True, metadata={"description": "Whether other rules judge from here on: scores do not compare"}
    )


class CategorySchema(Schema):
    """Findings of one topic."""

    topic = fields.Str(required=True)
    findings = fields.Int(required=True)
    per_ten = fields.Float(required=True, metadata={"description": "Findings in ten articles"})
    typical = fields.Float(required=True, allow_none=True, metadata={"description": "The same of all sources"})
    share = fields.Float(required=True, metadata={"description": "Of the source's points, 0 to 1"})
    score = fields.Float(required=True)
    interval = fields.List(fields.Float(), required=True)


class PassageSchema(Schema):
    """A passage that costs points."""

    audit = fields.Int(required=True, allow_none=True)
    title = fields.Str(required=True)
    day = fields.Str(required=True, metadata={"format": "date"})
    rule = fields.Str(required=True)
    severity = fields.Str(required=True, validate=validate.OneOf(SEVERITIES))
    status = fields.Str(required=True, validate=validate.OneOf(STATUSES))
    points = fields.Float(required=True)
    field = fields.Str(required=True)
    start = fields.Int(required=True)
    end = fields.Int(required=True)
    quote = fields.Str(required=True)
    message = fields.Str(required=True)
    evidence = fields.List(fields.Nested(EvidenceSchema), required=True)


class SourceSchema(ScoreSchema):
    """One source: its score with the passages behind every point."""

    id = fields.Int(required=True)
    source = fields.Str(required=True)
    name = fields.Str(required=True)
    aliases = fields.List(fields.Str(), required=True)
    about = fields.Str(required=True)
    limits = fields.Str(required=True)
    articles = fields.Int(required=True)
    unjudged = fields.Int(
        required=True,
        metadata={"description": "How many of them were not judged as a whole; nothing else here counts these"},
    )
    first = fields.Str(required=True, allow_none=True, metadata={"description": "Day of its first article"})
    last = fields.Str(required=True, allow_none=True)
    rulesets = fields.List(fields.Str(), required=True)
    statuses = fields.Dict(keys=fields.Str(), values=fields.Int(), required=True)
    categories = fields.List(fields.Nested(CategorySchema), required=True)
    passages = fields.List(
        fields.Nested(PassageSchema), required=True, metadata={"description": "The 1,000 that cost most, dearest first"}
    )
    passages_left_out = fields.Int(required=True, metadata={"description": "How many more there are; see its findings"})


class HistorySchema(Schema):
    """A source month by month."""

    source = fields.Str(required=True)
    months = fields.List(fields.Nested(MonthSchema), required=True)


class NewMuteSchema(Schema):
    """Why a rule is switched off for a source, and for how long."""

    class Meta:
        """Unknown fields are told, not dropped."""

        unknown = RAISE

    reason = SomeWords(
        required=True, validate=validate.Length(1, MAX_REASON_CHARACTERS),
        metadata={"example": "Its house style has both spellings."},
    )  # fmt: skip
    days = fields.Int(
        validate=validate.Range(1, 3650), metadata={"description": "For how many days; without it, for good"}
    )


class MuteSchema(Schema):
    """A rule that is switched off for a source."""

    rule = fields.Str(required=True)
    who = fields.Str(required=True)
    reason = fields.Str(required=True)
    until = fields.DateTime(required=True, allow_none=True)


class MutesSchema(Schema):
    """The rules that are switched off for a source now."""

    source = fields.Str(required=True)
    mutes = fields.List(fields.Nested(MuteSchema), required=True)


class NewReplySchema(Schema):
    """What a publisher answers."""

    class Meta:
        """Unknown fields are told, not dropped."""

        unknown = RAISE

    who = SomeWords(
        required=True, validate=validate.Length(1, MAX_WHO_CHARACTERS),
        metadata={"example": "The editor of the Valley News"},
    )  # fmt: skip
    text = SomeWords(
        required=True, validate=validate.Length(1, MAX_REPLY_CHARACTERS),
        metadata={"example": "The date was put right on Monday."},
    )  # fmt: skip
    fingerprint = fields.Str(
        validate=validate.Regexp(r"^[0-9a-f]{16}(-[0-9]{1,6})?$(?!\n)", error="is the fingerprint of a finding"),
        metadata={"description": "Of the finding it answers; without it, it answers all"},
    )


class ReplySchema(Schema):
    """What a publisher answered."""

    who = fields.Str(required=True)
    text = fields.Str(required=True)
    fingerprint = fields.Str(required=True, allow_none=True)
    created = fields.DateTime(required=True)


class RepliesSchema(Schema):
    """What a publisher answered, the oldest first."""

    source = fields.Str(required=True)
    replies = fields.List(fields.Nested(ReplySchema), required=True)
