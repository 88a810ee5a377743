"""Kind `exclamations`: several exclamation marks in a row."""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from marshmallow import Schema, fields, validate

from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Scope
from auditor.rule import Rule
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"marks"})


class Params(Schema):
    """`least`: how many marks are too many."""

    least = fields.Int(load_default=2, validate=validate.Range(2))


class Row(NamedTuple):
    """A row of marks."""

    window: Window


def propose(document: Document, rule: Rule) -> Iterator[Row]:
    """Every row of at least so many marks."""
    for is_mark, group in groupby(range(len(document.tokens)), key=lambda at: document.tokens.words[at] == "!"):
        row = list(group)
        if is_mark and len(row) >= rule.params["least"]:
            yield Row(Window(document, row[0], row[-1] + 1))


def tell(row: Row, rule: Rule) -> Hit:
    """The row, and how many there are."""
    return Hit(rule, row.window.span, values={"marks": str(row.window.end - row.window.first)})


FEATURES = {"marks": lambda row: row.window.end - row.window.first}
compile = Detector(propose, tell, FEATURES).compile
