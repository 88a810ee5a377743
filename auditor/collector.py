"""How often a process that audits looks for cycles of objects that nothing else refers to."""

import gc

GARBAGE_THRESHOLD = 50_000
"""Objects after which Python looks for cycles: tables make 200,000 that stay, and at the default of 700 an eighth of
the start is spent on looking. Audits take the same either way; one leaves about 130 objects in cycles."""


def look_for_cycles_seldom() -> None:
    """Have Python look for cycles after many new objects only.

    It holds for the whole process, so only a program that is one calls it: a command, a worker, the service.
    """
    gc.set_threshold(GARBAGE_THRESHOLD)
