"""Kind `number`: figures that cannot all be right: totals, wholes, records, votes, shares, ranges, counts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from marshmallow import Schema, fields, validate

from auditor.checks.detector import Detector, compile_by, features_of
from auditor.checks.forms import Forms
from auditor.checks.number import count, margin, range, record, share, share_sum, vote, whole
from auditor.finding import Scope

SCOPE = Scope.ARTICLE
VALUES = frozenset({"parts", "sum", "total", "low", "high"})
DETECTORS: Mapping[str, Detector[Any]] = {
    "count": count.DETECTOR,
    "margin": margin.DETECTOR,
    "parts": whole.PARTS,
    "percent": share.DETECTOR,
    "range": range.DETECTOR,
    "record": record.DETECTOR,
    "shares": share_sum.DETECTOR,
    "vote": vote.DETECTOR,
    "whole": whole.DETECTOR,
}


class Params(Schema):
    """`finds`: which of the detectors.

    For whole, parts and margin, `forms` are how texts word the figures, as `compile_form` reads them. For percent,
    `nouns` are what makes up a whole and `falls` verbs; for count, `states` are what happens to those who are counted.
    """

    finds = fields.Str(validate=validate.OneOf(list(DETECTORS)), required=True)
    forms = Forms()
    nouns = fields.List(fields.Str(), load_default=[])
    falls = fields.List(fields.Str(), load_default=[])
    states = fields.List(fields.Str(), load_default=[])


FEATURES = features_of(DETECTORS)
compile = partial(compile_by, DETECTORS)
