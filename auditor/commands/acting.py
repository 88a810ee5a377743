"""Who runs a command, as the log has it."""

from __future__ import annotations

import getpass
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from auditor.store.log import Actor


def acting_command() -> Actor:
    """The user of this machine who runs the command."""
    from auditor.store.log import COMMAND, Actor  # noqa: PLC0415 - the store waits for SQLAlchemy

    try:
        name = getpass.getuser()
    except (OSError, KeyError):  # in a container, a user may have a number and no name
        name = f"user {os.getuid()}"
    return Actor(COMMAND, name)
