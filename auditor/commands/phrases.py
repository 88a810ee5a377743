"""`auditor phrases`: what articles of one outlet have in common word for word, for an editor to decide on."""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import yaml

from auditor.article import Article
from auditor.boilerplate.memory import MIN_OTHER_ARTICLES, Recollection, find_passages, passage_keys, without_versions
from auditor.commands.options import add_default_options, add_inputs, read_defaults
from auditor.document import Document, Seen
from auditor.ingest import InputError, read_inputs
from auditor.knowledge.phrases import PHRASES, HousePhrase, Verdict
from auditor.knowledge.table import load_rows, read_yaml
from auditor.render.terminal import printable
from auditor.sources import source_of
from auditor.text.counted import counted

if TYPE_CHECKING:
    from argparse import _SubParsersAction

BROKEN = 2


class Found(NamedTuple):
    """A phrase that stands in several articles of an outlet."""

    outlet: str
    phrase: str
    articles: int


def add_parser(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "phrases",
        help="list what stands word for word in several articles of an outlet",
        description="Write the passages that stand word for word in several articles of one outlet as rows of a "
        "phrases.yaml. Set `is` to left-over for what is no part of an article, or to own for what is meant to stand "
        "there, and put the file into your folder of facts: boilerplate/house-phrase goes by it. Exit status: 0, or 2 "
        "if an input could not be read.",
    )
    add_inputs(parser)
    parser.add_argument(
        "--articles", type=int, default=MIN_OTHER_ARTICLES + 1, metavar="N",
        help=f"list what stands in so many articles; default: {MIN_OTHER_ARTICLES + 1}",
    )  # fmt: skip
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="add to this file what it does not have; default: standard output"
    )
    add_default_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Read every input and write its phrases. Raises KnowledgeError, OSError."""
    defaults, failed, articles = read_defaults(args), False, []
    for row in read_inputs(args.inputs):
        if isinstance(row, InputError):
            failed = True
            sys.stderr.write(f"auditor: {printable(str(row))}\n")
        else:
            articles.append(defaults.complete(row))
    known = _known(args.out) if args.out and args.out.exists() else []
    listed = {row.key for row in known}
    new = [found for found in find_phrases(articles, args.articles) if _row(found).key not in listed]
    text = phrases_text(new, datetime.now(UTC).date())
    if args.out is None:
        sys.stdout.write(text)
    else:
        with args.out.open("a", encoding="utf-8") as file:
            file.write(text)
    sys.stderr.write(f"auditor: {counted(len(new), 'phrase')} in {counted(len(articles), 'article')}\n")
    return BROKEN if failed else 0


def find_phrases(articles: Iterable[Article], at_least: int) -> list[Found]:
    """The passages that stand in `at_least` articles of one outlet, by outlet, what stands in most of them first."""
    memory, read = Recollection(), []
    for article in articles:
        if source_of(article) is not None:
            document = Document.read(article)
            keys = passage_keys(document)
            memory.add(article, keys)
            read.append((document, keys))
    phrases: dict[tuple[str, bytes], Found] = {}
    for document, keys in read:
        seen = without_versions(document, memory.count(document.article, keys))
        for key, found in _recurring(document, keys, seen, at_least):
            phrases.setdefault((found.outlet, key), found)
    return sorted(phrases.values(), key=lambda found: (found.outlet, -found.articles, found.phrase))


def _recurring(document: Document, keys: list[bytes], seen: Seen, at_least: int) -> Iterator[tuple[bytes, Found]]:
    outlet = source_of(document.article) or ""
    counts = defaultdict(int, {block.span: count for block, count in zip(document.blocks, seen.blocks, strict=True)})
    counts.update(seen.sentences)
    for key, span in zip(keys, find_passages(document), strict=True):
        if counts[span] + 1 >= at_least:
            yield key, Found(outlet, " ".join(document.text[slice(*span)].split()), counts[span] + 1)


def phrases_text(found: Iterable[Found], on: date) -> str:
    """Rows of a phrases.yaml, undecided."""
    rows: list[Mapping[str, object]] = [
        {"phrase": each.phrase, "outlet": each.outlet, "articles": each.articles, "is": str(Verdict.UNDECIDED),
         "as_of": on}
        for each in found
    ]  # fmt: skip
    return yaml.safe_dump(rows, allow_unicode=True, sort_keys=False, width=10_000) if rows else ""


def _row(found: Found) -> HousePhrase:
    return HousePhrase(found.outlet, found.phrase, Verdict.UNDECIDED, "", date.min)


def _known(path: Path) -> list[HousePhrase]:
    """The rows of a file that is there already. Raises KnowledgeError, OSError."""
    return [PHRASES.make_row(row) for row in load_rows(read_yaml(path), PHRASES.schema, str(path))]
