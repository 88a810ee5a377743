"""Fuzzes each target for some time, so many at once, and says how many executions there were and what broke.

    python -m tests.fuzz [--seconds N] [--jobs N] [target ...]

Input that broke a target is left in `tests/fuzz/out/`; once its cause is mended, it belongs into the corpus.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.fuzz.targets import CORPUS, TARGETS

OUT = Path(__file__).parent / "out"
LIMITS = ("-timeout=10", "-rss_limit_mb=3072", "-max_len=4096", "-verbosity=1", "-print_final_stats=1")
"""Seconds for one input; memory; bytes of an input: growth with the length is the matter of test_worst_inputs."""
GRACE_SECONDS = 300
"""What starting up may take on a busy machine: every module is instrumented while it is imported."""


def main() -> None:
    """Fuzz what the command line names, or every target; ends with 1 if one broke."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=int, default=1800)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("targets", nargs="*", metavar="target", help=", ".join(TARGETS))
    asked = parser.parse_args()
    if unknown := set(asked.targets) - set(TARGETS):
        parser.error(f"no target {', '.join(sorted(unknown))}; there are {', '.join(TARGETS)}")
    with ThreadPoolExecutor(asked.jobs) as pool:
        broken = [not whole for whole in pool.map(lambda name: fuzz(name, asked.seconds), asked.targets or TARGETS)]
    sys.exit(any(broken))


def fuzz(name: str, seconds: int) -> bool:
    """Whether a target held, fuzzed in a process of its own; says how often it ran."""
    found, log = OUT / name, OUT / f"{name}.log"
    found.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "tests.fuzz.one", name, f"-max_total_time={seconds}", *LIMITS]
    with log.open("w", encoding="utf-8") as stream:
        ended = subprocess.run(
            [*command, f"-artifact_prefix={OUT}/{name}-", str(found), str(CORPUS / name)],
            stdout=stream,
            stderr=subprocess.STDOUT,
            timeout=seconds + GRACE_SECONDS,
            check=False,
        )
    said = log.read_text(encoding="utf-8", errors="replace")
    executions, rate = (_number(said, key) for key in ("number_of_executed_units", "average_exec_per_sec"))
    verdict = "held" if ended.returncode == 0 and executions else f"BROKE, see {log}"
    print(f"{name:14} {executions:>10,} executions {rate:>7,} per second  {verdict}", flush=True)
    return verdict == "held"


def _number(said: str, key: str) -> int:
    found = re.search(rf"stat::{key}:\s*(\d+)", said)
    return int(found.group(1)) if found else 0


if __name__ == "__main__":
    main()
