"""Offsets in the unit that a reader of reports counts in: code points, UTF-16 code units or bytes of UTF-8."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any


class Unit(StrEnum):
    """What offsets count."""

    CODEPOINT = "codepoint"
    UTF16 = "utf16"
    UTF8 = "utf8"


def convert_offsets(text: str, offsets: Iterable[int], unit: Unit) -> dict[int, int]:
    """The offsets, code points of `text`, each with the same place in `unit`; one pass over the text."""
    found, last, reached = {}, 0, 0
    for offset in sorted(set(offsets)):
        reached += _length(text[last:offset], unit)
        found[offset], last = reached, offset
    return found


def _length(text: str, unit: Unit) -> int:
    if unit is Unit.CODEPOINT or text.isascii():
        return len(text)
    if unit is Unit.UTF16:
        return len(text.encode("utf-16-le", "surrogatepass")) // 2
    return len(text.encode("utf-8", "surrogatepass"))


def convert_findings(
    findings: Iterable[Mapping[str, Any]], texts: Mapping[str, str], unit: Unit
) -> list[dict[str, Any]]:
    """Records of findings with their offsets in `unit`; `texts` are the fields that they count in.

    Evidence in another article keeps its quotation and loses its offsets, as that article's text is not at hand.
    """
    given = list(findings)
    if unit is Unit.CODEPOINT:
        return [dict(finding) for finding in given]
    places: dict[str, list[int]] = {name: [] for name in texts}
    for passage in (passage for finding in given for passage in (finding, *finding["evidence"])):
        if "start" in passage and "article" not in passage:
            places[passage["field"]] += [passage["start"], passage["end"]]
    tables = {name: convert_offsets(texts[name], offsets, unit) for name, offsets in places.items()}
    return [
        {**_converted(finding, tables), "evidence": [_converted(piece, tables) for piece in finding["evidence"]]}
        for finding in given
    ]


def convert_gaps(gaps: Iterable[Mapping[str, Any]], text: str, unit: Unit) -> list[dict[str, Any]]:
    """Records of what was not judged in `text`, with their offsets in `unit`."""
    given = list(gaps)
    table = convert_offsets(text, [gap[name] for gap in given for name in ("start", "end") if name in gap], unit)
    return [{name: table[v] if name in ("start", "end") else v for name, v in gap.items()} for gap in given]


def _converted(passage: Mapping[str, Any], tables: Mapping[str, Mapping[int, int]]) -> dict[str, Any]:
    if "start" not in passage:
        return dict(passage)
    if "article" in passage:
        return {name: value for name, value in passage.items() if name not in ("start", "end")}
    table = tables[passage["field"]]
    return {**passage, "start": table[passage["start"]], "end": table[passage["end"]]}
