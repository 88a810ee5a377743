"""Archives for batches, and processes that die or hang on articles that say so."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SITE = """
import os, sys, time
if any("auditor.batch.child" in part for part in sys.orig_argv):
    from auditor.audit import Auditor
    audit = Auditor.audit_document
    def perilous(self, document):
        time.sleep(float(os.environ.get("TEST_SLOW", "0")))
        if "KILLS ITS PROCESS" in document.text:
            os.kill(os.getpid(), 9)
        if "NEVER ENDS" in document.text:
            time.sleep(600)
        if "RAISES" in document.text:
            raise ValueError("as it says")
        return audit(self, document)
    Auditor.audit_document = perilous
"""
TOWNS = ("Arden", "Belford", "Carrick", "Dunmore", "Elstow", "Fairlie", "Gorley", "Hexton")
LINE = "Enjoy the quiet waters of the bay today"
FEW_RULES = ("--select", "boilerplate", "--select", "story", "--no-html")
"""How a batch is run is the same for all rules; few are quickly compiled, in every process."""


def article(number: int) -> dict[str, Any]:
    """An article that is like no other; every third has a line that its source prints often."""
    town = TOWNS[number % len(TOWNS)]
    text = (
        f"The council of {town} met on day {number} and spoke for {number + 2} hours of the bridge over the mill race.\n"
        f"Its {number * 7 + 3} stones were counted by the mason, {town} Weller, who found {number} of them loose.\n"
        f"Work begins in week {number % 50 + 1}, and ferry number {number} will carry the carts until it ends.\n"
    )
    return {
        "id": f"a{number}",
        "title": f"Council of {town} counts stones of bridge {number}",
        "text": text + (LINE if number % 3 == 0 else f"{town} has a mill, a ferry and {number} sheep on the hill."),
        "source": f"paper{number % 2}.example",
        "published": f"2025-{1 + number % 12:02d}-{1 + number % 28:02d}",
    }


def write_archive(path: Path, rows: list[dict[str, Any]]) -> Path:
    """A JSON Lines file of `rows`."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.fixture
def perils(tmp_path: Path) -> dict[str, str]:
    """The environment of a command whose processes die or hang where an article says so."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(SITE, encoding="utf-8")
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder), str(ROOT)])}


Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(perils: dict[str, str]) -> Iterator[Start]:
    """Starts `auditor batch` with these arguments, and ends what the test leaves behind."""
    started: list[subprocess.Popen[str]] = []
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background ignores it, and so would the batch

    def begin(*arguments: object, slow: float = 0.0) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "auditor", "batch", *map(str, arguments), *FEW_RULES]
        process = subprocess.Popen(command, env={**perils, "TEST_SLOW": str(slow)}, stderr=subprocess.PIPE, text=True)
        started.append(process)
        return process

    yield begin
    for process in started:
        process.kill()
        if process.stderr is not None and not process.stderr.closed:
            process.communicate()
