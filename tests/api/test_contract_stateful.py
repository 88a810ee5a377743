"""The API keeps to its own OpenAPI document along all ways through it, for keys of every scope and for none."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, seed, settings

from auditor.audit import Auditor
from tests.api.contract import CALLERS, EVERYTHING, Service, make_walk, serve

WALKS = int(os.environ.get("CONTRACT_WALKS", "3"))
"""Walks of every caller; whoever may do everything makes four times as many. `make contract` makes hundreds."""
SEED = int(os.environ.get("CONTRACT_SEED", "0"))
STEPS = 30
MISSED = 5
"""How many of the 35 operations may go unreached in the few walks of a short run: at six seeds three at most did."""


@pytest.fixture(scope="module")
def service(auditor: Auditor, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service with something of everything."""
    with serve(auditor, tmp_path_factory.mktemp("contract")) as made:
        yield made
        print(f"\n{made.answers.total():,} requests were answered:")
        for (operation, status), number in sorted(made.answers.items()):
            print(f"{number:8,}  {status}  {operation}")


@pytest.mark.parametrize("caller", CALLERS)
def test_every_step_of_a_walk_keeps_to_it(service: Service, caller: str) -> None:
    walk = seed(SEED + CALLERS.index(caller))(make_walk(service, caller))
    walks = WALKS * 4 if caller == EVERYTHING else WALKS
    run = settings(
        max_examples=walks, stateful_step_count=STEPS, deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate],
    )  # fmt: skip
    service.reached.clear()
    walk.run(settings=run)
    missed = {result.ok().label for result in walk.schema.get_all_operations()} - service.reached
    assert len(missed) <= MISSED or caller != EVERYTHING, missed
