"""What every resource works with."""

from __future__ import annotations

from typing import NamedTuple, cast

from flask import current_app

from auditor.audit import Auditor
from auditor.bounded import BoundedAuditor
from auditor.store import Store
from auditor.store.quotas import Quotas

from .metrics import Metrics
from .slots import Slots


class Services(NamedTuple):
    """The parts that live as long as the application."""

    auditor: Auditor
    store: Store
    bounded: BoundedAuditor
    slots: Slots
    """Of audits."""
    page_slots: Slots
    """Of pages and other forms of what is kept: readers wait for each other, and keep no audit waiting."""
    quotas: Quotas
    metrics: Metrics

    def close(self) -> None:
        """Give back what they hold: connections and a process."""
        self.bounded.close()
        self.store.close()


def services() -> Services:
    """Those of the application that answers the request."""
    return cast("Services", current_app.extensions["auditor"])
