"""What is said of rules and rulesets."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from .audits import SEVERITIES


class RuleLineSchema(Schema):
    """One rule in a list."""

    id = fields.Str(required=True, metadata={"example": "title/doubled"})
    topic = fields.Str(required=True)
    title = fields.Str(required=True)
    kind = fields.Str(required=True, metadata={"description": "The check kind that it parameterises"})
    severity = fields.Str(required=True, validate=validate.OneOf(SEVERITIES))
    confidence = fields.Float(
        required=True,
        validate=validate.Range(0, 1),
        metadata={"description": "How sure it is; the rule's page says what that rests on"},
    )


class RulesSchema(Schema):
    """The rules that judge now."""

    ruleset = fields.Str(required=True, metadata={"description": "What audits carry as `ruleset`"})
    rules = fields.List(fields.Nested(RuleLineSchema), required=True)


class MarkSchema(Schema):
    """A passage that the rule must flag."""

    article = fields.Int(required=True, metadata={"description": "Number of the article in the example, from 0"})
    field = fields.Str(required=True)
    start = fields.Int(required=True)
    end = fields.Int(required=True)


class ExampleSchema(Schema):
    """A text that the rule flags, or passes where there are no marks."""

    articles = fields.List(fields.Dict(keys=fields.Str()), required=True)
    marks = fields.List(fields.Nested(MarkSchema), required=True)
    guard = fields.Str(required=True, metadata={"description": "The guard that lets it pass, or nothing"})


class GuardSchema(Schema):
    """An exception of a rule."""

    id = fields.Str(required=True)
    reason = fields.Str(required=True, metadata={"description": "Why what it holds for passes"})


class RuleSchema(RuleLineSchema):
    """One rule."""

    message = fields.Str(required=True, metadata={"description": "What it says, with values in braces"})
    why = fields.Str(required=True)
    false_positives = fields.List(fields.Str(), required=True)
    guards = fields.List(fields.Nested(GuardSchema), required=True)
    flag = fields.List(fields.Nested(ExampleSchema), required=True)
    passes = fields.List(fields.Nested(ExampleSchema), required=True)


class ScoringSchema(Schema):
    """What scores were measured by."""

    shape = fields.Float(required=True)
    rate = fields.Float(required=True)
    dispersion = fields.Float(required=True)
    weights = fields.Dict(keys=fields.Str(), values=fields.Float(), required=True)
    created = fields.DateTime(required=True)


class RulesetSchema(Schema):
    """Rules and settings that judged together."""

    ruleset = fields.Str(required=True)
    current = fields.Bool(
        required=True, metadata={"description": "Whether it judges now, for sources without settings of their own"}
    )
    created = fields.DateTime(required=True, allow_none=True, metadata={"description": "When it judged first"})
    audits = fields.Int(required=True)
    scoring = fields.Nested(ScoringSchema, required=True, allow_none=True)
