"""The kinds of jobs that there are."""

from __future__ import annotations

import random
from collections.abc import Mapping

from auditor.jobs.audit import prepare_audit
from auditor.jobs.deliver import deliver
from auditor.jobs.grade import prepare_grade
from auditor.jobs.letter import send_letter
from auditor.jobs.notice import deliver_notice
from auditor.jobs.publication import prepare_withdrawal
from auditor.jobs.quarantine import keep_withdrawal, quarantine, tidy_up
from auditor.jobs.revision import prepare_revision
from auditor.jobs.story import prepare_compare, prepare_story
from auditor.jobs.work import Errand, Kind

SOON = (2.0, 10.0)
"""Three tries: what failed for the state of the machine may pass; what kills its process three times would again."""
PATIENT = (5.0, 60.0, 600.0, 3_600.0, 4 * 3_600.0, 12 * 3_600.0, 24 * 3_600.0)
"""Eight tries in two days, so that a receiver may be down over a weekend's night."""
JITTER = 0.2
"""Share of a wait that is left to chance, so that what failed together does not come again together."""

KINDS: Mapping[str, Kind] = {
    "audit": Kind(prepare_audit, SOON),
    "withdrawal": Kind(prepare_withdrawal, SOON),
    "source": Kind(prepare_grade, SOON),
    "story": Kind(prepare_story, SOON),
    "compare": Kind(prepare_compare, SOON),
    "revision": Kind(prepare_revision, SOON),
}
ERRANDS: Mapping[str, Errand] = {
    "webhook": Errand(deliver, PATIENT),
    "mail": Errand(deliver_notice, PATIENT),
    "quarantine": Errand(quarantine, PATIENT, keep_withdrawal),
    "tidy": Errand(tidy_up, PATIENT),
    "letter": Errand(send_letter, PATIENT),
}


def retry_after(kind: str, failures: int) -> float | None:
    """Seconds until a job that failed `failures` times before and now again is tried anew; None if it is not."""
    known = KINDS.get(kind) or ERRANDS.get(kind)
    waits = known.retry_seconds if known else ()
    if failures >= len(waits):
        return None
    return waits[failures] * random.uniform(1 - JITTER, 1 + JITTER)  # so that not all try at once # nosec B311
