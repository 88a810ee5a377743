"""The tables of facts that checks consult, each loaded when first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from auditor.knowledge.gazetteer import Gazetteer, load_gazetteer


class Knowledge:
    """One set of tables: those of the package, or facts that a rule's example puts in their place."""

    def __init__(self, facts: Mapping[str, Any] | None = None) -> None:
        self._facts = facts or {}

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Places, countries and demonyms."""
        return load_gazetteer()
