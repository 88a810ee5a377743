"""What a rule weighed in a text, in words: its candidates, and which guard let them pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from auditor.article import Article
from auditor.checks.protocol import Judgement
from auditor.text.counted import counted

MAX_QUOTE = 80
"""Characters of a passage that a line shows."""


def explain_judgements(article: Article, judgements: Iterable[Judgement]) -> Iterator[str]:
    """A line for what became of each candidate of a rule in `article`, with what its guards could ask of it."""
    told = []
    for judgement in judgements:
        told.append(judgement.told and judgement.judged)
        start, end = judgement.span
        quote = " ".join(article.field(judgement.field)[start:end].split())[:MAX_QUOTE]
        yield f"{judgement.field} {start}-{end} “{quote}”: {_outcome(judgement)}"
        yield f"    {_spell(judgement.features)}"
        if judgement.weighed is not None:
            score, points = judgement.weighed
            yield f"    scores {score:.3g}: {', '.join(f'{name} {odds:+.2f}' for name, odds in points) or 'no signs'}"
    yield f"{counted(len(told), 'candidate')}, {counted(sum(told), 'finding')}"


def _outcome(judgement: Judgement) -> str:
    if judgement.guard is not None:
        return f"passes by guard {judgement.guard.id!r}. {judgement.guard.reason.strip()}"
    if judgement.told and not judgement.judged:
        return "passes: what is in another language, or in a note on an error, is not judged"
    return "flagged" if judgement.told else "passes: another candidate stands for it, or too little speaks for it"


def _spell(features: Mapping[str, object]) -> str:
    return ", ".join(f"{name}: {_value(value)}" for name, value in features.items()) or "no features of its own"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, frozenset):
        return " ".join(sorted(value)) or "none"
    return f"{value:g}" if isinstance(value, float) else str(value) or "none"
