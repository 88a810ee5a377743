"""Kind `phrase`: one of some phrases stands in the text or the title, in any case, as whole words."""

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
    """`any_of`: the phrases. `scope`: where they count. `quoted`: whether quotations count too."""

    any_of = fields.List(fields.Str(validate=validate.Length(min=2)), required=True, validate=validate.Length(min=1))
    scope = fields.List(fields.Str(validate=validate.OneOf(passage.SCOPES)), load_default=["text"])
    quoted = fields.Bool(load_default=True)


def compile(rules: Sequence[Rule], context: Context) -> list[Check]:
    """One check for all phrases: it only looks at those that were found."""
    for rule in rules:
        context.lexicon.add_phrases(rule.params["any_of"], rule)
    return passage.checks_of(rules)
