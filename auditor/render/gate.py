"""What came of questions to the gate, in the words of pages and e-mails."""

from __future__ import annotations

from collections.abc import Mapping

KIND_WORDS: Mapping[str, str] = {
    "blocked": "Held back",
    "warned": "Warned of",
    "passed": "Let through",
    "overridden": "Published against the gate",
    "past": "Went past the gate",
    "withdrawn": "Taken offline",
    "published": "Published",
}
"""By kind of event, as a row begins."""
_WAY_WORDS: Mapping[str, str] = {
    "api": "the CMS's API",
    "rest": "the REST API",
    "xml-rpc": "XML-RPC",
    "cli": "a command line",
    "code": "code of the site",
    "copy": "a copy",
    "import": "an import",
    "schedule": "a schedule",
    "translation": "a translation",
    "workflow": "a workflow",
    "publication": "a publication that asked nobody",
}
"""Ways that do not read as words of themselves; "quick-edit" does."""


def kind_in_words(kind: str) -> str:
    """What came of a question: "Held back"."""
    return KIND_WORDS.get(kind, kind)


def way_in_words(way: str) -> str:
    """By which way a text was to be published: "quick edit", "a schedule"."""
    return _WAY_WORDS.get(way, way.replace("-", " "))


def told_in_words(editor: str | None, way: str | None) -> str:
    """Who was told, by which way: "Anna Lund, by quick edit"; empty if neither is known."""
    by = f"by {way_in_words(way)}" if way else ""
    return ", ".join(part for part in (editor, by) if part)
