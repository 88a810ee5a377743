"""Fuzzes each target for some time, so many at once, and says how many executions there were and what broke.

    python -m tests.fuzz [--seconds N] [--jobs N] [target ...]

Input that broke a target is left in `tests/fuzz/out/`; once its cause is mended, it belongs into the corpus.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import logging
import multiprocessing
import os
import re
import sys
import time
from contextlib import redirect_stderr
from multiprocessing.connection import wait
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import NamedTuple

import atheris

# once, for all targets: it takes longer than a short run; it names every module on standard error
with redirect_stderr(io.StringIO()), atheris.instrument_imports(include=["auditor", "api"]):
    from tests.fuzz.targets import CORPUS, TARGETS, Target

OUT = Path(__file__).parent / "out"
LIMITS = ("-timeout=60", "-rss_limit_mb=3072", "-max_len=4096", "-verbosity=1", "-print_final_stats=1")
"""Seconds for one input; memory; bytes of an input: growth with the length is the matter of test_worst_inputs."""
GRACE_SECONDS = 120
"""How much later than asked a target may end on a busy machine before it is taken for hung."""
PROCESSES = multiprocessing.get_context("fork")


class Run(NamedTuple):
    """A target that is being fuzzed."""

    name: str
    process: ForkProcess
    ends: float
    """When it is taken for hung, by the monotonic clock."""


def main() -> None:
    """Fuzz what the command line names, or every target; ends with 1 if one broke."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=int, default=1800)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("targets", nargs="*", metavar="target", help=", ".join(TARGETS))
    asked = parser.parse_args()
    if unknown := set(asked.targets) - set(TARGETS):
        parser.error(f"no target {', '.join(sorted(unknown))}; there are {', '.join(TARGETS)}")
    waiting, running, whole = list(asked.targets or TARGETS), list[Run](), True
    while waiting or running:
        while waiting and len(running) < asked.jobs:
            running.append(start(waiting.pop(0), asked.seconds))
        wait([run.process.sentinel for run in running], min(run.ends for run in running) - time.monotonic())
        for run in [run for run in running if not run.process.is_alive() or time.monotonic() > run.ends]:
            running.remove(run)
            whole &= ended(run)
    sys.exit(not whole)


def start(name: str, seconds: int) -> Run:
    """Begin to fuzz a target in a process of its own."""
    (OUT / name).mkdir(parents=True, exist_ok=True)
    process = PROCESSES.Process(target=fuzz, args=(name, seconds))
    process.start()
    return Run(name, process, time.monotonic() + seconds + GRACE_SECONDS)


def fuzz(name: str, seconds: int) -> None:
    """Fuzz a target until it breaks or its time is over; what libFuzzer says goes into its log."""
    with log_of(name).open("wb") as log:
        for stream in (sys.stdout, sys.stderr):
            os.dup2(log.fileno(), stream.fileno())
    logging.disable()  # libraries tell of every page that they cannot make sense of
    folders = (str(OUT / name), str(CORPUS / name))
    arguments = (f"-max_total_time={seconds}", *LIMITS, f"-artifact_prefix={OUT}/{name}-", *folders)
    atheris.Setup([sys.argv[0], *arguments], keeping(name))
    atheris.Fuzz()


def keeping(name: str) -> Target:
    """A target that keeps the input that breaks it."""

    def run(data: bytes) -> None:
        try:
            TARGETS[name](data)
        except BaseException:
            (OUT / f"{name}-crash-{hashlib.sha256(data).hexdigest()[:16]}").write_bytes(data)
            raise

    return run


def ended(run: Run) -> bool:
    """Whether a target held; says how often it ran."""
    run.process.kill()
    run.process.join()
    said = log_of(run.name).read_text(encoding="utf-8", errors="replace")
    executions, rate = (_number(said, key) for key in ("number_of_executed_units", "average_exec_per_sec"))
    held = run.process.exitcode == 0 and executions > 0
    verdict = "held" if held else f"BROKE, see {log_of(run.name)}"
    print(f"{run.name:14} {executions:>10,} executions {rate:>7,} per second  {verdict}", flush=True)
    return held


def log_of(name: str) -> Path:
    """Where what libFuzzer says of a target is kept."""
    return OUT / f"{name}.log"


def _number(said: str, key: str) -> int:
    found = re.search(rf"stat::{key}:\s*(\d+)", said)
    return int(found.group(1)) if found else 0


if __name__ == "__main__":
    main()
