"""Whether a marked element of a page is of its article, or of other matter, as links, comments and cards."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import Any

from auditor.vocabulary import words

OTHER_TAGS = frozenset({"aside", "nav", "footer"})
ROOTS = frozenset({"body", "main"})
_PIECE = re.compile(r"[a-z]+")


def around(heading: Any) -> frozenset[Any]:
    """The elements around the article's title; none without one."""
    return frozenset(heading.iterancestors()) if heading is not None else frozenset()


def is_own(element: Any, holders: frozenset[Any]) -> bool:
    """Whether nothing between an element and what holds the title, too, is other matter; `holders` are `around` it.

    An article beside the one that holds the title is another: a comment, or a card.
    """
    in_article = any(each.tag == "article" for each in holders)
    below = takewhile(lambda each: each not in holders and each.tag not in ROOTS, element.iterancestors())
    return not any(
        each.tag in OTHER_TAGS or (in_article and each.tag == "article") or _is_other(each)
        for each in (element, *below)
    )


def _is_other(element: Any) -> bool:
    named = f"{element.get('class', '')} {element.get('id', '')}".lower()
    return not words("metadata/other matter").isdisjoint(_PIECE.findall(named))


def classes(element: Any) -> set[str]:
    """The words of an element's class, folded."""
    return set(element.get("class", "").lower().split())
