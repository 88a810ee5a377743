"""A plug-in of pytest that has modules tell what their conditions were: `pytest -p tools.conditions.plugin`.

Its settings stand in the environment: modules are imported before pytest reads its own, and workers have them too.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from tools.conditions.hook import Finder

FINDER = Finder(Path(os.environ["CONDITIONS_ROOT"]), tuple(os.environ["CONDITIONS_ONLY"].split(":")))
sys.meta_path.insert(0, FINDER)


def pytest_unconfigure() -> None:
    """Leave what this process saw in the folder CONDITIONS_INTO."""
    seen = Path(os.environ["CONDITIONS_INTO"], f"{os.getpid()}.json")
    seen.write_text(json.dumps(FINDER.seen), encoding="utf-8")
