"""Cost of `auditor batch` on a large archive: `python -m tests.performance.archive --help`. Not part of the test suite.

The archive is made, not found: texts are put together from the word table, invented names and sentences of the
articles of seeds/. It tells what articles cost, not how good the findings are. `--rows FILE` repeats the articles of
a JSON Lines file instead, each round 200 days later than the one before.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import psutil

from auditor.knowledge.words import load_words

FIRST_DAY = date(2016, 1, 1)
ARTICLES_PER_DAY = 250
ARTICLES_PER_SOURCE = 400
SEEDS = Path(__file__).parents[2] / "seeds"
SAMPLE_SECONDS = 0.5
FRAMES = (
    "The {0} of {N} said on Tuesday that the {1} would {2} before the {3} of the {4}.",
    "{N} and {M} have {2}ed over the {1} since {y}, when {n} {3}s were counted in the {0}.",
    "In {M}, {n} people came to the {4} to see how the {1} had changed the {0}.",
    "“We knew of the {3}, and nobody asked us about the {1},” said {N}, who keeps the {4}.",
    "A {0} with {n} {1}s was found near {M}, where the {3} had been closed for the {4}.",
)


class Sample(NamedTuple):
    """What a run has taken so far, or holds now."""

    driver_cpu: float = 0.0
    driver_mb: float = 0.0
    worker_mb: float = 0.0
    """Of the largest."""

    def most(self, other: Sample) -> Sample:
        """The larger of each."""
        return Sample(*map(max, zip(self, other, strict=True)))


class Cost(NamedTuple):
    """What a run took."""

    wall: float
    cpu: float
    most: Sample


def made_rows(count: int, sentences: int) -> Iterator[dict[str, Any]]:
    """Articles of so many sentences; every tenth repeats most of the one before it."""
    rng = random.Random(11)
    words = [word for word in load_words().counts if word.isalpha() and len(word) > 3]
    quoted = [s for f in sorted(SEEDS.glob("*.txt")) for s in re.split(r"(?<=[.!?])\s+", f.read_text("utf-8"))]
    text = ""
    for number in range(count):
        if number % 10 != 9:
            text = _made_text(rng, words, quoted, sentences)
        yield {
            "id": f"made-{number}",
            "title": text.split(".")[0][:90],
            "text": text if number % 10 != 9 else text + f"\n\nThis text was put together for the {number}th time.",
            "source": f"paper-{rng.randrange(1 + count // ARTICLES_PER_SOURCE)}.example",
            "published": (FIRST_DAY + timedelta(days=number // ARTICLES_PER_DAY)).isoformat(),
        }


def _made_text(rng: random.Random, words: list[str], quoted: list[str], sentences: int) -> str:
    topic = rng.sample(words, 40)
    names = [f"{rng.choice(words).title()} {rng.choice(words).title()}" for _ in range(6)]
    made = [
        rng.choice(FRAMES).format(
            *rng.sample(topic, 5),
            N=rng.choice(names),
            M=rng.choice(names),
            n=rng.randrange(3, 900),
            y=rng.randrange(1950, 2015),
        )
        for _ in range(sentences)
    ]
    made[-1] = rng.choice(quoted)
    return "\n\n".join(" ".join(made[at : at + 3]) for at in range(0, sentences, 3))


def repeated_rows(path: Path, count: int) -> Iterator[dict[str, Any]]:
    """The articles of a file, again and again until there are `count`."""
    rows = [json.loads(line) for line in path.open("rb")]
    for number in range(count):
        turn, at = divmod(number, len(rows))
        day = FIRST_DAY + timedelta(days=200 * turn + at // ARTICLES_PER_DAY)
        source = f"paper-{number % (1 + count // ARTICLES_PER_SOURCE)}.example"
        yield {**rows[at], "id": f"{rows[at].get('id')}-{turn}", "published": day.isoformat(), "source": source}


def run_batch(archive: Path, out: Path, *options: str, kill_at: float | None = None) -> Cost:
    """Run the command and measure it; with `kill_at`, kill all its processes at that share of the auditing."""
    command = [sys.executable, "-m", "auditor", "batch", str(archive), "--out", str(out), *options]
    begun, before = time.monotonic(), os.times()
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    most = Sample()
    goal = kill_at and kill_at * sum(1 for _ in archive.open("rb")) / 1000
    while process.poll() is None:
        time.sleep(SAMPLE_SECONDS)
        most = most.most(_sample(process.pid))
        if goal and len(list(out.glob("work/audit/*/receipt.json"))) >= goal:
            _kill_all(process.pid)
            process.wait()
            break
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(time.monotonic() - begun, cpu, most)


def _sample(pid: int) -> Sample:
    """What the driver has taken, and what it and the largest process below it hold."""
    try:
        driver = psutil.Process(pid)
        taken = driver.cpu_times()
        below = [_resident(child) for child in driver.children(recursive=True)]
        return Sample(taken.user + taken.system, _resident(driver), max(below, default=0.0))
    except psutil.NoSuchProcess:
        return Sample()


def _resident(process: psutil.Process) -> float:
    try:
        return float(process.memory_info().rss) / 1e6
    except psutil.NoSuchProcess:
        return 0.0


def _kill_all(pid: int) -> None:
    for process in [*psutil.Process(pid).children(recursive=True), psutil.Process(pid)]:
        process.send_signal(signal.SIGKILL)


def check_output(out: Path, count: int) -> str:
    """Count what is lost and doubled; a digest of every file but run.json. Raises AssertionError."""
    files = (out / "reports.jsonl", out / "quarantine.jsonl")
    ids = [json.loads(line)["id"] for file in files for line in file.open("rb")]
    lost, doubled = count - len(set(ids)), len(ids) - len(set(ids))
    assert (lost, doubled) == (0, 0), f"lost {lost}, doubled {doubled}"
    digest = hashlib.sha256()
    for path in sorted(out.rglob("*")):
        if path.is_file() and path.name != "run.json":
            digest.update(str(path.relative_to(out)).encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def main() -> None:
    """Make the archive, run what is asked for, print a line a run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--sentences", type=int, default=24, help="of an article; 24 are some 450 words")
    parser.add_argument("--rows", type=Path, help="repeat these articles instead")
    parser.add_argument("--folder", type=Path, required=True, help="for the archive and what is written")
    parser.add_argument("--run", action="append", default=[], metavar="OPTIONS", help="a run with these options")
    parser.add_argument("--kill", action="store_true", help="kill a run at half way, then resume it")
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    archive = args.folder / "archive.jsonl"
    rows = repeated_rows(args.rows, args.articles) if args.rows else made_rows(args.articles, args.sentences)
    with archive.open("w", encoding="utf-8") as stream:
        stream.writelines(json.dumps(row) + "\n" for row in rows)
    for options in args.run:
        out = _fresh(args.folder / "out")
        _tell(options, args.articles, run_batch(archive, out, *options.split()), check_output(out, args.articles))
    if args.kill:
        out = _fresh(args.folder / "out")
        _tell("killed at half way", args.articles // 2, run_batch(archive, out, "--workers", "2", kill_at=0.5), "")
        rest = run_batch(archive, out, "--workers", "2", "--resume")
        _tell("resumed", args.articles // 2, rest, check_output(out, args.articles))


def _fresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    return folder


def _tell(what: str, articles: int, cost: Cost, digest: str) -> None:
    most = cost.most
    print(
        f"{what:<28}{cost.wall:8.1f} s wall{articles / cost.wall:8.1f} articles/s{cost.cpu:8.1f} s CPU, of these the driver"
        f"{most.driver_cpu:6.1f} s  memory: driver{most.driver_mb:5.0f} MB, worker{most.worker_mb:5.0f} MB  {digest}",
        flush=True,
    )


if __name__ == "__main__":
    main()
