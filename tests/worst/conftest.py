"""Time is measured as every process of ours runs: with a collector that looks for cycles seldom."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from auditor.garbage import collect_seldom


@pytest.fixture(autouse=True)
def seldom_collected() -> Iterator[None]:
    """The collector as commands, workers and the service set it; with Python's own, work that makes many objects walks
    through all tables again and again, which grows with both."""
    before = gc.get_threshold()
    collect_seldom()
    yield
    gc.set_threshold(*before)
