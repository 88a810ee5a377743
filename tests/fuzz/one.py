"""Fuzzes one target with atheris until it breaks or its time is over; the arguments after its name are libFuzzer's."""

from __future__ import annotations

import logging
import sys

import atheris

with atheris.instrument_imports(include=["auditor", "api"]):
    from tests.fuzz.targets import TARGETS


def main() -> None:
    """Fuzz the target that the first argument names."""
    logging.disable()  # libraries tell of every page that they cannot make sense of
    name = sys.argv.pop(1)
    atheris.Setup(sys.argv, TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
