"""Kind `revision`: a fact of an article changed after its publication, and nothing in it says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain, starmap
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from marshmallow import Schema, fields, validate

from auditor.article import Article, Span
from auditor.checks.excuses import Excuses, is_excused
from auditor.checks.protocol import Context, Hit, RevisionCheck
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.rule import Rule
from auditor.text.fold import fold

if TYPE_CHECKING:
    from auditor.story.slots import Slot

SCOPE = Scope.REVISION
VALUES = frozenset({"was", "what"})
Fact = Literal["number", "date", "place", "person", "office", "quotation", "name", "title"]
MAX_NAME_WORDS = 4
MAX_HITS = 20
"""A text that changed in more places was written anew."""


class Params(Schema):
    """`notes`: phrases of a note that owns up to a change; `changes`: the facts that may not change without one."""

    notes = fields.List(fields.Str(), required=True, validate=validate.Length(min=1))
    changes = fields.List(
        fields.Str(validate=validate.OneOf(get_args(Fact))), load_default=lambda: list(get_args(Fact))
    )


class _Words(NamedTuple):
    """Words of a revision, and the slots that they stand in."""

    document: Document
    span: Span
    slots: Sequence[Slot]

    @property
    def text(self) -> str:
        """As written."""
        return self.document.text[slice(*self.span)]


class _Change(NamedTuple):
    """What changed, and where it stood and stands."""

    what: str
    field: str
    before: Span
    after: Span


OWNED: Excuses = {
    "published anew": lambda old, new, _: new.article.published_on != old.article.published_on,
    "dated anew": lambda old, new, _: str(new.article.modified or "") > _date(old.article),
    "noted": lambda old, new, notes: any(new.folded.count(note) > old.folded.count(note) for note in map(fold, notes)),
}
"""How a revision says that it changed; a note that was there before says nothing."""
NOT_QUOTED: Excuses = {
    "outside": lambda w: (at := w.document.quoted_at(w.span.start)) is None or not at.contains(w.span),
    "only marks": lambda words: not any(map(str.isalnum, words.text)),
}
NO_NAME: Excuses = {
    "opens its sentence": lambda words: words.document.sentence_at(words.span.start).start == words.span.start,
    "too many words": lambda words: len(words.text.split()) > MAX_NAME_WORDS,
    "small letters": lambda words: not all(word[0].isupper() for word in words.text.split()),
    "marks": lambda words: not "".join(words.text.split()).isalpha(),
}
KINDS = {"quotation": NOT_QUOTED, "name": NO_NAME}
"""What words may be that stand in no slot, and why they are not."""


def compile(rules: Sequence[Rule], context: Context) -> list[RevisionCheck]:
    """One check a rule."""
    return [RevisionCheck([rule], partial(_run, rule)) for rule in rules]


def _run(rule: Rule, old: Document, new: Document) -> Iterator[Hit]:
    """Hits on what changed, unless the new revision has a note or a later date."""
    if is_excused(OWNED, old, new, rule.params["notes"]):
        return
    changes = [change for change in _changes(old, new) if change.what in rule.params["changes"]]
    if len(changes) <= MAX_HITS:
        yield from map(partial(_hit, rule, old), changes)


def _hit(rule: Rule, old: Document, change: _Change) -> Hit:
    """The hit on a change, with the sentence or the title that stood there."""
    what, field, before, after = change
    text = old.article.field(field)
    sentence = old.sentence_at(before.start) if field == "text" else before
    evidence = Evidence("before", field, quote=text[slice(*sentence)])
    return Hit(rule, after, field, {"was": text[slice(*before)], "what": what}, (evidence,))


def _date(article: Article) -> str:
    return str(article.modified or article.published or "")


def _plain(text: str) -> str:
    return " ".join(fold(text).split())


def _changes(old: Document, new: Document) -> Iterator[_Change]:
    """What the title and the text say otherwise."""
    before, after = old.article.title, new.article.title
    if len({_plain(before), _plain(after)} - {""}) > 1:
        yield _Change("title", "title", _strip(before), _strip(after))
    yield from filter(None, starmap(_change, _replaced(old, new)))


def _strip(text: str, span: Span | None = None) -> Span:
    """`span` of a text, or all of it, without the white space around."""
    start, end = span or (0, len(text))
    part = text[start:end]
    return Span(end - len(part.lstrip()), start + len(part.rstrip()))


def _replaced(old: Document, new: Document) -> Iterator[tuple[_Words, _Words]]:
    """Words of edited paragraphs that took the place of others."""
    from auditor.diff import diff_texts  # noqa: PLC0415 - no article of one revision needs them
    from auditor.story.slots import find_slots  # noqa: PLC0415

    slots = find_slots(old), find_slots(new)
    changes = chain.from_iterable(change.words for change in diff_texts(old.text, new.text))
    for _, was, now in filter(lambda change: change.kind == "replace", changes):
        before, after = _words(old, was, slots[0]), _words(new, now, slots[1])
        if _plain(before.text) != _plain(after.text):
            yield before, after


def _words(document: Document, span: Span, slots: Sequence[Slot]) -> _Words:
    """The words at `span`, without the white space behind them."""
    words = _strip(document.text, span)
    return _Words(document, words, [slot for slot in slots if slot.span.contains(words)])


def _change(before: _Words, after: _Words) -> _Change | None:
    """The narrowest slot that the words stand in, if one of its kind said something else; or else the words."""
    was = {slot.kind: slot for slot in reversed(before.slots)}
    now = min(filter(lambda slot: slot.kind in was, after.slots), key=lambda slot: slot.last - slot.first, default=None)
    if now is not None and now.value != was[now.kind].value:
        return _Change(now.kind, "text", was[now.kind].span, now.span)
    kinds = [
        what for what, excuses in KINDS.items() if not any(is_excused(excuses, words) for words in (before, after))
    ]
    return _Change(kinds[0], "text", before.span, after.span) if kinds else None
