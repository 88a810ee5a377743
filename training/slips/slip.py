"""One change of one passage: where it may be made, how it is drawn, and how it is undone."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

from auditor.article import Article
from training.slips.pool import Pool

Row = dict[str, Any]
"""An article as its file has it: `id`, `title`, `text`, and perhaps `published` and `source`."""
Drawn = TypeVar("Drawn")


class Site(NamedTuple):
    """A passage in which the slip could be made, and what could be written there instead."""

    field: str
    start: int
    end: int
    choices: Sequence[str]


Find = Callable[[Article, Pool], Iterator[Site]]
"""A kind of slip: the sites of an article, in any order; one without choices is none."""


def site(match: re.Match[str], choices: Sequence[str], group: int | str = 0, field: str = "text") -> Site:
    """The site of a group of a match in a field."""
    return Site(field, *match.span(group), choices)


def rank(*key: object) -> int:
    """A number that is the same for the same key on every machine, and otherwise anything."""
    digest = hashlib.sha1("\0".join(map(str, key)).encode(), usedforsecurity=False).hexdigest()
    return int(digest, 16)


def draw(options: Sequence[Drawn], *key: object) -> Drawn:
    """One of `options`, by the key."""
    return options[rank(*key) % len(options)]


def sites_of(find: Find, article: Article, pool: Pool) -> list[Site]:
    """The sites of an article that have choices other than what stands there."""
    found = []
    for each in find(article, pool):
        stands = article.field(each.field)[each.start : each.end]
        choices = [choice for choice in dict.fromkeys(each.choices) if choice != stands]
        if choices:
            found.append(each._replace(choices=choices))
    return found


def make_slip(row: Row, kind: str, sites: Sequence[Site], seed: int) -> Row:
    """A copy of `row` with one slip in one of `sites`; what changed stands under `mutation`."""
    chosen = draw(sites, seed, kind, row["id"], "site")
    now = draw(chosen.choices, seed, kind, row["id"], "choice")
    text = row[chosen.field]
    mutation = {
        "kind": kind,
        "field": chosen.field,
        "start": chosen.start,
        "end": chosen.start + len(now),
        "original": text[chosen.start : chosen.end],
        "replacement": now,
        "orig_end": chosen.end,
    }
    changed = text[: chosen.start] + now + text[chosen.end :]
    return {**row, chosen.field: changed, "mutation": mutation, "kind_slot": kind}


def leave(row: Row, kind: str) -> Row:
    """A copy of `row` in which a slip of `kind` could have been made, and none was."""
    return {**row, "mutation": None, "kind_slot": kind}


def undo(row: Row) -> Row:
    """The row as it was before its slip."""
    mutation = row["mutation"]
    original = {key: value for key, value in row.items() if key not in ("mutation", "kind_slot", "split")}
    if mutation:
        text = row[mutation["field"]]
        original[mutation["field"]] = text[: mutation["start"]] + mutation["original"] + text[mutation["end"] :]
    return original
