"""The rules: what each flags, how often editors found it right, where it is muted."""

from __future__ import annotations

from sqlalchemy import select
from werkzeug.exceptions import NotFound

from auditor.render.html import render_page
from auditor.render.rules import show_rule
from auditor.store.decisions import RuleQuality, rule_quality
from auditor.store.sources import mutes_of_rule
from auditor.store.tables import source

from ..routes import source_page
from ..services import services
from .room import page_blueprint, page_frame, reach

blueprint = page_blueprint("rules")


@blueprint.get("/rules")
def index() -> str:
    """All rules by topic."""
    auditor, store, *_ = services()
    with store.reading() as connection:
        known = {quality.rule: quality for quality in rule_quality(connection)}
    topics: dict[str, list[tuple[object, RuleQuality]]] = {}
    for rule in auditor.ruleset.rules:
        topics.setdefault(rule.topic, []).append((rule, known.get(rule.id, RuleQuality(rule.id))))
    return render_page("rules.html", page_frame("/rules"), topics=topics)


@blueprint.get("/rules/<topic>/<name>")
def show(topic: str, name: str) -> str:
    """One rule."""
    auditor, store, *_ = services()
    rule = next((rule for rule in auditor.ruleset.rules if rule.id == f"{topic}/{name}"), None)
    if rule is None:
        raise NotFound(f"There is no rule {topic}/{name}.")
    with store.reading() as connection:
        known = {quality.rule: quality for quality in rule_quality(connection)}
        kept = set(connection.execute(select(source.c.key).where(reach().source_ids(source.c.id))).scalars())
        mutes = [(key, mute) for key, mute in mutes_of_rule(connection, rule.id) if key in kept]
    quality = known.get(rule.id, RuleQuality(rule.id))
    return render_page(
        "rule.html", page_frame("/rules"), rule=show_rule(rule), quality=quality, mutes=mutes, source_page=source_page
    )
