"""The tables of the store, the same on SQLite and PostgreSQL."""

from auditor.store.tables.accounts import account, assignment, login
from auditor.store.tables.audits import DRAFT, ORIGINS, article, finding, report, revision, ruleset, source
from auditor.store.tables.base import SCHEMA_REVISION, metadata
from auditor.store.tables.decisions import decision, scoring
from auditor.store.tables.gate import gate_event
from auditor.store.tables.requests import answered_request, quota_window
from auditor.store.tables.service import access_key, delivery, job, log_entry
from auditor.store.tables.sources import block_memory, mute, reply, source_alias
from auditor.store.tables.stories import story, story_article, story_key, story_profile

__all__ = [
    "DRAFT",
    "ORIGINS",
    "SCHEMA_REVISION",
    "access_key",
    "account",
    "answered_request",
    "article",
    "assignment",
    "block_memory",
    "decision",
    "delivery",
    "finding",
    "gate_event",
    "job",
    "log_entry",
    "login",
    "metadata",
    "mute",
    "quota_window",
    "reply",
    "report",
    "revision",
    "ruleset",
    "scoring",
    "source",
    "source_alias",
    "story",
    "story_article",
    "story_key",
    "story_profile",
]
