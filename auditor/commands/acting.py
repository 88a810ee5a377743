"""Who runs a command, as the log has it."""

from __future__ import annotations

import getpass
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from auditor.store.log import Actor


def acting_command() -> Actor:
    """The user of the system that runs this command, by name; by number where the system knows none."""
    from auditor.store.log import COMMAND, Actor  # noqa: PLC0415 - other commands need not wait for SQLAlchemy

    try:
        name = getpass.getuser()
    except (KeyError, OSError):  # KeyError until Python 3.13
        name = f"uid {os.getuid()}"
    return Actor(COMMAND, name)
