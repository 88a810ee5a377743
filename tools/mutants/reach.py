"""Which tests run a line: only they can notice a change of it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path

from coverage import CoverageData

IMPORT = ""
"""What coverage calls the time when no test runs: modules are imported, tests collected."""


class Reach:
    """What coverage saw in `tree` while each test had a context of its own."""

    def __init__(self, tree: Path, data: Path) -> None:
        self._tree = tree
        self._data = CoverageData(str(data))
        self._data.read()
        self._contexts = cache(self._data.contexts_by_lineno)
        self._statements = cache(partial(_statements_of, tree))

    def tests(self, path: str, line: int) -> list[str] | None:
        """The tests that run the statement of a line, in order; None if it also runs, or only, while none does.

        A test that takes what another one made and kept does not run it.
        """
        contexts = self._contexts(str(self._tree / path))
        ran = {name for each in self._statements(path).get(line, (line,)) for name in contexts.get(each, ())}
        return None if IMPORT in ran else sorted(name.rpartition("|")[0] for name in ran)


def _statements_of(tree: Path, path: str) -> dict[int, range]:
    """By line, the lines of the innermost statement it stands in, without those of its body."""
    module = ast.parse((tree / path).read_text(encoding="utf-8"))
    return {line: lines for lines in _statements(module) for line in lines}


def _statements(parent: ast.AST) -> Iterator[range]:
    """What holds others first."""
    for node in ast.iter_child_nodes(parent):
        if isinstance(node, ast.stmt):
            assert node.end_lineno is not None
            body = getattr(node, "body", None)
            yield range(node.lineno, max(node.lineno + 1, body[0].lineno) if body else node.end_lineno + 1)
        yield from _statements(node)
