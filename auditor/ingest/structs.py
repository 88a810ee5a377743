"""Structured blocks as Wagtail shows those for which a site has no template: a list of its fields and their values.

Source: `render_basic` of wagtail.blocks, 7.0 to 8.0: a `dl` without attributes, inside a `div` of class `block-NAME`.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from auditor.ingest.markup import MAX_CLASS_CHARACTERS, PLAIN, Look, Role
from auditor.vocabulary import words

FIELD_TAGS = frozenset({"dt", "dd"})
MAX_ANCESTORS = 20
"""Elements around a list that are looked at for the block that it shows: structures nest three or four deep."""
MAX_CHARACTERS = 300
"""Longer values are text, whatever they end in."""
_FIELD = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*\Z")
_SETTING = re.compile(r"(?:None|True|False|https?://\S+|[a-z\d#.][\w#.%-]*)\Z")
"""A choice, a number, an address, or nothing: what a template would make something of."""
_ENDS = re.compile(r"[.!?…][\"')\]’”»]*\Z")


def field_of(element: Any) -> str | None:
    """The field that a `dt` names or a `dd` has the value of; None in a list that a writer made."""
    named = element if element.tag == "dt" else element.getprevious()
    if named is None or named.tag != "dt" or named.attrib or len(named):
        return None
    return named.text if _FIELD.match(named.text or "") and _is_struct(named.getparent()) else None


def _is_struct(listing: Any) -> bool:
    if listing is None or listing.tag != "dl" or listing.attrib:
        return False
    around = islice(listing.iterancestors("div"), MAX_ANCESTORS)
    classes = (each.get("class", "")[:MAX_CLASS_CHARACTERS] for each in around)
    return any(name.startswith("block-") for value in classes for name in value.split())


def look_of_field(element: Any, field: str) -> Look:
    """What the name or the value of a field is: names and settings are not read, captions and bare words set apart."""
    shown = _shown(element)
    if element.tag == "dt" or _SETTING.match(shown):
        return Look(hidden=True)
    said_of_picture = not words("markup/captions").isdisjoint(field.split("_"))
    is_no_sentence = 0 < len(shown) < MAX_CHARACTERS and not _ENDS.search(shown)
    return Look(role=Role.FOREIGN | Role.APART) if said_of_picture or is_no_sentence else PLAIN


def _shown(value: Any) -> str:
    """The text of a value that is a line by itself, as far as is asked for; "" for one that is built of blocks."""
    if any(child.tag not in words("markup/inline") for child in value):
        return ""
    pieces, left = [], MAX_CHARACTERS
    for piece in value.itertext():
        pieces.append(piece[:left])
        left -= len(pieces[-1])
        if not left:
            break
    return "".join(pieces).strip()
