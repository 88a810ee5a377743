"""What `make fuzz` does for hours, in seconds and without atheris: all seeds, and seeds changed at random."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.ruleset import MAX_NODES, RuleError, read_rule
from tests.fuzz.targets import TARGETS, seeds

SLOW = frozenset({"audit", "story", "html", "warc"})


@pytest.mark.parametrize("name", TARGETS)
def test_seeds(name: str) -> None:
    paths = list(seeds(name))
    assert len(paths) >= 2, "a target begins with two files at least"
    for path in paths:
        TARGETS[name](path.read_bytes())


@st.composite
def changed(draw: st.DrawFn, pieces: list[bytes]) -> bytes:
    """A seed with some bytes cut out, put in, doubled, or taken from another."""
    data = draw(st.sampled_from(pieces))
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(data)))
        end = draw(st.integers(start, min(len(data), start + 200)))
        other = draw(st.sampled_from(pieces))
        cut = draw(st.integers(0, len(other)))
        middle = draw(st.sampled_from([b"", data[start:end] * 2, other[cut : cut + 50]]) | st.binary(max_size=8))
        data = data[:start] + middle + data[end:]
    return data


@pytest.mark.parametrize("name", TARGETS)
def test_changed_seeds(name: str) -> None:
    pieces = [path.read_bytes() for path in seeds(name)]

    @settings(max_examples=20 if name in SLOW else 100, deadline=None, derandomize=True, database=None)
    @given(changed(pieces))
    def run(data: bytes) -> None:
        TARGETS[name](data)

    run()


@pytest.mark.parametrize(("seed", "says"), [("bomb", f"more than {MAX_NODES} values"), ("deep", "nested too deeply")])
def test_yaml_bombs_are_refused(seed: str, says: str) -> None:
    (path,) = (path for path in seeds("rule") if path.stem == seed)
    with pytest.raises(RuleError, match=says):
        read_rule(path.read_bytes(), Path("title/fuzzed.yaml"))
