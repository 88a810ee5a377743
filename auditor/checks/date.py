"""Kind `date`: a time in the text cannot be, or does not agree with another or with the day of publication."""

from collections.abc import Callable, Iterator, Sequence

from marshmallow import Schema, fields, validate

from auditor.checks.dates.anniversary import find_wrong_counts
from auditor.checks.dates.calendar import find_impossible_days, find_wrong_weekdays
from auditor.checks.dates.order import find_reversed_orders, find_reversed_ranges
from auditor.checks.dates.publication import find_after_publication, find_stale_publication, find_undated_relatives
from auditor.checks.dates.year import find_implausible_years
from auditor.checks.protocol import Check, Context, Hit
from auditor.document import Document
from auditor.finding import Scope
from auditor.rule import Rule

SCOPE = Scope.ARTICLE
VALUES = frozenset({"date", "expected", "other", "found"})
FINDS: dict[str, Callable[[Document, Rule], Iterator[Hit]]] = {
    "after-publication": find_after_publication,
    "anniversary": find_wrong_counts,
    "impossible": find_impossible_days,
    "order": find_reversed_orders,
    "range-reversed": find_reversed_ranges,
    "relative-undated": find_undated_relatives,
    "stale": find_stale_publication,
    "weekday-differs": find_wrong_weekdays,
    "year-implausible": find_implausible_years,
}


class Params(Schema):
    """`finds`: what the rule looks for. `window_days`, `grace_days`: see the rules that set them."""

    finds = fields.Str(validate=validate.OneOf(list(FINDS)), required=True)
    window_days = fields.Int(load_default=45, validate=validate.Range(0, 180))
    grace_days = fields.Int(load_default=1, validate=validate.Range(0, 30))


def compile(rules: Sequence[Rule], context: Context) -> list[Check]:
    """One check a rule, so that each can fail apart."""
    return [Check([rule], _runner(FINDS[rule.params["finds"]], rule)) for rule in rules]


def _runner(find: Callable[[Document, Rule], Iterator[Hit]], rule: Rule) -> Callable[[Document], Iterator[Hit]]:
    return lambda document: find(document, rule)
