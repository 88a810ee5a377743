"""What the deployed service takes: `python -m tests.performance.serving.figures`; needs nginx and wrk.

Articles of 400 words, each new. The machine is often shared, so that requests a second say little: the processor's time
of one request hardly depends on who else is there, and the last column is what that allows on two cores of our own.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.performance.serving.service import Service, running, wrk

CORES = 2
ROUNDS = (("/v1/check", 1), ("/v1/check", 2), ("/v1/audits", 1), ("/v1/audits", 2), ("/v1/audits", 16))
HEAD = (
    "what           connections   req/s   p50 ms   p99 ms   refused  broken  web ms/req  proxy ms/req  req/s on 2 cores"
)


def measure(service: Service, path: str, connections: int, seconds: float) -> str:
    """One line of the table."""
    before = {name: service.cpu_seconds(name) for name in ("web", "proxy")}
    found = wrk(service, path, connections, seconds)
    number = found["requests"]
    web, proxy = (1000 * (service.cpu_seconds(name) - before[name]) / number for name in ("web", "proxy"))
    return (
        f"{path:<14} {connections:>11} {number / found['seconds']:>7.1f} {found['p50']:>8.1f} {found['p99']:>8.1f} "
        f"{found['refused']:>9} {found['broken']:>7} {web:>11.2f} {proxy:>13.2f} {1000 * CORES / (web + proxy):>17.0f}"
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8700)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--workers", type=int, default=0, help="beside the web processes; default: 0, to measure those")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, running(Path(folder), args.port, workers=args.workers) as service:
        wrk(service, "/v1/audits", 2, 2)
        sys.stdout.write(f"{HEAD}\n")
        for path, connections in ROUNDS:
            sys.stdout.write(measure(service, path, connections, args.seconds) + "\n")
            sys.stdout.flush()
        sys.stdout.write(f"web processes: {service.memory_mib('web'):.0f} MiB\n")


if __name__ == "__main__":
    main()
