"""Wagtail 7.0 LTS: every way to publish once more, and an installation that upgrades nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cms.conftest import ROOT
from tests.cms.wagtail_desk import (  # noqa: F401  fixtures among them
    Wagtail,
    connected_auditor,
    first_port,
    make_environment,
    new_site,
    running_auditor,
    running_site,
)
from tests.cms.wagtail_ways import TestWays, desk, moderator  # noqa: F401

LOCK = ROOT / "tests" / "cms" / "wagtail7.lock"


@pytest.fixture(scope="module", name="lock")
def lock_of_wagtail_7() -> Path:
    """Which versions are installed."""
    return LOCK


def test_installing_upgrades_nothing() -> None:
    """What a resolver would do in a site's environment, told without doing it."""
    python = make_environment(LOCK)
    uv = [sys.executable, "-m", "uv", "pip", "install", "--python", str(python), "--dry-run"]
    done = subprocess.run(
        [*uv, str(ROOT / "clients" / "wagtail")], capture_output=True, text=True, check=True, timeout=120
    )
    changes = [line.strip() for line in done.stderr.splitlines() if line.strip().startswith(("+", "-", "~"))]
    assert len(changes) == 1, changes
    assert "wagtail-article-auditor" in changes[0]
