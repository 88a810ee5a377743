"""What editors decide on findings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import RAISE, Schema, fields, validate

from auditor.store.decisions import PROPOSED, REASONS, VERBS

from .articles import SomeWords
from .audits import STATUSES

MAX_WHO_CHARACTERS = 100
MAX_NOTE_CHARACTERS = 5_000
IN_WORDS = "other"
DECISIONS: list[Mapping[str, Any]] = [
    {"properties": {"verb": {"enum": [verb for verb in VERBS if verb != "dismiss"]}, "reason": False}},
    {
        "properties": {
            "verb": {"const": "dismiss"},
            "reason": {"enum": [reason for reason in REASONS if reason != IN_WORDS]},
        },
        "required": ["reason"],
    },
    {"properties": {"verb": {"const": "dismiss"}, "reason": {"const": IN_WORDS}}, "required": ["reason", "note"]},
]
"""What goes together; marshmallow has no words for it, so the specification is told apart."""


class NewDecisionSchema(Schema):
    """What an editor decides on a finding."""

    class Meta:
        """Unknown fields are told, not dropped."""

        unknown = RAISE

    verb = fields.Str(required=True, validate=validate.OneOf(list(VERBS)), metadata={"example": "dismiss"})
    reason = fields.Str(
        validate=validate.OneOf(REASONS),
        metadata={"description": "Why it is dismissed; no other verb takes one", "example": "quoted speech"},
    )
    note = SomeWords(
        validate=validate.Length(1, MAX_NOTE_CHARACTERS),
        metadata={
            "description": "The editor's own words; needed with the reason `other`",
            "example": "The mayor said it so.",
        },
    )  # fmt: skip
    who = SomeWords(
        validate=validate.Length(1, MAX_WHO_CHARACTERS),
        metadata={
            "description": "The editor, where a key with the scope admin brings decisions of others",
            "example": "A. Editor",
        },
    )


class DecisionSchema(Schema):
    """One decision that was made."""

    verb = fields.Str(
        required=True,
        validate=validate.OneOf([*VERBS, PROPOSED]),
        metadata={"description": f"`{PROPOSED}`: the first of the two dismissals that a critical finding needs"},
    )
    reason = fields.Str(required=True, allow_none=True)
    note = fields.Str(required=True, allow_none=True)
    who = fields.Str(required=True)
    created = fields.DateTime(required=True)


class DecisionsSchema(Schema):
    """All decisions on a finding, the oldest first, and the state they left it in."""

    finding = fields.Int(required=True)
    status = fields.Str(required=True, validate=validate.OneOf(STATUSES))
    decisions = fields.List(fields.Nested(DecisionSchema), required=True)
