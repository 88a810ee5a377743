"""Finds modules so that they keep what their conditions were."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from tools.conditions.source import SAW, read_source

FALSE, TRUE, BOTH = 1, 2, 3
"""What a condition was; 0 if it was never reached."""


class Telling(SourceFileLoader):
    """Loads a module that keeps what its conditions were; never from what was compiled before."""

    def __init__(self, fullname: str, path: str, seen: list[int]) -> None:
        super().__init__(fullname, path)
        self._seen = seen

    def get_code(self, fullname: str) -> CodeType:
        """The module with calls of SAW."""
        source = read_source(Path(self.path).read_text(encoding="utf-8"))
        self._seen[:] = [0] * len(source.conditions)
        return compile(source.tree, self.path, "exec", dont_inherit=True)

    def exec_module(self, module: ModuleType) -> None:
        """Run it with SAW among its names."""
        setattr(module, SAW, self._saw)
        super().exec_module(module)

    def _saw(self, number: int, value: Any, valued: bool) -> Any:
        # One that is a value decides nothing: it counts as both.
        self._seen[number] |= BOTH if valued and not isinstance(value, bool) else TRUE if value else FALSE
        return value


class Finder(MetaPathFinder):
    """Finds the modules of `root` whose paths in it begin with one of `only`, and keeps what they saw."""

    def __init__(self, root: Path, only: tuple[str, ...]) -> None:
        self.root, self.only = root, only
        self.seen: dict[str, list[int]] = {}

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """As the module is found otherwise, with a loader that has it tell."""
        spec = PathFinder.find_spec(fullname, path) if path else None
        if spec is None or spec.origin is None or not Path(spec.origin).is_relative_to(self.root):
            return None
        name = Path(spec.origin).relative_to(self.root).as_posix()
        if not name.startswith(self.only) or not name.endswith(".py"):
            return None
        spec.loader = Telling(fullname, spec.origin, self.seen.setdefault(name, []))
        return spec
