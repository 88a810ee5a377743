"""x"""
from __future__ import annotations

from collections.abc import Iterator
from typing import Any
import os
import pytest
from hypothesis import HealthCheck, Phase, settings
from tests.api.contract import CALLERS, Service, make_walk, serve
from auditor.audit import Auditor

WALKS = int(os.environ.get("CONTRACT_WALKS", "4"))
RUN = settings(max_examples=WALKS, stateful_step_count=30, deadline=None, derandomize=True, database=None,
    suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate])

@pytest.fixture(scope="module")
def service(auditor: Auditor, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with serve(auditor, tmp_path_factory.mktemp("contract")) as made:
        yield made
        for k,v in sorted(made.answers.items()): print(k,v)
        print(sum(made.answers.values()))


@pytest.mark.parametrize("caller", CALLERS)
def test_walk(service: Service, caller: str) -> None:
    make_walk(service, caller).run(settings=RUN)
