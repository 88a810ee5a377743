"""Articles leave the store for good, with all that holds their words: texts, quotes, notes, messages that wait.

What stays says nothing of them: how often a rule was right, and in the log that they are gone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    String,
    and_,
    cast,
    delete,
    func,
    literal,
    or_,
    select,
    update,
)

from auditor.article import Article
from auditor.bounded import read_row
from auditor.finding import Scope
from auditor.ingest.errors import InputError
from auditor.sources import source_of
from auditor.store.amending import amend_reports
from auditor.store.blocks import block_names, forget_blocks, has_wording
from auditor.store.database import Database
from auditor.store.identity import identity_key
from auditor.store.jobs import DONE, add_job
from auditor.store.log import MAX_NAMED, Actor, record
from auditor.store.outbox import ask_for_look
from auditor.store.placing import is_to_compare
from auditor.store.revising import first_revision
from auditor.store.sources import find_source_id
from auditor.store.stories import forget_articles
from auditor.store.tables import article, decision, finding, job, reply, report, revision, source, story_article
from auditor.store.upsert import find_id
from auditor.text.wording import wording_key

MAX_REASON_CHARACTERS = 200
JOBS_AT_ONCE, ARTICLES_AT_ONCE = 1_000, 100
"""Numbers of jobs that are read from the database at a time, and jobs with their articles."""


class Erased(NamedTuple):
    """How much went."""

    articles: int = 0
    revisions: int = 0
    audits: tuple[int, ...] = ()
    findings: int = 0
    notes: int = 0
    """Of decisions."""
    replies: int = 0
    story_findings: int = 0
    """Findings of other articles that a story gave, and that may quote these; the story is compared anew."""
    jobs: int = 0
    """Work and messages that waited, or had failed."""

    def plus(self, more: Erased) -> Erased:
        """The sum of both."""
        return Erased(*(mine + theirs for mine, theirs in zip(self, more, strict=True)))  # type: ignore[operator]

    def counts(self) -> dict[str, int]:
        """The same in numbers only."""
        return {name: len(value) if isinstance(value, tuple) else value for name, value in self._asdict().items()}


def erase_article(database: Database, article_id: int, actor: Actor, reason: str = "") -> Erased | None:
    """Erase one article and the work that would bring it back, and say so in the log; None if there is none.

    What is delivered from now on is another article. Raises UnstorableText.
    """
    with database.reading() as connection:
        first = first_revision(connection, article_id)
        if first is None:
            return None
        waiting = _jobs_on(connection, article_id)
        blocks = _own_blocks(connection, article_id, first)
        work = find_work(connection, audits_of(connection, [article_id]))
    with database.writing() as connection:
        erased = erase_articles(connection, [article_id], work)
        if not erased.articles:
            return None
        erased = erased._replace(jobs=erased.jobs + _forget_jobs(connection, waiting))
        if blocks is not None:
            forget_blocks(connection, *blocks)
        audits = list(erased.audits[:MAX_NAMED])
        details = {**erased.counts(), "audit_numbers": audits, "reason": reason[:MAX_REASON_CHARACTERS]}
        record(connection, actor, "article erased", f"article:{article_id}", **details)
    database.scrub()
    return erased


def erase_articles(connection: Connection, articles: Collection[int], work: Work) -> Erased:
    """Delete articles with all that holds their words; those that are gone already are passed over.

    `work` is what `find_work` found on their audits before; what came since is found here. Articles of the same stories
    lose what the story said of them, and are compared anew by a job.
    """
    locked = select(article.c.id, article.c.source_id).where(article.c.id.in_(articles)).order_by(article.c.id)
    sources = {row.id: row.source_id for row in connection.execute(locked.with_for_update())}
    ours = list(sources)
    if not ours:
        return Erased()
    audits = audits_of(connection, ours)
    since = find_work(connection, audits, work.last)
    jobs = [number for found in (work, since) for audit in audits for number in found.jobs.get(audit, ())]
    revisions = select(func.count()).select_from(revision).where(revision.c.article_id.in_(ours))
    findings = select(func.count()).select_from(finding).where(finding.c.report_id.in_(audits))
    erased = Erased(
        articles=len(ours),
        audits=tuple(audits),
        revisions=connection.execute(revisions).scalar_one(),
        findings=connection.execute(findings).scalar_one(),
        notes=_keep_votes(connection, ours),
        replies=_forget_replies(connection, ours, audits),
        story_findings=_leave_stories(connection, ours),
        jobs=_forget_jobs(connection, jobs),
    )
    connection.execute(delete(article).where(article.c.id.in_(ours)))
    _look_at_sources(connection, {number for number in sources.values() if number is not None})
    return erased


def audits_of(connection: Connection, articles: Collection[int]) -> list[int]:
    """The audits of articles, in order."""
    query = select(report.c.id).where(report.c.article_id.in_(articles)).order_by(report.c.id)
    return list(connection.execute(query).scalars())


def _keep_votes(connection: Connection, articles: Sequence[int]) -> int:
    """Leave of each finding's last decision what says how often its rule was right; how many notes went.

    Neither the note stays nor the fingerprint, which is a digest of the passage. What was said of an article that was
    not judged as a whole never counted, and would from now on.
    """
    mine = decision.c.article_id.in_(articles)
    notes = connection.execute(select(func.count(decision.c.note)).where(mine)).scalar_one()
    last = select(func.max(decision.c.id)).where(mine).group_by(decision.c.article_id, decision.c.fingerprint)
    unjudged = select(report.c.article_id).where(
        report.c.article_id.in_(articles), report.c.current, report.c.score.is_(None)
    )
    superseded = or_(decision.c.id.not_in(last), decision.c.article_id.in_(unjudged))
    connection.execute(delete(decision).where(mine, superseded))
    name = literal("erased:") + cast(decision.c.id, String)
    connection.execute(update(decision).where(mine).values(note=None, fingerprint=name))
    return notes


def _forget_replies(connection: Connection, articles: Sequence[int], audits: Sequence[int]) -> int:
    """Delete replies to findings that only these articles have; how many. Those to a source as a whole stay."""
    prints = select(finding.c.fingerprint).where(finding.c.report_id.in_(audits))
    sources = select(article.c.source_id).where(article.c.id.in_(articles))
    answers = select(reply.c.id, reply.c.fingerprint, reply.c.source_id)
    rows = connection.execute(answers.where(reply.c.source_id.in_(sources), reply.c.fingerprint.in_(prints))).all()
    if not rows:
        return 0
    others = select(finding.c.fingerprint, report.c.source_id).join(report)
    others = others.where(
        report.c.source_id.in_({row.source_id for row in rows}),
        report.c.article_id.not_in(articles),
        finding.c.fingerprint.in_({row.fingerprint for row in rows}),
    )
    elsewhere = {tuple(row) for row in connection.execute(others.distinct())}
    gone = [row.id for row in rows if (row.fingerprint, row.source_id) not in elsewhere]
    connection.execute(delete(reply).where(reply.c.id.in_(gone)))
    return len(gone)


def _leave_stories(connection: Connection, articles: Sequence[int]) -> int:
    """Take articles out of their stories, and what the stories said out of the reports of others; how many findings.

    A message may quote an article that its evidence does not name, so that all of them go, those of older reports too.
    """
    members = select(story_article.c.story_id).where(story_article.c.article_id.in_(articles))
    stories = list(connection.execute(members.distinct().order_by(story_article.c.story_id)).scalars())
    told = (
        select(finding.c.report_id, func.count().label("number"))
        .join(report)
        .join(story_article, story_article.c.article_id == report.c.article_id)
        .where(story_article.c.story_id.in_(stories), report.c.article_id.not_in(articles))
        .where(finding.c.scope == Scope.STORY.value)
        .group_by(finding.c.report_id)
    )
    others = {row.report_id: row.number for row in connection.execute(told)}
    forget_articles(connection, articles)
    amend_reports(connection, Scope.STORY, dict.fromkeys(others, ()), ())
    for story in stories:
        if is_to_compare(connection, story):
            add_job(connection, "compare", {"story": story})
    return sum(others.values())


class Work(NamedTuple):
    """The jobs that name audits, as of a moment; they are looked for while others write, as every job is looked at."""

    jobs: Mapping[int, Sequence[int]]
    """By audit."""
    last: int
    """The number of the last job that was looked at."""


def find_work(connection: Connection, audits: Collection[int], after: int = 0) -> Work:
    """The jobs behind the number `after` that name `audits`: what made them, works on them, or tells of them."""
    found: dict[int, list[int]] = defaultdict(list)
    named = (_text(value) for value in (job.c.payload["audit"], job.c.payload["data"]["audit"], job.c.result["audit"]))
    query = select(job.c.id, func.coalesce(*named).label("audit")).where(job.c.id > after).order_by(job.c.id)
    wanted, last = {str(number) for number in audits}, after
    for row in connection.execute(query, execution_options={"yield_per": JOBS_AT_ONCE}):
        last = row.id
        if row.audit in wanted:
            found[int(row.audit)].append(row.id)
    return Work(found, last)


def _forget_jobs(connection: Connection, numbers: Collection[int]) -> int:
    """Delete jobs that are not done, and let those that are forget the name of the article; how many were deleted."""
    mine = job.c.id.in_(numbers)
    deleted = connection.execute(delete(job).where(mine, job.c.state != DONE)).rowcount
    done = select(job.c.id, job.c.result).where(mine, job.c.kind.in_(("audit", "withdrawal")))
    for row in connection.execute(done).all():
        connection.execute(update(job).where(job.c.id == row.id).values(result={"audit": row.result["audit"]}))
    return deleted


def _text(value: Any) -> ColumnElement[str]:
    """A value within JSON as text, a number too: SQLite gives numbers as such."""
    return cast(value.as_string(), String)


def _look_at_sources(connection: Connection, sources: Collection[int]) -> None:
    """Have the grades of sources looked at of which receivers were told one."""
    told = select(source.c.id).where(source.c.id.in_(sources), source.c.told_grade.is_not(None)).order_by(source.c.id)
    for number in connection.execute(told).scalars().all():
        ask_for_look(connection, number)


class _Identity(NamedTuple):
    """What an article is known again by."""

    source: int | None
    urls: frozenset[str]
    names: frozenset[str]
    wordings: frozenset[str]


def _jobs_on(connection: Connection, article_id: int) -> list[int]:
    """The jobs, not done, that would audit this article again."""
    known = _identity(connection, article_id)
    row = job.c.payload["article"]
    url, name = _text(row["url"]), _text(row["id"])
    unnamed = and_(url.is_(None), or_(name.is_(None), _text(row["source"]).is_(None)))
    query = select(job.c.id, job.c.payload).where(job.c.kind == "audit", job.c.state != DONE)
    wanted = query.where(or_(url.in_(known.urls), name.in_(known.names), unnamed))
    rows = connection.execute(wanted, execution_options={"yield_per": ARTICLES_AT_ONCE})
    return [found.id for found in rows if _is_on(connection, found.payload["article"], known)]


def _identity(connection: Connection, article_id: int) -> _Identity:
    columns = (article.c.source_id, revision.c.url, revision.c.name, revision.c.wording)
    rows = connection.execute(select(*columns).join(article).where(revision.c.article_id == article_id)).all()
    urls, names = frozenset(row.url for row in rows if row.url), frozenset(row.name for row in rows if row.name)
    return _Identity(rows[0].source_id, urls, names, frozenset(row.wording for row in rows))


def _is_on(connection: Connection, row: Mapping[str, Any], known: _Identity) -> bool:
    """Whether an input row is of the article: of its source, and of its address, its name, or else its words."""
    try:
        given = read_row(row)
    except InputError:  # it fails, or has failed; its address or its name brought it here
        return row.get("url") in known.urls or str(row.get("id")) in known.names
    key = source_of(given)
    if (None if key is None else find_source_id(connection, key)) != known.source:
        return False
    if given.url in known.urls or given.id in known.names:
        return True
    return given.url is None and wording_key(given.text) in known.wordings


def _own_blocks(connection: Connection, article_id: int, first: Article) -> tuple[int, list[str]] | None:
    """The source that remembers the blocks of an article, and the blocks; None if they stand for another one too."""
    source_id = connection.execute(select(article.c.source_id).where(article.c.id == article_id)).scalar()
    if source_id is None or has_wording(connection, source_id, wording_key(first.text), article_id):
        return None
    return source_id, block_names(first)


def find_article(connection: Connection, url: str, source_name: str | None = None) -> int | None:
    """The id of the article that has or had an address, at a source or at that of the address; None without one."""
    key = source_of(Article(text="", url=url, source=source_name))
    source_id = None if key is None else find_source_id(connection, key)
    found = find_id(connection, article, key=identity_key(["url", source_id, url]))
    if found is not None or source_id is None:
        return found
    had = select(article.c.id).join(revision).where(article.c.source_id == source_id, revision.c.url == url)
    return connection.execute(had.order_by(article.c.id).limit(1)).scalar()
