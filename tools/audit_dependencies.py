"""Asks pip-audit for known vulnerabilities in what deploy/requirements.lock pins; nothing looked at is no answer."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

LOCK = Path(__file__).parents[1] / "deploy" / "requirements.lock"
COMMAND = (
    sys.executable, "-m", "pip_audit", "--requirement", str(LOCK), "--disable-pip", "--require-hashes",
    "--format", "json", "--progress-spinner", "off",
)  # fmt: skip


def main() -> int:
    """Run pip-audit and judge what it says; 0 only if every package was looked at and none is known to be unsafe."""
    ended = subprocess.run(COMMAND, capture_output=True, text=True, check=False)  # our own words # nosec B603
    try:
        said = json.loads(ended.stdout)
    except ValueError:
        print(f"pip-audit gave no report: {ended.stderr.strip()[-500:]}")
        return 1
    audited, problems = judge(said["dependencies"])
    print("\n".join(problems) or f"{audited} packages looked at, no vulnerability known")
    return 1 if problems else 0


def judge(dependencies: Sequence[Mapping[str, Any]]) -> tuple[int, list[str]]:
    """How many packages were looked at, and what is wrong; a package that was passed over is wrong too."""
    passed_over = [found for found in dependencies if "skip_reason" in found]
    problems = [f"{found['name']}: not looked at: {found['skip_reason']}" for found in passed_over]
    audited = len(dependencies) - len(problems)
    for found in dependencies:
        for flaw in found.get("vulns", ()):
            mended = ", ".join(flaw["fix_versions"]) or "none yet"
            problems.append(f"{found['name']} {found['version']}: {flaw['id']}, mended in {mended}")
    if not audited:
        problems.append("no package was looked at: the index has no advisories, so this proves nothing")
    return audited, problems


if __name__ == "__main__":
    sys.exit(main())
