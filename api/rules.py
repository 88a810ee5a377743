"""`/v1/rules` and `/v1/rulesets`: what judges, and what judged."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask.views import MethodView
from flask_smorest import Blueprint
from werkzeug.exceptions import NotFound

from auditor.render.rules import without_marks
from auditor.rule import Example, Rule
from auditor.store.queries import get_ruleset

from .access import current_caller, needs
from .schemas.rules import RuleSchema, RulesetSchema, RulesSchema
from .services import services

blueprint = Blueprint("rules", __name__, url_prefix="/v1", description="What judges, and what judged")


@blueprint.route("/rules")
class Rules(MethodView):
    """The rules that judge now."""

    @needs("read")
    @blueprint.response(200, RulesSchema)
    def get(self) -> dict[str, Any]:
        """List the rules that judge sources without settings of their own."""
        auditor = services().auditor
        rules = auditor.settings.apply(auditor.ruleset, None).rules
        return {"ruleset": auditor.digest(), "rules": [rule_line(rule) for rule in rules]}


@blueprint.route("/rules/<topic>/<name>")
class OneRule(MethodView):
    """One rule."""

    @needs("read")
    @blueprint.response(200, RuleSchema)
    def get(self, topic: str, name: str) -> dict[str, Any]:
        """Read a rule: what it says, why, what it is known to flag wrongly, and its examples."""
        rule = required_rule(topic, name)
        return {
            **rule_line(rule),
            "message": rule.message,
            "why": rule.why,
            "false_positives": rule.false_positives,
            "guards": [{"id": guard.id, "reason": guard.reason.strip()} for guard in rule.guards],
            "flag": [example_record(example) for example in rule.flag],
            "passes": [example_record(example) for example in without_marks(rule.passes)],
        }


@blueprint.route("/rulesets/<digest>")
class Ruleset(MethodView):
    """One ruleset."""

    @needs("read")
    @blueprint.response(200, RulesetSchema)
    def get(self, digest: str) -> dict[str, Any]:
        """Read what is known of a ruleset: when it judged, how often, and how scores were measured."""
        with services().store.reading() as connection:
            row = get_ruleset(connection, digest, current_caller().reach)
        current = digest == services().auditor.digest()
        if row is None and not current:
            raise NotFound(f"No ruleset has the hash {digest!r}.")
        return {**(row or {"ruleset": digest, "created": None, "audits": 0, "scoring": None}), "current": current}


def required_rule(topic: str, name: str) -> Rule:
    """The rule. Raises a 404 if there is none."""
    found = [rule for rule in services().auditor.ruleset.rules if rule.id == f"{topic}/{name}"]
    if not found:
        raise NotFound(f"No rule has the id {f'{topic}/{name}'!r}.")
    return found[0]


def rule_line(rule: Rule) -> dict[str, Any]:
    """What lists say of a rule."""
    return {
        "id": rule.id,
        "topic": rule.topic,
        "title": rule.title,
        "kind": rule.kind,
        "severity": rule.severity.label,
        "confidence": rule.confidence,
    }


def example_record(example: Example) -> dict[str, Any]:
    """An example as JSON."""
    names = ("article", "field", "start", "end")
    return {
        "articles": [plain_fields(article) for article in example.articles],
        "marks": [dict(zip(names, mark, strict=True)) for mark in example.marks],
        "guard": example.guard,
    }


def plain_fields(article: Mapping[str, Any]) -> dict[str, Any]:
    """Fields of an article; days as text."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in article.items()}
