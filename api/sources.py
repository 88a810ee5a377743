"""`/v1/sources`: scores with what stands behind them, rules muted for a source, replies of its publisher."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from flask.views import MethodView
from marshmallow import RAISE
from sqlalchemy import Connection
from werkzeug.exceptions import NotFound

from auditor.render.source import source_record
from auditor.store.log import record
from auditor.store.queries import list_sources, search_source_findings
from auditor.store.scores import source_profile
from auditor.store.sources import (
    Mute,
    Source,
    active_mutes,
    add_reply,
    find_source,
    find_source_by_id,
    list_replies,
    mute_rule,
    unmute_rule,
)

from .access import current_caller, needs
from .acting import calling
from .bodies import JsonBlueprint
from .paging import LINK_HEADER, TEXT, next_page, read_page
from .routes import read_id, source_name
from .rules import required_rule
from .schemas.lists import PlacedFindingsSchema
from .schemas.queries import FlaggedSchema, PageSchema
from .schemas.sources import (
    HistorySchema,
    MutesSchema,
    NewMuteSchema,
    NewReplySchema,
    RepliesSchema,
    SourceSchema,
    SourcesSchema,
)
from .services import services

blueprint = JsonBlueprint("sources", __name__, url_prefix="/v1/sources", description="Sources and their scores")
FINDING_KEY = (int, int)


@blueprint.route("")
class Sources(MethodView):
    """All sources."""

    @needs("read")
    @blueprint.arguments(PageSchema, location="query", unknown=RAISE)
    @blueprint.response(200, SourcesSchema, headers=LINK_HEADER)
    def get(self, query: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
        """List sources in order of their keys."""
        page = read_page(query, TEXT)
        with services().store.reading() as connection:
            found = list_sources(connection, page, current_caller().reach)
        address, headers = next_page(found, page)
        return {"sources": found.rows, "next": address}, headers


@blueprint.route("/<source>")
class OneSource(MethodView):
    """One source, by its id or any of its names."""

    @needs("read")
    @blueprint.response(200, SourceSchema)
    def get(self, source: str) -> dict[str, Any]:
        """Read a source's score with its interval, or what evidence is lacking, and the passages behind it."""
        with services().store.reading() as connection:
            kept = required_source(connection, source)
            record = profile_record(connection, kept)
        return {**record, "id": kept.id, "name": kept.name, "aliases": kept.aliases}


@blueprint.route("/<source>/history")
class History(MethodView):
    """A source month by month."""

    @needs("read")
    @blueprint.response(200, HistorySchema)
    def get(self, source: str) -> dict[str, Any]:
        """Read a source's score month by month."""
        with services().store.reading() as connection:
            return profile_record(connection, required_source(connection, source))


@blueprint.route("/<source>/findings")
class SourceFindings(MethodView):
    """Findings in the articles of a source."""

    @needs("read")
    @blueprint.arguments(FlaggedSchema, location="query", unknown=RAISE)
    @blueprint.response(200, PlacedFindingsSchema, headers=LINK_HEADER)
    def get(self, query: dict[str, Any], source: str) -> tuple[dict[str, Any], dict[str, str]]:
        """List findings in the newest audits of a source's articles, the latest audit first."""
        page = read_page(query, FINDING_KEY)
        with services().store.reading() as connection:
            kept = required_source(connection, source)
            found = search_source_findings(connection, kept.id, query["flagged"], page, current_caller().reach)
        address, headers = next_page(found, page)
        return {"findings": found.rows, "next": address}, headers


@blueprint.route("/<source>/mutes")
class Mutes(MethodView):
    """The rules that are switched off for a source."""

    @needs("read")
    @blueprint.response(200, MutesSchema)
    def get(self, source: str) -> dict[str, Any]:
        """List the rules that are switched off for a source now, by whom and why."""
        with services().store.reading() as connection:
            return mutes_record(connection, required_source(connection, source))


@blueprint.route("/<source>/mutes/<topic>/<name>")
class OneMute(MethodView):
    """One rule for one source."""

    @needs("admin")
    @blueprint.arguments(NewMuteSchema)
    @blueprint.response(200, MutesSchema)
    def put(self, row: dict[str, Any], source: str, topic: str, name: str) -> dict[str, Any]:
        """Switch a rule off for a source; what was said of it before is replaced."""
        rule, until = required_rule(topic, name), None
        if "days" in row:
            until = datetime.now(UTC) + timedelta(days=row["days"])
        with services().store.writing() as connection:
            kept = required_source(connection, source)
            unmute_rule(connection, kept.key, rule.id)
            mute_rule(connection, kept.key, Mute(rule.id, current_caller().name, row["reason"], until))
            details = {"rule": rule.id, "until": until and until.isoformat()}
            record(connection, calling(), "rule muted", f"source:{kept.key}", **details)
            return mutes_record(connection, kept)

    @needs("admin")
    @blueprint.response(200, MutesSchema)
    def delete(self, source: str, topic: str, name: str) -> dict[str, Any]:
        """Switch a rule on again for a source; that it was off stays on record."""
        with services().store.writing() as connection:
            kept = required_source(connection, source)
            unmute_rule(connection, kept.key, f"{topic}/{name}")
            record(connection, calling(), "rule unmuted", f"source:{kept.key}", rule=f"{topic}/{name}")
            return mutes_record(connection, kept)


@blueprint.route("/<source>/replies")
class Replies(MethodView):
    """What the publisher answered."""

    @needs("read")
    @blueprint.response(200, RepliesSchema)
    def get(self, source: str) -> dict[str, Any]:
        """List what the publisher answered, the oldest first."""
        with services().store.reading() as connection:
            return replies_record(connection, required_source(connection, source))

    @needs("admin")
    @blueprint.arguments(NewReplySchema)
    @blueprint.response(201, RepliesSchema)
    def post(self, row: dict[str, Any], source: str) -> dict[str, Any]:
        """Keep what the publisher answers, to one finding or to all."""
        with services().store.writing() as connection:
            kept = required_source(connection, source)
            add_reply(connection, kept.key, row["who"], row["text"], row.get("fingerprint"))
            to = "finding" if row.get("fingerprint") else "source"
            record(connection, calling(), "reply kept", f"source:{kept.key}", to=to)
            return replies_record(connection, kept)


def required_source(connection: Connection, name: str) -> Source:
    """The source whose id or name stands in a path. Raises a 404 if there is none within the caller's reach."""
    found = None
    if name.isascii() and name.isdigit():
        number = read_id(name)
        found = None if number is None else find_source_by_id(connection, number)
    else:
        found = find_source(connection, source_name(name))
    if found is None or not current_caller().reach.has_source(connection, found.id):
        raise NotFound(f"No source has the id or name {source_name(name)!r}.")
    return found


def profile_record(connection: Connection, kept: Source) -> dict[str, Any]:
    """All that is to be said of a source."""
    profile = source_profile(connection, kept.key, datetime.now(UTC).date())
    if profile is None:
        raise NotFound(f"No source has the name {kept.key!r}.")
    return source_record(profile)


def mutes_record(connection: Connection, kept: Source) -> dict[str, Any]:
    """The rules that are switched off for a source."""
    return {"source": kept.key, "mutes": [mute._asdict() for mute in active_mutes(connection, kept.key)]}


def replies_record(connection: Connection, kept: Source) -> dict[str, Any]:
    """What the publisher of a source answered."""
    return {"source": kept.key, "replies": list_replies(connection, kept.id)}
