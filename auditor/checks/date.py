"""Kind `date`: a time in the text cannot be, or does not agree with another or with the day of publication."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from marshmallow import Schema, fields, validate

from auditor.checks.dates import (
    age,
    anniversary,
    contradicted,
    day_count,
    election,
    event,
    founding,
    impossible,
    in_office,
    length,
    life,
    order,
    overdue,
    publication,
    two_values,
    weekday,
    year,
)
from auditor.checks.detector import Detector, compile_by, features_of
from auditor.finding import Scope

SCOPE = Scope.ARTICLE
VALUES = frozenset({"date", "expected", "other", "found"})
DETECTORS: Mapping[str, Detector[Any]] = {
    "after-death": life.AFTER_DEATH,
    "after-publication": publication.AFTER_PUBLICATION,
    "age-differs": age.DETECTOR,
    "already-over": overdue.DETECTOR,
    "anniversary": anniversary.DETECTOR,
    "before-birth": life.BEFORE_BIRTH,
    "before-founded": founding.DETECTOR,
    "before-office": in_office.DETECTOR,
    "century-off": year.CENTURY_OFF,
    "contradicted": contradicted.DETECTOR,
    "day-count": day_count.DETECTOR,
    "election-year": election.DETECTOR,
    "event-year": event.DETECTOR,
    "impossible": impossible.DETECTOR,
    "length-differs": length.DETECTOR,
    "order": order.ORDERS,
    "range-reversed": order.RANGES,
    "relative-undated": publication.RELATIVE_UNDATED,
    "stale": publication.STALE,
    "two-ages": age.TWO_AGES,
    "two-values": two_values.DETECTOR,
    "weekday-differs": weekday.DETECTOR,
    "weekdays-apart": weekday.PAIRS,
    "year-implausible": year.TO_COME,
}
FEATURES = features_of(DETECTORS)


class Params(Schema):
    """`finds`: what the rule looks for."""

    finds = fields.Str(validate=validate.OneOf(list(DETECTORS)), required=True)


compile = partial(compile_by, DETECTORS)
