"""Counts branches and word lists of Python code: `python tools/density.py [FOLDER...]`.

A function has one branch to begin with, and one more for each `if`, loop, `except`, `assert`, `case`, conditional
expression, comprehension, condition of a comprehension, and operand after the first of `and` and `or`. Functions
within functions count in both. Without a folder, branches are counted in the check kinds and the mentions.

A word list is a literal set, tuple or list of nothing but strings, three or more, each a lower-case word (`prime`,
`vice-president`, `o'clock`, `mr.`). Not counted are names that the program gives itself: what is assigned to `VALUES`,
what `OneOf` chooses from, and what stands in brackets, as in `Literal[...]`; nor what only `len` is taken of.
Without a folder, word lists are counted in all rooms that read the text.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
ENGINE = ROOT / "auditor"
DENSITY_ROOMS = (ENGINE / "checks", ENGINE / "mentions")
WORD_ROOMS = tuple(ENGINE / room for room in ("boilerplate", "checks", "knowledge", "mentions", "story", "text"))
DENSE_BRANCHES, DENSE_LINES = 10, 15
"""A function is dense that has so many branches or more in so many lines or fewer."""
MIN_WORDS = 3
"""Fewer are an alternative, not a list."""
_WORD = re.compile(r"[a-z]+(?:['’.-][a-z]+)*[.'’]?")
WORST = 20
"""So many functions are shown."""
FORKS = (
    ast.If, ast.IfExp, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.Assert, ast.match_case,
    ast.comprehension,
)  # fmt: skip


class Function(NamedTuple):
    """A function and how its ways part."""

    path: Path
    line: int
    name: str
    branches: int
    lines: int

    @property
    def is_dense(self) -> bool:
        """Whether it has more branches than a reader can hold."""
        return self.branches >= DENSE_BRANCHES and self.lines <= DENSE_LINES


def main(arguments: Sequence[str]) -> None:
    """Print the densest functions of the folders, and the figures."""
    folders = [Path(argument) for argument in arguments]
    functions = list(find_functions(folders or DENSITY_ROOMS))
    dense = [function for function in functions if function.is_dense]
    lists = list(find_word_lists(folders or WORD_ROOMS))
    for worst in sorted(functions, key=lambda f: (not f.is_dense, -f.branches / f.lines))[:WORST]:
        print(f"{worst.path}:{worst.line} {worst.name}: {worst.branches} branches in {worst.lines} lines")
    print(
        f"{branches_per_10_lines(functions):.1f} branches on 10 lines, {len(dense)} of {len(functions)} functions dense"
    )
    print(f"{len(lists)} word lists, {sum(map(len, lists))} words")


def branches_per_10_lines(functions: Sequence[Function]) -> float:
    """Of all functions together."""
    return 10 * sum(f.branches for f in functions) / max(1, sum(f.lines for f in functions))


def find_functions(folders: Iterable[Path]) -> Iterator[Function]:
    """The functions and methods of all modules below `folders`, in order of their files."""
    for path, tree in _trees(folders):
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                yield Function(path, node.lineno, node.name, count_branches(node), lines)


def count_branches(function: ast.AST) -> int:
    """The ways through `function` as this module counts them."""
    return 1 + sum(map(_forks, ast.walk(function)))


def _forks(node: ast.AST) -> int:
    if isinstance(node, ast.BoolOp):
        return len(node.values) - 1
    conditions = len(node.ifs) if isinstance(node, ast.comprehension) else 0
    return isinstance(node, FORKS) + conditions


def find_word_lists(folders: Iterable[Path]) -> Iterator[tuple[str, ...]]:
    """The words of each word list of all modules below `folders`, in order of their files."""
    for _, tree in _trees(folders):
        ours = {id(node) for name in ast.walk(tree) for named in _own_names(name) for node in ast.walk(named)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Set | ast.Tuple | ast.List) and id(node) not in ours:
                words = tuple(filter(None, map(_word, node.elts)))
                if len(words) == len(node.elts) >= MIN_WORDS:
                    yield words


def _own_names(node: ast.AST) -> Sequence[ast.AST]:
    """What `node` holds of names that the program gives itself, or of words that are only counted."""
    match node:
        case ast.Assign(targets=[ast.Name(id="VALUES")], value=value) | ast.Subscript(slice=value):
            return (value,)
        case ast.Call(func=ast.Attribute(attr="OneOf") | ast.Name(id="OneOf" | "len")):
            return node.args
    return ()


def _word(node: ast.AST) -> str:
    """The lower-case word that `node` is; otherwise nothing."""
    match node:
        case ast.Constant(value=str(value)) if _WORD.fullmatch(value):
            return value
    return ""


def _trees(folders: Iterable[Path]) -> Iterator[tuple[Path, ast.Module]]:
    for folder in folders:
        for path in sorted(folder.rglob("*.py")):
            yield path, ast.parse(path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main(sys.argv[1:])
