"""How often Python looks for cycles of objects that nothing else needs."""

import gc

THRESHOLD = 50_000
"""Objects after which it looks: tables make 200,000 that stay, and at the default of 700 an eighth of the start is
spent on looking."""


def collect_seldom() -> None:
    """Look for cycles seldom; every process that audits calls it before it loads anything."""
    gc.set_threshold(THRESHOLD)
