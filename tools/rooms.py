"""Draws docs/rooms.svg: the rooms of the house, from the contract that `make lint` holds the imports to."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from html import escape
from itertools import chain
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "rooms.svg"
WIDTH, NAMES, SAYINGS = 1000, 48, 220
"""Of the picture, and where its two columns begin; in pixels, as all that follows."""
LINE, PAD, GAP, MARGIN = 21, 7, 7, 16
HEAD = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-labelledby="t">
<title id="t">The rooms of the house: a room imports from those below it only</title>
<style>
  text {{ font: 13px system-ui, sans-serif; fill: #5b6470 }}
  .name {{ font-weight: 600; fill: #14181d }}
  .paper {{ fill: #ffffff }} .room {{ fill: #f2f4f7; stroke: #d5dae1 }}
  .arrow {{ stroke: #5b6470; stroke-width: 2; fill: none }}
  @media (prefers-color-scheme: dark) {{
    text {{ fill: #a9b3bf }} .name {{ fill: #eef1f4 }}
    .paper {{ fill: #14181d }} .room {{ fill: #1f252c; stroke: #38414b }} .arrow {{ stroke: #a9b3bf }}
  }}
</style>
<rect class="paper" width="{width}" height="{height}"/>
"""


class Room(NamedTuple):
    """A module or package of the contract."""

    name: str
    says: str
    """The first sentence of its docstring."""


def main() -> None:
    """Write the picture."""
    PICTURE.write_text(draw(read_floors()), encoding="utf-8")


def read_floors() -> list[list[Room]]:
    """The rooms of each layer of the contract "One way down", from the top."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = next(c["layers"] for c in project["tool"]["importlinter"]["contracts"] if c["type"] == "layers")
    return [[Room(name.strip(), _says(name.strip())) for name in layer.split("|")] for layer in layers]


def _says(module: str) -> str:
    path = ROOT.joinpath(*module.split("."))
    source = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    said = ast.get_docstring(ast.parse(source.read_text(encoding="utf-8"))) or ""
    return said.splitlines()[0].rstrip(".")


def draw(floors: list[list[Room]]) -> str:
    """An SVG with a band a layer and a line a room, which follows the reader's colour scheme."""
    tops = [MARGIN]
    for floor in floors:
        tops.append(tops[-1] + len(floor) * LINE + 2 * PAD + GAP)
    bands = chain.from_iterable(_band(floor, top) for floor, top in zip(floors, tops, strict=False))
    foot = tops[-1] - GAP
    arrow = f"M22 {MARGIN}V{foot}m-7-9l7 9l7-9"
    return "".join(
        (HEAD.format(width=WIDTH, height=foot + MARGIN), f'<path class="arrow" d="{arrow}"/>\n', *bands, "</svg>\n")
    )


def _band(floor: list[Room], top: int) -> Iterator[str]:
    left = NAMES - 12
    size = f'width="{WIDTH - MARGIN - left}" height="{len(floor) * LINE + 2 * PAD}"'
    yield f'<rect class="room" x="{left}" y="{top}" {size} rx="5"/>\n'
    for index, room in enumerate(floor):
        base = top + PAD + index * LINE + 15
        yield f'<text class="name" x="{NAMES}" y="{base}">{escape(room.name)}</text>'
        yield f'<text x="{SAYINGS}" y="{base}">{escape(room.says)}</text>\n'


if __name__ == "__main__":
    main()
