"""`auditor diff`: what changed between two revisions of one article."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from auditor.article import Article
from auditor.commands.options import add_rule_options, load_auditor
from auditor.diff import ParagraphChange, WordChange, diff_texts
from auditor.finding import Finding, Report
from auditor.ingest import InputError, read_input
from auditor.render.changes import change_record, finding_changes
from auditor.render.compare import Beside, Side, render_comparison
from auditor.render.escapes import write_data
from auditor.render.html import Frame
from auditor.render.judged import judged_fields
from auditor.render.record import finding_record
from auditor.render.terminal import printable
from auditor.text.counted import counted

if TYPE_CHECKING:
    from argparse import _SubParsersAction

DIFFERENT = 1
SIGNS = {"equal": " ", "edited": "~", "moved": ">", "deleted": "-", "inserted": "+"}


def add_parser(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "diff",
        help="what changed between two revisions of an article, and which findings went, stayed or came",
        description="Compare two revisions. Exit status: 0 the same, 1 different, 2 an input could not be read.",
    )
    parser.add_argument("old", metavar="OLD")
    parser.add_argument("new", metavar="NEW")
    parser.add_argument("--format", choices=("html", "json", "text"), default="text", help="default: text")
    add_rule_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the changes. Raises InputError for an input that is not one article."""
    auditor = load_auditor(args)
    old, new = (read_one(name) for name in (args.old, args.new))
    changes = diff_texts(old.text, new.text)
    today = datetime.now(UTC).date()
    documents = auditor.read(old, today), auditor.read(new, today)
    reports = [auditor.audit_document(document) for document in documents]
    silent, failures = auditor.audit_revision(*documents)
    for failure in failures:
        sys.stderr.write(f"auditor: {', '.join(failure.rules)}: {printable(failure.error)}\n")
    if args.format == "html":
        sides = Side(reports[0], args.old), Side(reports[1], args.new)
        sys.stdout.write(render_comparison(sides, changes, Frame(inline=("views.css",)), Beside(silent=silent)))
    else:
        before, after = ({f.fingerprint: f for f in report.findings} for report in reports)
        write = write_json if args.format == "json" else write_text
        write(reports, changes, finding_changes(before, after) | {"changed": list(silent)})
    same = old.title == new.title and all(change.kind == "equal" for change in changes)
    return 0 if same else DIFFERENT


def read_one(name: str) -> Article:
    """The one article of an input. Raises InputError."""
    rows = list(read_input(name))
    if len(rows) != 1:
        raise InputError(f"{name}: holds {counted(len(rows), 'article')}; a revision is one")
    if isinstance(rows[0], InputError):
        raise rows[0]
    return rows[0]


def write_json(reports: list[Report], changes: list[ParagraphChange], findings: dict[str, list[Finding]]) -> None:
    """Write one JSON object: titles, what was judged of either side, paragraphs with their word changes, findings."""
    old, new = reports
    value = {
        "title": {"old": old.article.title, "new": new.article.title},
        "old": judged_fields(old.judged),
        "new": judged_fields(new.judged),
        "paragraphs": [change_record(change) for change in changes],
        "findings": {name: [finding_record(f) for f in group] for name, group in findings.items()},
    }
    write_data(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def write_text(reports: list[Report], changes: list[ParagraphChange], findings: dict[str, list[Finding]]) -> None:
    """Write changed paragraphs, a line each: [-words taken out-] {+words put in+}."""
    old, new = (report.article for report in reports)
    for side, report in zip("-+", reports, strict=True):
        if (obstacle := report.judged.obstacle) is not None:
            sys.stdout.write(f"{side} not judged: {printable(obstacle.message)}\n")
    if old.title != new.title:
        sys.stdout.write(f"- title: {printable(old.title)}\n+ title: {printable(new.title)}\n")
    for change in changes:
        if change.kind != "equal":
            sys.stdout.write(f"{SIGNS[change.kind]} {_line(old.text, new.text, change)}\n")
    for name, group in findings.items():
        for finding in group:
            sys.stdout.write(f"{name}: {finding.rule}: {printable(finding.message)}\n")


def _line(old: str, new: str, change: ParagraphChange) -> str:
    if change.words:
        return "".join(_words(old, new, word) for word in change.words)
    text, span = (new, change.new) if change.new else (old, change.old)
    return printable(text[span.start : span.end]) if span else ""


def _words(old: str, new: str, change: WordChange) -> str:
    """A run of words: without what was taken out, the runs of a paragraph are the new text, to the space."""
    before, after = (printable(text[span.start : span.end]) for text, span in ((old, change.old), (new, change.new)))
    if change.kind == "equal":
        return after
    if before and after:  # the words alone differ
        put = after.rstrip()
        return f"[-{before.rstrip()}-]{{+{put}+}}{after[len(put) :]}"
    return f"[-{before}-]" if before else f"{{+{after}+}}"
