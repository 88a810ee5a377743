"""The tables of facts that checks consult, each loaded when first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from auditor.knowledge.words import PersonNames, Words, load_name_aliases, load_person_names, load_words


class Knowledge:
    """One set of tables: those of the package, or facts that a rule's example puts in their place."""

    def __init__(self, facts: Mapping[str, Any] | None = None) -> None:
        self._facts = facts or {}

    @cached_property
    def words(self) -> Words:
        """How common words are."""
        return load_words()

    @cached_property
    def person_names(self) -> PersonNames:
        """Given names and surnames."""
        return load_person_names()

    @cached_property
    def name_aliases(self) -> dict[str, frozenset[str]]:
        """Words that stand for a name."""
        return load_name_aliases()
