"""What a rule file may hold: its fields, what each may be, and what they must be together."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from auditor.checks import find_kind, kind_names
from auditor.checks.brought import BroughtError
from auditor.finding import Severity
from auditor.precision import DATA_SETS, GROUNDS, Measured, shown_confidence


def _known_kind(kind: str) -> None:
    try:
        known = find_kind(kind) is not None
    except BroughtError as error:
        raise ValidationError(str(error)) from None
    if not known:
        names = list(kind_names())
        near = difflib.get_close_matches(kind, names, 1)
        hint = f"; did you mean {near[0]!r}?" if near else "."
        raise ValidationError(f"unknown kind {kind!r}{hint} Kinds are: {', '.join(names)}")


class ExampleSchema(Schema):
    """A text that a rule flags or passes."""

    title = fields.Str()
    text = fields.Str()
    article = fields.Dict()
    articles = fields.List(fields.Dict(), validate=validate.Length(min=1))
    knowledge = fields.Dict()
    why = fields.Str()
    guard = fields.Str()


class GuardSchema(Schema):
    """An exception of a rule: what lets a candidate pass, and why."""

    id = fields.Str(
        required=True, validate=validate.Regexp(r"[a-z0-9]+(-[a-z0-9]+)*\Z", error="must read name-in-lower-case")
    )
    reason = fields.Str(required=True, validate=validate.Regexp(r"[A-Z].*\.\s*\Z", error="must be a sentence"))
    when = fields.Dict(required=True, keys=fields.Str(), validate=validate.Length(min=1))
    unless = fields.Dict(load_default=dict, keys=fields.Str())


class ExamplesSchema(Schema):
    """The examples of one rule."""

    flag = fields.List(
        fields.Nested(ExampleSchema), required=True, validate=validate.Length(min=2, error="needs at least 2 examples")
    )
    passes = fields.List(
        fields.Nested(ExampleSchema),
        data_key="pass",
        required=True,
        validate=validate.Length(min=3, error="needs at least 3 examples, near misses"),
    )


class MeasuredSchema(Schema):
    """How many of a rule's flags were read, and how many were right."""

    right = fields.Int(required=True, strict=True, validate=validate.Range(0))
    read = fields.Int(required=True, strict=True, validate=validate.Range(0))
    of = fields.Str(required=True, validate=validate.OneOf(list(DATA_SETS)))

    @validates_schema
    def _check_right(self, data: Mapping[str, Any], **_: Any) -> None:
        if data["right"] > data["read"]:
            raise ValidationError(f"{data['right']} cannot be right where {data['read']} were read", "right")

    @post_load
    def _make(self, data: Mapping[str, Any], **_: Any) -> Measured:
        return Measured(**data)


class RuleSchema(Schema):
    """A rule file."""

    id = fields.Str(
        required=True,
        validate=validate.Regexp(r"[a-z]+/[a-z0-9]+(-[a-z0-9]+)*\Z", error="must read topic/name-in-lower-case"),
    )
    title = fields.Str(required=True, validate=validate.Length(min=1))
    kind = fields.Str(required=True, validate=_known_kind)
    severity = fields.Str(required=True, validate=validate.OneOf([s.label for s in Severity]))
    confidence = fields.Float(required=True, validate=validate.Range(0, 1))
    measured = fields.Nested(MeasuredSchema, load_default=None)
    rests_on = fields.Str(load_default=None, validate=validate.OneOf(list(GROUNDS)))
    message = fields.Str(required=True)
    why = fields.Str(required=True)
    false_positives = fields.List(fields.Str(), load_default=list)
    params = fields.Dict(load_default=dict)
    guards = fields.List(fields.Nested(GuardSchema), load_default=list)
    examples = fields.Nested(ExamplesSchema, required=True)

    @validates_schema
    def _check_confidence(self, data: Mapping[str, Any], **_: Any) -> None:
        measured: Measured | None = data["measured"]
        shown = shown_confidence(measured, data["rests_on"]) if measured else None
        if measured and shown is not None and data["confidence"] != shown:
            figures = f"{measured.right} of {measured.read}"
            raise ValidationError(f"{figures} right shows {shown:.2f}, not {data['confidence']}", "confidence")
