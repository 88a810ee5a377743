"""Features of kind `title-relation`: whether a title is that of another article."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.checks import title_relation as check
from auditor.document import Document
from training.evidence.candidate import Candidate, left_by_guards

FEATURES = tuple(check.SIGNS)


def candidates(document: Document) -> Iterator[Candidate]:
    """The title, if the text says little of it."""
    for claim in left_by_guards("title-relation", check.propose, check.FEATURES, document):
        signs = {name: float(sign(claim)) for name, sign in check.SIGNS.items()}
        yield Candidate(claim.window.span, document.title_field, signs)
