"""What readers see, held against what the gate would have said of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from auditor.article import Article
from auditor.gate import Verdict
from auditor.jobs.work import Bench, Keep
from auditor.render.editor import Situation, editor_lines
from auditor.store.gate import Kind, Said, events_of, last_of_text, newest_kind, override_of
from auditor.store.reports import article_of, find_audit
from auditor.store.verdicts import judge_kept


def judge_publication(connection: Connection, bench: Bench, text: Article, audit: int) -> None:
    """Keep that a text which was published went past the gate, or that nothing of it is held back any more.

    Not what an editor answers for, and not once more what the CMS has told of the same text.
    """
    article, policy = article_of(connection, audit), bench.auditor.settings.gate(text.source)
    judgement = judge_kept(connection, audit, policy)
    if judgement.verdict is not Verdict.BLOCK:
        if newest_kind(connection, article) not in (None, Kind.PUBLISHED):
            bench.store.keep_event(connection, audit, Said(Kind.PUBLISHED))
    elif override_of(connection, article, text) is None and last_of_text(connection, article, text) is not Kind.PAST:
        bench.store.keep_event(connection, audit, Said(Kind.PAST, editor_lines(judgement, policy, Situation.PUBLIC)))


def prepare_withdrawal(bench: Bench, payload: Mapping[str, Any]) -> Keep:
    """Keep that the CMS took `payload["id"]` of `payload["source"]` offline, with what was said before.

    Raises LookupError for what is not audited yet: it is tried again.
    """
    with bench.store.reading() as connection:
        audit = find_audit(connection, payload["source"], payload["id"])
        if audit is None:
            raise LookupError("no article of the source has this id")
        said = events_of(connection, article_of(connection, audit))

    def keep(connection: Connection) -> Mapping[str, Any]:
        last = {name: said[-1][name] for name in ("lines", "editor", "way")} if said else {}
        bench.store.keep_event(connection, audit, Said(Kind.WITHDRAWN, **last))
        return {"audit": audit, "id": payload["id"]}

    return keep
