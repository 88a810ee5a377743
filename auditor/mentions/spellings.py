"""Words that are spelled one way in Britain and another in America."""

from functools import cache
from importlib.resources import files


@cache
def load_spellings() -> dict[str, str]:
    """Each folded form of data/spellings.txt with its form on the other side of the Atlantic."""
    table: dict[str, str] = {}
    for line in (files("auditor.mentions") / "data" / "spellings.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            british, american, *endings = line.split()
            for ending in ["", *endings]:
                one, other = british + ending.strip("-"), american + ending.strip("-")
                table[one], table[other] = other, one
    return table
