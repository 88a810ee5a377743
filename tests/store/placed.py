"""What the jobs on stories do, at once and without jobs."""

from __future__ import annotations

from auditor.audit import Auditor
from auditor.store import Store
from auditor.store.placing import compare_story, profile_audit, put_findings
from auditor.store.stories import place_article


def place_audit(store: Store, auditor: Auditor, audit_id: int) -> int:
    """Let the article of an audit join its story or open one; the story's id."""
    profile = profile_audit(store, auditor, audit_id)
    assert profile is not None
    with store.writing() as connection:
        return place_article(connection, audit_id, profile)


def tell_story(store: Store, auditor: Auditor, audit_id: int) -> int:
    """Place the article of an audit and put what its story says into the reports; the story's id."""
    story_id = place_audit(store, auditor, audit_id)
    told = compare_story(store, auditor, story_id)
    if told is not None:
        with store.writing() as connection:
            put_findings(connection, told)
    return story_id
