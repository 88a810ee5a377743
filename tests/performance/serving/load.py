"""Mixed traffic on the deployed service, at 80 % and at 300 % of what it can do: `make load`; needs nginx, Linux.

First it finds out how many requests of the mix the machine can do at this moment, the work that they leave for the
worker included; then it sends at those rates, whether answers come or not, and at last it counts: every article that was
accepted has one report. Exit status 1 if one has not, or if a request failed: refused with 429 or 503 and Retry-After is
not failed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sqlalchemy import func, select

from auditor.service import ServiceSettings
from auditor.store import Store
from auditor.store.backup import problems
from auditor.store.logins import Lasting, Place, open_login
from auditor.store.tables import job, report, revision
from tests.accounts import add_account
from tests.performance.serving.service import Service, running
from tests.performance.serving.traffic import Sent, Traffic

PROBE_THREADS = 4
PROBE_SECONDS = 20.0
MOST_IN_FLIGHT = 150
"""Clients that wait for an answer at a time; who would come while all of them wait is counted as not sent."""
BATCH_SECONDS = 15.0
STALLED_SECONDS = 60.0
"""The work that waits is given up if none of it was done for so long."""
REFUSALS = (429, 503)


def capacity(service: Service, traffic: Traffic, seconds: float) -> float:
    """Requests a second that are done, and what follows from them too, when a few clients ask one after the other."""
    started = time.monotonic()
    ends = started + seconds

    def ask() -> None:
        while time.monotonic() < ends:
            traffic.send(traffic.choose())

    threads = [threading.Thread(target=ask) for _ in range(PROBE_THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    store = Store(service.database)
    wait_for_work(store)
    store.close()
    return len(traffic.take()) / (time.monotonic() - started)


def send_at(traffic: Traffic, rate: float, seconds: float) -> int:
    """Send `rate` requests a second, and a batch now and then; how many were not sent as too many waited."""
    free = threading.BoundedSemaphore(MOST_IN_FLIGHT)
    missed, started, batch_due = 0, time.monotonic(), 0.0

    def send(kind: str) -> None:
        try:
            traffic.send(kind)
        finally:
            free.release()

    with ThreadPoolExecutor(MOST_IN_FLIGHT) as pool:
        for number in range(int(rate * seconds)):
            due = number / rate
            time.sleep(max(0.0, started + due - time.monotonic()))
            kind = traffic.choose()
            if due >= batch_due:
                kind, batch_due = "batch", batch_due + BATCH_SECONDS
            if free.acquire(blocking=False):
                pool.submit(send, kind)
            else:
                missed += 1
    return missed


def tell(title: str, sent: list[Sent], missed: int) -> int:
    """Print a table of what was sent; how many requests failed."""
    sys.stdout.write(f"\n{title}: {len(sent):,} requests sent, {missed:,} not, as {MOST_IN_FLIGHT} waited\n")
    sys.stdout.write("kind       sent  answered   p50 ms   p99 ms  refused  failed  statuses\n")
    failed_in_all = 0
    for kind in (*sorted({each.kind for each in sent}), "all"):
        mine = [each for each in sent if kind in (each.kind, "all")]
        answered = sorted(each.ms for each in mine if 200 <= each.status < 300)
        refused = sum(each.status in REFUSALS and each.patient for each in mine)
        failed_in_all = len(mine) - len(answered) - refused
        p50, p99 = (answered[int(share * (len(answered) - 1))] if answered else 0.0 for share in (0.5, 0.99))
        statuses = " ".join(f"{status}:{number}" for status, number in sorted(Counter(e.status for e in mine).items()))
        sys.stdout.write(
            f"{kind:<7} {len(mine):>7,} {len(answered):>9,} {p50:>8.0f} {p99:>8.0f} {refused:>8,} {failed_in_all:>7,}  {statuses}\n"
        )
    sys.stdout.flush()
    return failed_in_all


def count(service: Service, traffic: Traffic) -> list[str]:
    """What does not add up, once all articles are audited that wait."""
    store = Store(service.database)
    left = wait_for_work(store)
    with store.reading() as connection:
        query = select(revision.c.url, func.count()).join(report, report.c.revision_id == revision.c.id)
        kept: dict[str | None, int] = {url: n for url, n in connection.execute(query.group_by(revision.c.url))}
        dead = connection.execute(select(func.count()).select_from(job).where(job.c.state == "dead")).scalar_one()
        by_kind = select(job.c.kind, job.c.state, func.count()).group_by(job.c.kind, job.c.state)
        jobs = ", ".join(f"{number:,} {kind} {state}" for kind, state, number in connection.execute(by_kind))
    lost = max(0, len(traffic.accepted - set(kept)) - left)
    doubled = [url for url, number in kept.items() if number > 1]
    sys.stdout.write(f"\naccepted {len(traffic.accepted):,}, reports on {len(kept):,} articles; jobs: {jobs}\n")
    wrong = problems(store.database)
    store.close()
    for number, what in ((lost, "lost"), (len(doubled), "doubled"), (left, "not audited in time"), (dead, "dead")):
        if number:
            wrong.append(f"{number} {what}")
    return wrong


def wait_for_work(store: Store) -> int:
    """Return when no job is left, or when none is done any more; how many audits are left."""
    left, told = -1, time.monotonic()
    while left and time.monotonic() - told < STALLED_SECONDS:
        time.sleep(1)
        open_jobs = _count_open(store)
        if open_jobs.total() != left:
            left, told = open_jobs.total(), time.monotonic()
    return _count_open(store)["audit"]


def _count_open(store: Store) -> Counter[str]:
    """Jobs that wait or run, by kind."""
    query = select(job.c.kind, func.count()).where(job.c.state.in_(("waiting", "running"))).group_by(job.c.kind)
    with store.reading() as connection:
        return Counter({kind: number for kind, number in connection.execute(query)})


def make_login(database: str) -> str:
    """The cookie of an editor."""
    store = Store(database)
    with store.writing() as connection:
        ann = add_account(connection, "Ann", "a pass phrase of some length", "reviewer")
        settings = ServiceSettings()
        token = open_login(connection, ann, Place(None, "load"), Lasting(settings.idle, settings.lasting))
    store.close()
    return token


def main() -> int:
    """Run it all; 1 if something was lost or failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8700)
    parser.add_argument("--seconds", type=float, default=600.0, help="of each of the two; default: %(default)g")
    args = parser.parse_args()
    failed = 0
    with tempfile.TemporaryDirectory() as folder, running(Path(folder), args.port) as service:
        traffic = Traffic(service, make_login(service.database))
        traffic.send("audit")
        most = capacity(service, traffic, PROBE_SECONDS)
        sys.stdout.write(f"capacity now: {most:.1f} requests a second\nmemory at start: {_memory(service)}\n")
        for share in (0.8, 3.0):
            missed = send_at(traffic, share * most, args.seconds)
            failed += tell(f"{share:.0%} for {args.seconds:g} s", traffic.take(), missed)
            sys.stdout.write(f"memory: {_memory(service)}\n")
        wrong = count(service, traffic)
        sys.stdout.write(f"memory at end: {_memory(service)}\n{'; '.join(wrong) or 'nothing lost, nothing doubled'}\n")
    return 1 if wrong or failed else 0


def _memory(service: Service) -> str:
    return ", ".join(f"{name} {service.memory_mib(name):.0f} MiB" for name in service.processes)


if __name__ == "__main__":
    sys.exit(main())
