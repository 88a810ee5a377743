"""Features of kind `title-name`: whether the title names another than the text."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.checks import title_name as check
from auditor.document import Document
from training.evidence.candidate import Candidate, left_by_guards

FEATURES = tuple(check.EVIDENCE)


def candidates(document: Document) -> Iterator[Candidate]:
    """Names of the title that the text does not have, where it names others."""
    for claim in left_by_guards("title-name", check.propose, check.FEATURES, document):
        yield Candidate(claim.span, claim.field, check.evidence_of(claim))
