"""Finds the conditions of Python code and has each tell what it was.

A condition is the test of an `if`, a `while`, a conditional expression or a `case`, the condition of a comprehension,
and each operand of `and` and `or` by itself. The last operand where a value is wanted, as in `name or default`, is one
only if it is true or false. What is for type checkers is left out: `assert`, and what `TYPE_CHECKING` guards.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import NamedTuple

SAW = "__saw__"
"""What a condition calls with its number, what it is, and whether that may be a value; it gives the second back."""
SHOWN_CHARACTERS = 100


class Condition(NamedTuple):
    """Where code decides."""

    line: int
    text: str


class Source(NamedTuple):
    """A module that calls SAW with what each of its conditions is."""

    tree: ast.Module
    conditions: Sequence[Condition]
    """Their places in this list are their numbers."""


def read_source(text: str) -> Source:
    """The module of `text`; its conditions have the same numbers each time."""
    tree = ast.parse(text)
    found = {id(node): (node, valued) for node, valued in reversed(list(_find(tree)))}  # the first that was said holds
    ordered = sorted(found.values(), key=lambda each: (each[0].lineno, each[0].col_offset))
    conditions = [Condition(node.lineno, _shown(node)) for node, _ in ordered]
    telling = _Telling({id(node): (number, valued) for number, (node, valued) in enumerate(ordered)})
    telling.visit(tree)
    return Source(ast.fix_missing_locations(tree), conditions)


def _find(node: ast.AST) -> Iterator[tuple[ast.expr, bool]]:
    """Each condition at and below `node`, and whether it may be a value; tests before what stands in them."""
    match node:
        case ast.Assert() | ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return
        case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test) | ast.match_case(guard=ast.expr() as test):
            yield from _operands(test)
        case ast.comprehension(ifs=tests):
            for test in tests:
                yield from _operands(test)
        case ast.BoolOp(values=[*tests, last]):
            for test in tests:
                yield from _operands(test)
            yield from ((operand, operand is last) for operand, _ in _operands(last))
        case ast.UnaryOp(op=ast.Not(), operand=ast.BoolOp() as test):
            yield from _operands(test)
    for child in ast.iter_child_nodes(node):
        yield from _find(child)


def _operands(test: ast.expr) -> Iterator[tuple[ast.expr, bool]]:
    """The conditions of what is asked for its truth alone."""
    match test:
        case ast.BoolOp(values=tests):
            for each in tests:
                yield from _operands(each)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield from _operands(operand)
        case _ if not isinstance(test, ast.Constant):
            yield test, False


def _shown(node: ast.expr) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= SHOWN_CHARACTERS else f"{text[:SHOWN_CHARACTERS]}..."


class _Telling(ast.NodeTransformer):
    """Puts a call of SAW around each condition."""

    def __init__(self, numbers: dict[int, tuple[int, bool]]) -> None:
        self._numbers = numbers

    def visit(self, node: ast.AST) -> ast.AST:
        """`node`, or the call that tells of it."""
        told = self._numbers.get(id(node))
        visited = self.generic_visit(node)
        if told is None or not isinstance(visited, ast.expr):
            return visited
        arguments: list[ast.expr] = [ast.Constant(told[0]), visited, ast.Constant(told[1])]
        return ast.copy_location(ast.Call(ast.Name(SAW, ast.Load()), arguments, []), node)
