"""Stories in the store: articles join and open them, tell what they say, and leave them when they are deleted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, date, datetime, time

from sqlalchemy import Connection, bindparam, delete, func, insert, select, text, update

from auditor.store.reach import EVERYTHING, Reach
from auditor.store.shelf import StoreShelf
from auditor.store.tables import report, story, story_article, story_profile
from auditor.store.upsert import insert_row
from auditor.story.match import Entry, band_keys, find_match, term_keys
from auditor.story.profile import Profile, pack_signature, pack_telling, unpack_signature, unpack_telling
from auditor.story.telling import Telling
from auditor.story.topic import Topic

MAX_COMPARED = 30
"""Voices of a story that are compared with each other, the newest; each has one column of the claim table."""
MAX_COPIES = 10
"""Copies of those that are told of too."""
_LOCK = 0x73746F72  # "stor": on PostgreSQL one writer at a time looks for a story, so that two do not open the same one
Packed = dict[str, bytes]
"""The columns of a profile."""


def place_article(connection: Connection, audit_id: int, profile: Profile) -> int:
    """Let the article of an audit join its story or open one; the story's id.

    An article that is in a story stays there; another revision of it takes the place of the one before. An article
    without a date counts as of the day it came.
    """
    row = connection.execute(_ARTICLE, {"audit": audit_id}).one()
    packed = pack_profile(profile)
    if row.story_id is not None:
        day = _day(profile, date.fromordinal(row.day))
        _replace(connection, row.article_id, (row.day, day), packed)
        _count(connection, [row.story_id])  # also where it says the same: its newest report waits for what others say
        return int(row.story_id)
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    shelf = StoreShelf(connection)
    day = _day(profile, row.created.date())
    match = find_match(Entry("", day, profile.signature, profile.topic), shelf)
    story_id = match.story if match else insert_row(connection, story, {"created": datetime.now(UTC)})
    values = {"story_id": story_id, "article_id": row.article_id, "day": day}
    connection.execute(_ADD_MEMBER, values | {"copy_of": match.original if match else None})
    connection.execute(_ADD_PROFILE, {"article_id": row.article_id, **packed})
    shelf.put(row.article_id, _keys(day, packed))
    _count(connection, [story_id])
    return story_id


_ARTICLE = (
    select(report.c.article_id, report.c.created, story_article.c.story_id, story_article.c.day)
    .select_from(report)
    .outerjoin(story_article, story_article.c.article_id == report.c.article_id)
    .where(report.c.id == bindparam("audit"))
)
_ADD_MEMBER, _ADD_PROFILE = insert(story_article), insert(story_profile)


def pack_profile(profile: Profile) -> Packed:
    """The columns of a profile."""
    return {
        "signature": pack_signature(profile.signature),
        "topic": profile.topic.pack(),
        "telling": pack_telling(profile.telling),
    }


def _day(profile: Profile, arrived: date) -> int:
    return (profile.telling.published or arrived).toordinal()


def _keys(day: int, packed: Packed) -> set[int]:
    """The keys that an article is found by."""
    signature, topic = unpack_signature(packed["signature"]), Topic.unpack(packed["topic"])
    return {*band_keys(signature), *term_keys(day, topic)}


def _replace(connection: Connection, article_id: int, days: tuple[int, int], packed: Packed) -> None:
    """Put a revision in the place of the one before, which was kept under the first of `days`."""
    mine = story_profile.c.article_id == article_id
    kept = connection.execute(select(story_profile).where(mine)).mappings().one()
    if all(kept[name] == value for name, value in packed.items()):
        return
    before, after = _keys(days[0], {name: kept[name] for name in packed}), _keys(days[1], packed)
    shelf = StoreShelf(connection)
    shelf.take(article_id, before)
    shelf.put(article_id, after)
    connection.execute(update(story_profile).where(mine).values(**packed))
    connection.execute(update(story_article).where(story_article.c.article_id == article_id).values(day=days[1]))


def forget_articles(connection: Connection, articles: Collection[int]) -> None:
    """Take articles that are about to be deleted out of their stories; a story without any goes with them.

    The first of the copies of such an article becomes what the others copy.
    """
    query = select(story_article.c.story_id, story_article.c.day, story_profile)
    query = query.select_from(story_article).join(
        story_profile, story_profile.c.article_id == story_article.c.article_id
    )
    rows = connection.execute(query.where(story_article.c.article_id.in_(articles))).mappings().all()
    shelf = StoreShelf(connection)
    for row in rows:
        shelf.take(row["article_id"], _keys(row["day"], {"signature": row["signature"], "topic": row["topic"]}))
    gone = [row["article_id"] for row in rows]
    connection.execute(delete(story_article).where(story_article.c.article_id.in_(gone)))
    connection.execute(delete(story_profile).where(story_profile.c.article_id.in_(gone)))
    _pass_on(connection, gone)
    _count(connection, {row["story_id"] for row in rows})


def _pass_on(connection: Connection, gone: Sequence[int]) -> None:
    """Make the first copy of each article that is gone the one that the others copy."""
    heirs = select(story_article.c.copy_of, func.min(story_article.c.article_id).label("heir"))
    heirs = heirs.where(story_article.c.copy_of.in_(gone)).group_by(story_article.c.copy_of)
    for row in connection.execute(heirs).all():
        copies = update(story_article).where(story_article.c.copy_of == row.copy_of)
        connection.execute(copies.values(copy_of=row.heir))
        connection.execute(update(story_article).where(story_article.c.article_id == row.heir).values(copy_of=None))


_MEMBERS = select(
    func.count().label("articles"),
    (func.count() - func.count(story_article.c.copy_of)).label("voices"),
    func.min(story_article.c.day).label("first"),
    func.max(story_article.c.day).label("last"),
).where(story_article.c.story_id == bindparam("story"))
_CHANGE = (
    update(story)
    .where(story.c.id == bindparam("story"))
    .values({name: bindparam(name) for name in ("articles", "voices", "first", "last")})
    .values(changes=story.c.changes + 1)
)


def _count(connection: Connection, stories: Iterable[int]) -> None:
    """Count the articles, voices and days of stories that have changed; delete those that are empty."""
    for story_id in sorted(stories):
        row = connection.execute(_MEMBERS, {"story": story_id}).one()
        if row.articles == 0:
            connection.execute(delete(story).where(story.c.id == story_id))
            continue
        days = {"first": _moment(row.first), "last": _moment(row.last)}
        connection.execute(_CHANGE, {"story": story_id, "articles": row.articles, "voices": row.voices, **days})


def _moment(day: int) -> datetime:
    return datetime.combine(date.fromordinal(day), time(), UTC)


_CURRENT = (report.c.article_id == story_article.c.article_id) & report.c.current


def find_story(connection: Connection, audit_id: int) -> int | None:
    """The id of the story that the article of an audit is in, if it is in one."""
    found: int | None = connection.execute(_ARTICLE, {"audit": audit_id}).one().story_id
    return found


def story_tellings(connection: Connection, story_id: int, reach: Reach = EVERYTHING) -> list[Telling]:
    """What the articles of a story that are within reach tell, in the order of arrival.

    Keys are the ids of their newest audits. Of a long story the newest MAX_COMPARED voices and the newest MAX_COPIES
    copies of those.
    """
    columns = (report.c.id, story_article.c.article_id, story_article.c.copy_of, story_profile.c.telling)
    query = select(*columns).select_from(story_article).join(report, _CURRENT)
    query = query.join(story_profile, story_profile.c.article_id == story_article.c.article_id)
    query = query.where(story_article.c.story_id == story_id, reach.reports())
    query = query.order_by(story_article.c.article_id.desc())
    voices = connection.execute(query.where(story_article.c.copy_of.is_(None)).limit(MAX_COMPARED)).all()
    audits = {row.article_id: str(row.id) for row in voices}
    of_these = query.where(story_article.c.copy_of.in_(audits)).limit(MAX_COPIES)
    rows = sorted([*voices, *connection.execute(of_these)], key=lambda row: row.article_id)
    return [unpack_telling(row.telling, str(row.id), audits.get(row.copy_of)) for row in rows]
