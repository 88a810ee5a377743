"""What pages say of their text, as patterns that are compiled once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import re2
import yaml

from auditor.yaml_depth import SafeLoader

_LIST = re.compile(r"\{([a-z]+)\}")


def says(folded: str, *names: str) -> bool:
    """Whether a pattern of one of the lists `names` of data/endings.yaml stands in a folded text."""
    return bool(_pattern(names).search(_encodable(folded)))


def _encodable(text: str) -> str:
    """`text` without lone surrogates, which RE2 does not read."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


@cache
def _pattern(names: tuple[str, ...]) -> Any:
    lists = _load()
    return re2.compile("(?m)" + "|".join(f"(?:{_spelt_out(each, lists)})" for name in names for each in lists[name]))


def _spelt_out(pattern: str, lists: Mapping[str, Sequence[str]]) -> str:
    return _LIST.sub(lambda match: f"(?:{'|'.join(lists[match[1]])})", pattern)


@cache
def _load() -> Mapping[str, Sequence[str]]:
    text = (files("auditor.judging") / "data" / "endings.yaml").read_text(encoding="utf-8")
    lists: Mapping[str, Sequence[str]] = yaml.load(text, SafeLoader)  # safe, in C # nosec B506
    return lists
