"""Features of kind `title-role`: whether the title has the name of another than whom the text says it of."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.checks import title_role as check
from auditor.document import Document
from training.evidence.candidate import Candidate, left_by_guards

FEATURES = tuple(check.SIGNS)


def candidates(document: Document) -> Iterator[Candidate]:
    """Names of the title that the text has in another part."""
    for claim in left_by_guards("title-role", check.propose, check.FEATURES, document):
        signs = {name: float(sign(claim)) for name, sign in check.SIGNS.items()}
        yield Candidate(claim.window.bare_span, document.title_field, signs)
