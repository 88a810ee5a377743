"""Jobs are tested on the databases of the store's tests."""

from __future__ import annotations

import pytest

from auditor.audit import Auditor
from auditor.store import Store
from tests.jobs.made import Drain, plain_auditor
from tests.store.conftest import postgresql, script, store, url

__all__ = ["postgresql", "script", "store", "url"]


@pytest.fixture(scope="session")
def auditor() -> Auditor:
    """Few rules, quickly compiled."""
    return plain_auditor()


@pytest.fixture
def drain(store: Store, auditor: Auditor) -> Drain:
    """Does all work that is due, in this process."""
    return Drain(store, auditor)
