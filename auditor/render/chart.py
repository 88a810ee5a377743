"""The trend of a source's score as the shapes of an SVG picture; its numbers stand in a table too."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from auditor.score.profile import Month
from auditor.score.source import SourceScore

WIDTH, HEIGHT = 640, 220
LEFT, RIGHT, TOP, BOTTOM = 36, 12, 12, 28
MAX_LABELS = 12
GRID = (0, 25, 50, 75, 100)


class Point(NamedTuple):
    """A month with a score; all but `label` are coordinates in the picture."""

    x: float
    y: float
    low: float
    high: float
    label: str
    """The month, or empty where labels would run into each other."""
    text: str
    """What the point says, for who cannot see it."""


class Trend(NamedTuple):
    """The picture: points by month, joined where one set of rules judged them, and lines of the scale."""

    width: int
    height: int
    left: int
    right: int
    points: tuple[Point, ...]
    lines: tuple[str, ...]
    """Points of polylines, as SVG writes them."""
    breaks: tuple[float, ...]
    """Where other rules begin to judge."""
    grid: tuple[tuple[int, float], ...]
    """Scores and their heights."""


def draw_trend(months: Sequence[Month]) -> Trend | None:
    """The trend of the months that have a score; None for fewer than two."""
    scored = [(month, month.score) for month in months if month.score is not None]
    if len(scored) < 2:
        return None
    gap = (WIDTH - LEFT - RIGHT) / len(scored)
    every = -(-len(scored) // MAX_LABELS)
    points = tuple(_point(month.name, score, LEFT + gap * (at + 0.5)) for at, (month, score) in enumerate(scored))
    points = tuple(point._replace(label=point.label if at % every == 0 else "") for at, point in enumerate(points))
    changed = [at for at, (month, _) in enumerate(scored) if at and month.rulesets != scored[at - 1][0].rulesets]
    edges = [0, *changed, len(points)]
    lines = tuple(" ".join(f"{p.x:.1f},{p.y:.1f}" for p in points[a:b]) for a, b in pairwise(edges))
    breaks = tuple(LEFT + gap * at for at in changed)
    return Trend(WIDTH, HEIGHT, LEFT, WIDTH - RIGHT, points, lines, breaks, tuple((s, _height(s)) for s in GRID))


def _point(month: str, score: SourceScore, x: float) -> Point:
    text = f"{month}: {score.score:.0f}, between {score.low:.0f} and {score.high:.0f}"
    return Point(round(x, 1), _height(score.score), _height(score.low), _height(score.high), month, text)


def _height(score: float) -> float:
    return round(TOP + (HEIGHT - TOP - BOTTOM) * (1 - score / 100), 1)
