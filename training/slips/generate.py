"""Which article gets which slip: each article is used once, with a slip or as it is."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice, zip_longest
from pathlib import Path

from auditor.article import Article
from training.slips import dates, names, numbers, offices, places, titles
from training.slips.pool import Pool
from training.slips.slip import Find, Row, leave, make_slip, rank, sites_of

KINDS: Mapping[str, Find] = {
    "weekday_date": dates.weekday_date,
    "administration": offices.administration,
    "lawmaker_state": names.lawmaker_state,
    "lawmaker_party": names.lawmaker_party,
    "first_name_wrong": names.first_name_wrong,
    "holder_misspelt": names.holder_misspelt,
    "place_misspelt": names.place_misspelt,
    "name_two_ways": names.name_two_ways,
    "range_reversed": dates.range_reversed,
    "title_number": titles.title_number,
    "number_digit": numbers.number_digit,
    "title_org": titles.title_org,
    "demonym": places.demonym,
    "date_after_pub": dates.date_after_pub,
    "title_place": titles.title_place,
    "contain": places.contain,
    "place_country": places.place_country,
    "president_swap": offices.president_swap,
    "title_person": titles.title_person,
    "title_role": titles.title_role,
    "holder_swap": offices.holder_swap,
    "office_swap": offices.office_swap,
    "year_future": dates.year_future,
    "year_century": dates.year_century,
    "impossible_date": dates.impossible_date,
    "title_other_hard": titles.title_other_hard,
    "title_other_random": titles.title_other_random,
}
"""Kinds of slip, those that few articles have a place for first: they take turns, and each article is used once."""


def read_rows(paths: Iterable[Path]) -> list[Row]:
    """The articles of JSON Lines files, packed by xz or not; those that carry a slip already are left out."""
    rows = []
    for path in paths:
        with (lzma.open if path.suffix == ".xz" else open)(path, "rt", encoding="utf-8") as lines:
            rows += [row for row in map(json.loads, lines) if not row.get("mutation")]
    return rows


def article_of(row: Row) -> Article:
    """The article of a row."""
    published = row.get("published")
    return Article(
        text=row["text"],
        title=row.get("title") or "",
        published=date.fromisoformat(published[:10]) if published else None,
        source=row.get("source"),
        id=row["id"],
    )


def generate(rows: Sequence[Row], kinds: Sequence[str], seed: int, per_kind: int) -> Iterator[Row]:
    """Rows with a slip, and as many that could have had it, at most `per_kind` of each; the kinds take turns."""
    articles = {row["id"]: article_of(row) for row in rows}
    pool = Pool(list(articles.values()))
    unused = {row["id"]: row for row in rows}

    def of_kind(kind: str) -> Iterator[Row]:
        made = 0
        for name in sorted(articles, key=lambda name: rank(seed, kind, name)):
            sites = sites_of(KINDS[kind], articles[name], pool) if name in unused else []
            if sites:
                row = unused.pop(name)
                yield with_split(leave(row, kind) if made % 2 else make_slip(row, kind, sites, seed))
                made += 1

    turns = zip_longest(*(islice(of_kind(kind), 2 * per_kind) for kind in KINDS if kind in kinds))
    yield from (row for turn in turns for row in turn if row)


def slip_of_any(row: Row, kinds: Sequence[str], pool: Pool, seed: int) -> Row | None:
    """The row with a slip of one of `kinds`, drawn from those that it has a place for; None if it has none."""
    for kind in sorted(kinds, key=lambda kind: rank(seed, kind, row["id"])):
        if sites := sites_of(KINDS[kind], article_of(row), pool):
            return make_slip(row, kind, sites, seed)
    return None


def with_split(row: Row) -> Row:
    """The row with the part that it belongs to, the same for an article whatever is made of it."""
    return {**row, "split": "dev" if rank(row["id"]) % 5 < 2 else "heldout"}
