"""Who runs a command, as the log has it."""

from __future__ import annotations

import getpass

from auditor.store.log import COMMAND, Actor


def acting_command() -> Actor:
    """The user of this machine who runs the command."""
    try:
        return Actor(COMMAND, getpass.getuser())
    except (KeyError, OSError):  # a container may run under a number that has no name
        return Actor(COMMAND, "unknown")
