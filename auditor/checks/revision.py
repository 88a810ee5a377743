"""Kind `revision`: a fact of an article changed after its publication, and nothing in it says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from marshmallow import Schema, fields, validate

from auditor.article import Article, Span
from auditor.checks.protocol import Context, Hit, RevisionCheck
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.rule import Rule
from auditor.text.fold import fold

if TYPE_CHECKING:
    from auditor.diff import ParagraphChange
    from auditor.story.slots import Slot

SCOPE = Scope.REVISION
VALUES = frozenset({"was", "what"})
KINDS = ("number", "date", "place", "person", "office", "quotation", "name", "title")
MAX_NAME_WORDS = 4
MAX_HITS = 20
"""A text that changed in more places was written anew."""


class Params(Schema):
    """`notes`: phrases of a note that owns up to a change; `changes`: the facts that may not change without one."""

    notes = fields.List(fields.Str(), required=True, validate=validate.Length(min=1))
    changes = fields.List(fields.Str(validate=validate.OneOf(KINDS)), load_default=list(KINDS))


class _Edit(NamedTuple):
    """Words that took the place of others."""

    before: Span
    after: Span


def compile(rules: Sequence[Rule], context: Context) -> list[RevisionCheck]:
    """One check a rule."""
    return [RevisionCheck([rule], lambda old, new, rule=rule: _run(rule, old, new)) for rule in rules]  # type: ignore[misc]


def _run(rule: Rule, old: Document, new: Document) -> Iterator[Hit]:
    """Hits on what changed, unless the new revision has a note or a later date of modification."""
    if _is_dated(old.article, new.article) or _is_noted(rule.params["notes"], old, new):
        return
    hits = [hit for hit in (_title(rule, old, new), *_facts(rule, old, new)) if hit is not None]
    if len(hits) <= MAX_HITS:
        yield from hits


def _is_dated(old: Article, new: Article) -> bool:
    """Whether the new revision says that it was modified since, or was published on another day."""
    if new.published_on != old.published_on:
        return True
    return new.modified is not None and str(new.modified) > str(old.modified or old.published or "")


def _is_noted(notes: Sequence[str], old: Document, new: Document) -> bool:
    """Whether a phrase of a correction note stands more often in the new revision."""
    return any(new.folded.count(phrase) > old.folded.count(phrase) for phrase in map(fold, notes))


def _title(rule: Rule, old: Document, new: Document) -> Hit | None:
    before, after = old.article.title.strip(), new.article.title.strip()
    if "title" not in rule.params["changes"] or not before or not after or _plain(before) == _plain(after):
        return None
    start = new.article.title.index(after)
    evidence = Evidence("before", "title", quote=before)
    return Hit(rule, Span(start, start + len(after)), "title", {"was": before, "what": "title"}, (evidence,))


def _plain(text: str) -> str:
    return " ".join(fold(text).split())


def _facts(rule: Rule, old: Document, new: Document) -> Iterator[Hit]:
    from auditor.diff import diff_texts  # noqa: PLC0415 - no article of one revision needs them
    from auditor.story.slots import find_slots  # noqa: PLC0415

    slots = find_slots(old), find_slots(new)
    for change in diff_texts(old.text, new.text):
        for edit in _edits(old.text, new.text, change):
            found = _slot_edit(edit, *slots) or _quoted(old, new, edit) or _names(old, new, edit)
            if found is not None and found[0] in rule.params["changes"]:
                what, before, after = found
                was = old.text[slice(*before)]
                evidence = Evidence("before", quote=old.text[slice(*old.sentence_at(before.start))])
                yield Hit(rule, after, values={"was": was, "what": what}, evidence=(evidence,))


def _edits(old: str, new: str, change: ParagraphChange) -> Iterator[_Edit]:
    """Replaced words of an edited paragraph, without the white space behind them."""
    for words in change.words:
        if words.kind == "replace":
            before, after = _trimmed(old, words.old), _trimmed(new, words.new)
            if _plain(old[slice(*before)]) != _plain(new[slice(*after)]):
                yield _Edit(before, after)


def _trimmed(text: str, span: Span) -> Span:
    return Span(span.start, span.start + len(text[slice(*span)].rstrip()))


_Found = tuple[str, Span, Span]
"""What changed, its passage before and its passage now."""


def _slot_edit(edit: _Edit, old: Sequence[Slot], new: Sequence[Slot]) -> _Found | None:
    """The slots of one kind that hold the words on both sides, if they say something else."""
    ours = [slot for slot in new if slot.span.contains(edit.after)]
    theirs = [slot for slot in old if slot.span.contains(edit.before)]
    pairs = [(a, b) for a in ours for b in theirs if a.kind == b.kind]
    if not pairs:
        return None
    now, before = min(pairs, key=lambda pair: pair[0].last - pair[0].first)
    return (now.kind, before.span, now.span) if now.value != before.value else None


def _quoted(old: Document, new: Document, edit: _Edit) -> _Found | None:
    """Words inside somebody's quoted words on both sides; marks alone are typography."""
    inside = all(
        (quotation := document.quotation_at(span.start)) is not None and quotation.span.contains(span)
        for document, span in ((old, edit.before), (new, edit.after))
    )
    letters = all(any(c.isalnum() for c in d.text[slice(*s)]) for d, s in ((old, edit.before), (new, edit.after)))
    return ("quotation", edit.before, edit.after) if inside and letters else None


def _names(old: Document, new: Document, edit: _Edit) -> _Found | None:
    """Words with capitals on both sides, inside their sentences."""
    if _is_name(old, edit.before) and _is_name(new, edit.after):
        return "name", edit.before, edit.after
    return None


def _is_name(document: Document, span: Span) -> bool:
    words = document.text[slice(*span)].split()
    opens = document.sentence_at(span.start).start == span.start
    return not opens and 0 < len(words) <= MAX_NAME_WORDS and all(w[0].isupper() and w.isalpha() for w in words)
