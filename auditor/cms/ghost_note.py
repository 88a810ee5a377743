"""The auditor's note at the head of a Ghost post: a card in its editor, which Ghost shows to no reader."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape
from typing import Any

from auditor.cms.row import inner

MARK = "article-auditor-note"
"""The class of the note's outermost element, by which it is known again."""
HEADING = "Held back by the article auditor."
BELOW = "Readers never see this note; it goes once the post is published."
STYLE = "border-left: 4px solid #c0392b; padding-left: 1em"
"""Sets the note off from the text, by a colour that shows in Ghost's light and dark editor."""
NOBODY = {"web": {"nonMember": False, "memberSegment": ""}, "email": {"memberSegment": ""}}
"""Ghost's own words for a card that is in the editor alone: neither its pages, nor its feeds, nor its e-mails have it.
Measured with Ghost 6.65, whose HTML of a published post has no trace of such a card."""


def with_note(lexical: str | None, lines: Sequence[str], links: Sequence[tuple[str, str]] = ()) -> str | None:
    """The document `lexical` with a note in front of it, in place of an older one; None if it is no such document.

    `links` are words and addresses. Posts that nobody has changed since Ghost 4 are kept as mobiledoc, not Lexical.
    """
    document = _read(lexical)
    if document is None:
        return None
    root = document["root"]
    root["children"] = [_card(lines, links), *(node for node in root["children"] if not _is_note(node))]
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def without_note(lexical: str | None) -> str | None:
    """The document `lexical` without the auditor's note; None if there is none in it."""
    document = _read(lexical)
    if document is None:
        return None
    root = document["root"]
    kept = [node for node in root["children"] if not _is_note(node)]
    if len(kept) == len(root["children"]):
        return None
    root["children"] = kept
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def _read(lexical: str | None) -> dict[str, Any] | None:
    try:
        document = json.loads(lexical or "null")
    except (ValueError, RecursionError):
        return None
    has_children = isinstance(document, dict) and isinstance(inner(document, "root").get("children"), list)
    return document if has_children else None


def _is_note(node: Any) -> bool:
    return isinstance(node, dict) and node.get("type") == "html" and f'class="{MARK}"' in str(node.get("html"))


def _card(lines: Sequence[str], links: Sequence[tuple[str, str]]) -> dict[str, Any]:
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    ways = "".join(
        f'<p><a href="{escape(address)}" target="_blank" rel="noopener">{escape(words)}</a></p>'
        for words, address in links
    )
    told = (
        f'<div class="{MARK}" style="{STYLE}"><p><strong>{escape(HEADING)}</strong></p><ul>{items}</ul>{ways}'
        f"<p><em>{escape(BELOW)}</em></p></div>"
    )
    return {"type": "html", "version": 1, "html": told, "visibility": NOBODY}
