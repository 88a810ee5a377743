"""Finds constants and guards in Python code.

Numbers, comparisons, conditions and words count that stand in functions or in constants of the module (`LIKE_THIS`).
Left out are 0, 1 and -1 but in constants and beside a comparison, for there they are mostly places in a list; type
annotations; decorators; and what a class says of its fields.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from tools.mutants.site import SHOWN_CHARACTERS, Change, Site, without_one

SMALLEST_LIST = 3
"""Fewer words are an alternative, not a list."""
OWN_NAMES = frozenset({"VALUES", "KINDS"})
"""Constants that name parts of the program."""
_OTHER = {ast.Lt: ("<", "<="), ast.LtE: ("<=", "<"), ast.Gt: (">", ">="), ast.GtE: (">=", ">")}


class Source:
    """Python code and where its nodes stand in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tree = ast.parse(text)
        self._lines = text.split("\n")
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line) + 1)

    def span(self, node: ast.expr) -> tuple[int, int]:
        """Where `node` begins and ends, in code points."""
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return self._offset(node.lineno, node.col_offset), self._offset(node.end_lineno, node.end_col_offset)

    def _offset(self, line: int, column: int) -> int:
        """Columns of `ast` count bytes."""
        return self._starts[line - 1] + len(self._lines[line - 1].encode()[:column].decode())

    def instead(self, node: ast.expr, put: str) -> Change:
        """`put` in the place of `node`."""
        start, end = self.span(node)
        return Change(start, end, put, f"{_shown(self.text[start:end])} -> {put}")


class Node(NamedTuple):
    """A node within a function or a constant."""

    node: ast.AST
    parent: ast.AST | None
    in_function: bool


def python_sites(text: str, path: str) -> Iterator[Site]:
    """The constants and guards of one module, in order of their kinds."""
    source = Source(text)
    nodes = list(_walk(source.tree))
    for kind, find in FINDERS.items():
        for node in nodes:
            yield from (Site(kind, path, tuple(changes)) for changes in find(source, node) if changes)


def _walk(tree: ast.Module) -> Iterator[Node]:
    for statement in tree.body:
        match statement:
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=ast.expr() as value)
                | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
            ) if name.lstrip("_").isupper() and name not in OWN_NAMES:
                yield from _below(value, None, in_function=False)
            case ast.FunctionDef() | ast.ClassDef():
                yield from _functions(statement)


def _functions(statement: ast.stmt) -> Iterator[Node]:
    if isinstance(statement, ast.ClassDef):
        for part in statement.body:
            yield from _functions(part)
    elif isinstance(statement, ast.FunctionDef):
        defaults = (*statement.args.defaults, *filter(None, statement.args.kw_defaults))
        for node in (*defaults, *statement.body):
            yield from _below(node, None, in_function=True)


def _below(node: ast.AST, parent: ast.AST | None, in_function: bool) -> Iterator[Node]:
    """`node` and what stands in it, without annotations."""
    if isinstance(node, ast.FunctionDef):
        yield from _functions(node)
        return
    yield Node(node, parent, in_function)
    without = {id(node.annotation)} if isinstance(node, ast.AnnAssign) else set()
    for child in ast.iter_child_nodes(node):
        if id(child) not in without:
            yield from _below(child, node, in_function)


def _numbers(source: Source, found: Node) -> Iterator[Sequence[Change]]:
    match found.node:
        case ast.Constant(value=bool()):
            return
        case ast.Constant(value=int() | float() as value) as node:
            compared = isinstance(found.parent, ast.Compare)
            if value not in (0, 1) or isinstance(value, float) or compared or not found.in_function:
                yield [source.instead(node, put) for put in _other_numbers(value)]


def _other_numbers(value: float) -> list[str]:
    others = [value * 2, value / 2] if isinstance(value, float) else [value + 1, value - 1, value * 2, value // 2]
    return [repr(other) for other in dict.fromkeys(others) if other != value]


def _comparisons(source: Source, found: Node) -> Iterator[Sequence[Change]]:
    if not isinstance(found.node, ast.Compare) or not found.in_function:
        return
    for (left, right), kind in zip(pairwise((found.node.left, *found.node.comparators)), found.node.ops, strict=True):
        if type(kind) in _OTHER:
            old, new = _OTHER[type(kind)]
            between, end = source.span(left)[1], source.span(right)[0]
            start = source.text.index(old, between, end)
            shown = _shown(source.text[source.span(left)[0] : source.span(right)[1]])
            yield [Change(start, start + len(old), new, f"{old} -> {new} in {shown}")]


def _conditions(source: Source, found: Node) -> Iterator[Sequence[Change]]:
    match found.node:
        case ast.BoolOp(op=operator, values=values):
            parts, put = values, str(isinstance(operator, ast.And))
        case ast.comprehension(ifs=conditions):
            parts, put = conditions, "True"
        case ast.If(test=test, body=[ast.Return() | ast.Continue()], orelse=[]):
            parts, put = [test], "False"
        case _:
            return
    for part in parts if found.in_function else ():
        names = any(isinstance(node, ast.NamedExpr) for node in ast.walk(part))
        if not names and not isinstance(part, ast.Constant):
            start, end = source.span(part)
            yield [Change(start, end, put, f"without the condition {_shown(source.text[start:end])}")]


def _words(source: Source, found: Node) -> Iterator[Sequence[Change]]:
    match found.node:
        case ast.Set(elts=entries) | ast.Tuple(elts=entries) | ast.List(elts=entries):
            keys = entries
        case ast.Dict(keys=named, values=entries) if not found.in_function:
            keys = [key for key in named if key is not None]
        case _:
            return
    words = [key.value for key in keys if isinstance(key, ast.Constant) and isinstance(key.value, str)]
    if len(words) == len(entries) >= SMALLEST_LIST:
        spans = [(source.span(key)[0], source.span(entry)[1]) for key, entry in zip(keys, entries, strict=True)]
        yield [
            Change(start, end, "", f"without the word {word!r}")
            for (start, end), word in zip(without_one(spans), words, strict=True)
        ]


def _shown(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHOWN_CHARACTERS else f"{line[:SHOWN_CHARACTERS]}..."


FINDERS: dict[str, Callable[[Source, Node], Iterator[Sequence[Change]]]] = {
    "number": _numbers,
    "comparison": _comparisons,
    "condition": _conditions,
    "word": _words,
}
