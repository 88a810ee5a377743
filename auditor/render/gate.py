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
WAY_WORDS: Mapping[str, str] = {
    "api": "through the CMS's API",
    "block-editor": "in the block editor",
    "bulk-action": "by a bulk action",
    "classic-editor": "in the classic editor",
    "cli": "from a command line",
    "code": "by code of the site",
    "copy": "by a copy",
    "import": "by an import",
    "page-editor": "in the page editor",
    "publication": "by a publication that asked nobody",
    "quick-edit": "by quick edit",
    "rest": "through the REST API",
    "restored-revision": "by restoring a revision",
    "schedule": "by a schedule",
    "translation": "by a translation",
    "workflow": "in a workflow",
    "xml-rpc": "through XML-RPC",
}
"""The ways that our clients name; another is shown as it came."""


def kind_in_words(kind: str) -> str:
    """What came of a question: "Held back"."""
    return KIND_WORDS.get(kind, kind)


def told_in_words(editor: str | None, way: str | None) -> str:
    """Who was told, by which way: "Anna Lund, by quick edit"; empty if neither is known."""
    return ", ".join(part for part in (editor, WAY_WORDS.get(way or "", way)) if part)
