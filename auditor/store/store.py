"""The store: what was audited, what was found, and what editors decided."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any

from sqlalchemy import Connection

from auditor.audit import without_rules
from auditor.finding import Report
from auditor.mail import Notice
from auditor.store import reports
from auditor.store.database import Database
from auditor.store.gate import Said, keep_event
from auditor.store.intake import Intake, place_report, prepare_report
from auditor.store.jobs import add_job
from auditor.store.outbox import announce_audit, announce_gate
from auditor.store.reach import EVERYTHING, Reach
from auditor.store.schema import check_schema
from auditor.store.sources import muted_rules
from auditor.store.tables import DRAFT
from auditor.webhook import Webhook


class Store:
    """A database of audits. The few calls that everybody needs are methods, one transaction each.

    All else is functions of this package on a connection, so that several can share one transaction:
    `with store.writing() as connection: store.keep(connection, ready); finish_job(connection, job)`.
    """

    def __init__(self, url: str, webhooks: Sequence[Webhook] = (), notices: Sequence[Notice] = ()) -> None:
        """Open the store at `url`, made if it is empty. Raises StoreError, SchemaError for another version.

        `webhooks` and `notices` are told of what is kept, by messages that workers deliver.
        """
        self.database = Database(url)
        self.webhooks = tuple(webhooks)
        self.notices = tuple(notices)
        try:
            check_schema(self.database)
        except BaseException:
            self.close()
            raise

    def add(self, report: Report, *, origin: str | None = None) -> int:
        """Keep `report`; its audit id, the old one if the same was kept before. Raises UnstorableText.

        What rules say that are muted for the source is left out. `origin` says how the text came, as one of
        `tables.ORIGINS`.
        """
        ready = self.prepare(report, origin)
        with self.writing() as connection:
            return self.keep(connection, ready)

    def prepare(self, report: Report, origin: str | None = None) -> Intake:
        """`report` made ready for `keep`. Raises UnstorableText."""
        return prepare_report(report, origin)

    def keep(self, connection: Connection, ready: Intake) -> int:
        """Keep a report with all that follows from it, in the caller's transaction; its audit id."""
        kept = place_report(connection, ready)
        if ready.revision["origin"] != DRAFT:
            announce_audit(connection, self.webhooks, ready, kept)
            if kept.is_new:
                add_job(connection, "story", {"audit": kept.audit})
                if kept.came_before:
                    add_job(connection, "revision", {"audit": kept.audit})
        return kept.audit

    def keep_event(self, connection: Connection, audit: int, said: Said) -> int:
        """Keep what the gate said of the article of an audit, and tell who wants to know; the event's id.

        Raises LookupError if the audit is not kept, UnstorableText.
        """
        event = keep_event(connection, audit, said)
        announce_gate(connection, (*self.webhooks, *self.notices), event)
        return event

    def heed_mutes(self, report: Report) -> Report:
        """`report` without the findings of rules that are muted for its source."""
        with self.reading() as connection:
            return without_rules(report, muted_rules(connection, report.article))

    def get(self, audit_id: int, reach: Reach = EVERYTHING) -> dict[str, Any] | None:
        """The report row of one audit with its article's text and facts; None if there is none within reach."""
        with self.reading() as connection:
            return reports.get_report(connection, audit_id, reach)

    def list(self, *, source: str | None = None, limit: int = 50, after: int | None = None) -> list[dict[str, Any]]:
        """Reports without text and findings, newest first, below audit id `after`."""
        with self.reading() as connection:
            return reports.list_reports(connection, source_name=source, limit=limit, after=after)

    def count(self, *, source: str | None = None) -> int:
        """How many reports are kept, of all sources or of one."""
        with self.reading() as connection:
            return reports.count_reports(connection, source)

    def reading(self) -> AbstractContextManager[Connection]:
        """A transaction that sees one state and changes nothing."""
        return self.database.reading()

    def writing(self) -> AbstractContextManager[Connection]:
        """A transaction that may write."""
        return self.database.writing()

    def close(self) -> None:
        """Give all connections back."""
        self.database.close()
