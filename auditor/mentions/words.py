"""Word lists of the mention finders, one file each."""

from functools import cache
from importlib.resources import files


@cache
def word_list(name: str) -> frozenset[str]:
    """The folded words of `data/<name>.txt`; lines that begin with # are comments."""
    lines = (files("auditor.mentions") / "data" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
