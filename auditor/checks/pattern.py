"""Kind `pattern`: a linear-time (RE2) pattern matches whole words of the text or the title."""

from collections.abc import Sequence

from marshmallow import Schema, fields, validate

from auditor.checks import passage
from auditor.checks.protocol import Check, Context
from auditor.finding import Scope
from auditor.rule import Rule

SCOPE = Scope.ARTICLE
VALUES: frozenset[str] = frozenset()
FEATURES = passage.FEATURES


class Params(Schema):
    """`any_of`: the patterns; a group named `flag` is the passage. `case`: whether capitals matter."""

    any_of = fields.List(fields.Str(validate=passage.check_linear), required=True, validate=validate.Length(min=1))
    case = fields.Bool(load_default=False)
    scope = fields.List(fields.Str(validate=validate.OneOf(passage.SCOPES)), load_default=["text"])
    quoted = fields.Bool(load_default=True)


def compile(rules: Sequence[Rule], context: Context) -> list[Check]:
    """One check for all patterns: it only looks at those that were found."""
    for rule in rules:
        for pattern in rule.params["any_of"]:
            context.lexicon.add_pattern(pattern, rule, case=rule.params["case"])
    return passage.checks_of(rules)
