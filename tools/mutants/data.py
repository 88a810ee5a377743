"""Finds constants and guards in data: words of word lists, and in rule files numbers, entries of lists and guards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import yaml

from tools.mutants.site import SHOWN_CHARACTERS, Change, Site, without_one

LONGEST_ENTRY = 6
"""Words in one. A file with a longer line has many words on each, as most have; the others have one entry a line."""
NOT_LISTS = frozenset({"scope"})
"""Parameters that are lists, but not of words or patterns."""
_NUMBER_TAGS = ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float")


def list_sites(text: str, path: str) -> Iterator[Site]:
    """Each section of a word list; it may lose one word."""
    lines = [line for line in re.finditer(r".*\n?", text) if line.group().strip() and not line.group().startswith("#")]
    entries = [line for line in lines if not line.group().startswith("[")]
    of_words = len(entries) == 1 or any(len(line.group().split()) > LONGEST_ENTRY for line in entries)
    section: list[Change] = []
    for line in lines:
        if line.group().startswith("["):
            yield from _site(section, path)
            section = []
        else:
            section += _words(line) if of_words else [Change(*line.span(), "", f"without {line.group().strip()!r}")]
    yield from _site(section, path)


def _site(changes: list[Change], path: str) -> Iterator[Site]:
    if changes:
        yield Site("word", path, tuple(changes))


def _words(line: re.Match[str]) -> list[Change]:
    words = re.finditer(r"\S+\s*", line.group())
    at = line.start()
    return [
        Change(
            at + word.start(), at + word.start() + len(word.group().rstrip()), "", f"without {word.group().strip()!r}"
        )
        for word in words
    ]


def rule_sites(text: str, path: str) -> Iterator[Site]:
    """The guards of a rule, and the numbers and entries of its parameters."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    assert isinstance(root, yaml.MappingNode)
    parts = {key.value: value for key, value in root.value}
    for change in _entries(parts.get("guards"), text):
        yield Site("guard", path, (change,))
    if "params" in parts:
        yield from _param_sites(parts["params"], text, path)


def _param_sites(node: yaml.Node, text: str, path: str) -> Iterator[Site]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value not in NOT_LISTS:
                yield from _param_sites(value, text, path)
    elif isinstance(node, yaml.SequenceNode):
        if len(node.value) > 1:
            yield Site("word", path, tuple(_entries(node, text)))
        for value in node.value:
            yield from _param_sites(value, text, path) if isinstance(value, yaml.MappingNode) else ()
    elif node.tag in _NUMBER_TAGS:
        yield Site("number", path, tuple(_other_numbers(node)))


def _other_numbers(node: yaml.Node) -> Iterator[Change]:
    value = yaml.safe_load(node.value)
    others = (value * 2, value / 2) if isinstance(value, float) else (value + 1, value - 1, value * 2, value // 2)
    for other in dict.fromkeys(others):
        if other != value:
            yield Change(node.start_mark.index, node.end_mark.index, repr(other), f"{value} -> {other}")


def _entries(node: yaml.Node | None, text: str) -> Iterator[Change]:
    """The changes that take one entry each out of a list."""
    if not isinstance(node, yaml.SequenceNode):
        return
    spans = [(entry.start_mark.index, entry.end_mark.index) for entry in node.value]
    alone = len(spans) == 1
    for (start, end), cut in zip(spans, _cuts(node, spans, text), strict=True):
        shown = " ".join(text[start:end].split())[:SHOWN_CHARACTERS]
        yield Change(*cut, "  []\n" if alone and not node.flow_style else "", f"without {shown!r}")


def _cuts(node: yaml.SequenceNode, spans: list[tuple[int, int]], text: str) -> Iterator[tuple[int, int]]:
    if node.flow_style:
        yield from without_one(spans) if len(spans) > 1 else spans
        return
    lines = [text.rindex("\n", 0, start) + 1 for start in (*(start for start, _ in spans), node.end_mark.index)]
    yield from pairwise(lines)  # from one dash to the next
