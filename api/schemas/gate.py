"""What a CMS asks the gate, what it answers, and what an editor decides inside the CMS."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import RAISE, Schema, fields, validate

from auditor.gate import Level, Outcome, Policy, Threshold, Verdict

from .articles import DAY_FORMATS, MAX_NAME_CHARACTERS, ArticleSchema, CleanText, Day, SomeWords
from .audits import STATUSES, FailureSchema, FindingSchema, OutcomeSchema, TextsSchema
from .findings import MAX_NOTE_CHARACTERS, MAX_WHO_CHARACTERS, NewDecisionSchema

PLAIN, GATE, LOOK = "plain", "gate", "look"
WAY = r"^[a-z0-9]+(-[a-z0-9]+)*$(?!\n)"
MAX_WAY_CHARACTERS = 40
MAX_FINGERPRINT_CHARACTERS = 40
"""As the column that keeps them."""


class SourceQuerySchema(Schema):
    """Whose policy is asked for."""

    source = CleanText(
        validate=validate.Length(1, MAX_NAME_CHARACTERS),
        metadata={"description": "Whose policy decides, by its name in auditor.toml; else the article's own source"},
    )


class NamedSourceSchema(Schema):
    """Whose connection is looked at."""

    source = CleanText(required=True, validate=validate.Length(1, MAX_NAME_CHARACTERS))


class CheckQuerySchema(SourceQuerySchema):
    """What is asked."""

    mode = fields.Str(load_default=PLAIN, validate=validate.OneOf([PLAIN, GATE, LOOK]))


class AskedSchema(Schema):
    """Who asks the gate, and about what."""

    class Meta:
        """Unknown fields are told, not dropped."""

        unknown = RAISE

    editor = SomeWords(
        validate=validate.Length(1, MAX_WHO_CHARACTERS),
        metadata={"description": "Who writes, or pressed Publish", "example": "Ada Lund"},
    )
    way = fields.Str(
        validate=[
            validate.Length(1, MAX_WAY_CHARACTERS),
            validate.Regexp(WAY, error="is words of small letters, as block-editor"),
        ],
        metadata={"description": "By which way the text is to be published, or was", "example": "block-editor"},
    )
    override = SomeWords(
        validate=validate.Length(1, MAX_NOTE_CHARACTERS),
        metadata={"description": "Why it is published even if the gate blocks; needs the scope editors"},
    )
    public = fields.Bool(metadata={"description": "Whether readers see the text already"})


class QuestionSchema(ArticleSchema):
    """An article that is to be published, and who asks; `published` is its first publication, if there was one."""

    goes_live = Day(
        metadata={
            "description": "ISO date-time at which readers get this version, if that is later than now",
            "anyOf": DAY_FORMATS, "example": "2026-11-05T06:00:00Z",
        }
    )  # fmt: skip
    asked = fields.Nested(AskedSchema)


class CmsDecisionSchema(NewDecisionSchema):
    """What an editor decides on a finding, inside the CMS."""

    class Meta:
        """All but `who`: a CMS says its `editor`."""

        unknown = RAISE
        exclude = ("who",)

    fingerprint = CleanText(required=True, validate=validate.Length(1, MAX_FINGERPRINT_CHARACTERS))
    editor = SomeWords(required=True, validate=validate.Length(1, MAX_WHO_CHARACTERS))


class DecidedQuestionSchema(QuestionSchema):
    """The same with a decision on one of its findings."""

    decision = fields.Nested(CmsDecisionSchema, required=True)


class CheckedFindingSchema(FindingSchema):
    """A finding, what the gate makes of it, and what stands around it."""

    level = fields.Str(validate=validate.OneOf(list(Level)))
    before = fields.Str(metadata={"description": "What stands right before the passage in its field"})
    after = fields.Str(metadata={"description": "What stands right behind it"})


class OverriddenSchema(Schema):
    """Who published the text against the gate."""

    editor = fields.Str(required=True, allow_none=True)
    reason = fields.Str(required=True)


class CheckSchema(OutcomeSchema):
    """What was found; the gate adds what becomes of the article."""

    complete = fields.Bool(required=True)
    ruleset = fields.Str()
    findings = fields.List(fields.Nested(CheckedFindingSchema), required=True)
    failures = fields.List(fields.Nested(FailureSchema))
    article = fields.Nested(TextsSchema)
    verdict = fields.Str(
        validate=validate.OneOf(list(Verdict)), metadata={"description": "What is to become of the article"}
    )
    outcome = fields.Str(
        validate=validate.OneOf(list(Outcome)),
        metadata={"description": "Whether there is a judgement; of an article that was not judged, `verdict` is what "
                  "the settings of its source say"},
    )  # fmt: skip
    overridden = fields.Nested(
        OverriddenSchema, allow_none=True, metadata={"description": "Who published this very text against the gate"}
    )
    messages = fields.List(fields.Str(), metadata={"description": "Plain lines for the editor inside the CMS"})
    review = fields.Str(allow_none=True, metadata={"description": "The page of the draft that was kept"})


class DecidedSchema(CheckSchema):
    """The answer after a decision."""

    status = fields.Str(
        required=True, validate=validate.OneOf(STATUSES), metadata={"description": "The state of the finding"}
    )


class ThresholdSchema(Schema):
    """What a finding must reach."""

    severity = fields.Str(required=True)
    confidence = fields.Float(required=True)


class PolicyOfSourceSchema(Schema):
    """How a source's gate is set."""

    block = fields.Nested(ThresholdSchema, required=True, allow_none=True)
    warn = fields.Nested(ThresholdSchema, required=True, allow_none=True)
    inform = fields.Nested(ThresholdSchema, required=True, allow_none=True)
    fail = fields.Str(required=True)
    not_judged = fields.Str(required=True)
    seconds = fields.Float(required=True)
    keep = fields.Bool(required=True)


class ConnectionSchema(Schema):
    """What a client needs to know to say whether it is set up right."""

    source = fields.Str(required=True)
    sender = fields.Str(
        required=True, allow_none=True, metadata={"description": "Who may call the source's hook; null without one"}
    )
    policy = fields.Nested(PolicyOfSourceSchema, required=True)
    scopes = fields.List(fields.Str(), required=True, metadata={"description": "What the key that asks may do"})
    pages = fields.Str(required=True, metadata={"description": "Where editors reach the service's pages"})


def policy_record(policy: Policy) -> dict[str, Any]:
    """A policy as the API gives it."""
    thresholds = {"block": policy.block, "warn": policy.warn, "inform": policy.inform}
    rest = {"fail": policy.fail, "not_judged": policy.not_judged, "seconds": policy.seconds, "keep": policy.keep}
    return {**{name: _threshold_record(value) for name, value in thresholds.items()}, **rest}


def _threshold_record(value: Threshold | None) -> Mapping[str, Any] | None:
    return None if value is None else {"severity": value.severity.label, "confidence": value.confidence}
