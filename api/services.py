"""What every resource works with."""

from __future__ import annotations

from typing import NamedTuple, cast

from flask import current_app

from auditor.audit import Auditor
from auditor.store import Store


class Services(NamedTuple):
    """The parts that live as long as the application."""

    auditor: Auditor
    store: Store


def services() -> Services:
    """Those of the application that answers the request."""
    return cast("Services", current_app.extensions["auditor"])
