"""A short storm: what is accepted gets exactly one report, whoever is killed when."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SECONDS = 4


def test_storm(url: str) -> None:
    """In a program of its own, as it forks; `make storm` is the long one."""
    command = [sys.executable, "-m", "tests.jobs.storm", url, "--seconds", str(SECONDS)]
    storm = subprocess.run(command, capture_output=True, text=True, timeout=600, cwd=ROOT, check=False)
    assert storm.returncode == 0, storm.stdout + storm.stderr
    assert "each with one report" in storm.stdout
