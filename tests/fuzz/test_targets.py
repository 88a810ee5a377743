"""What `make fuzz` does for hours, in seconds and without atheris: all seeds, and seeds changed at random."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.ruleset import MAX_NODES, RuleError, read_rule
from tests.fuzz.targets import TARGETS, seeds

SLOW = frozenset({"audit", "story", "html", "warc"})
BOMBS = frozenset({"bomb", "deep"})
"""Rule files that are small and say a billion values."""


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

    @settings(max_examples=20 if name in SLOW else 100, derandomize=True, database=None)
    @given(changed(pieces))
    def run(data: bytes) -> None:
        TARGETS[name](data)

    run()


ODD_VALUES: tuple[Any, ...] = (None, True, 0, 10**400, "", "\ud800", [], {}, [[]], [{}], {"": []}, [None, "a", 1])
"""What stands, one at a time, in place of every value of a payload: each shape that JSON has, some of them nested."""


def with_odd_values(value: Any) -> Iterator[Any]:
    """`value` with each value in it, itself among them, replaced by each odd one."""
    yield from ODD_VALUES
    if isinstance(value, dict):
        for key, held in value.items():
            yield from ({**value, key: odd} for odd in with_odd_values(held))
    elif isinstance(value, list):
        for place, held in enumerate(value):
            yield from ([*value[:place], odd, *value[place + 1 :]] for odd in with_odd_values(held))


PARSERS: dict[str, Callable[[bytes], Any]] = {
    "hook": json.loads,
    "json": json.loads,
    "jsonl": json.loads,
    "rule": yaml.safe_load,
    "sidecar": yaml.safe_load,
}


def payloads(name: str) -> Iterator[tuple[bytes, Any]]:
    """What the seeds of a target say, as values, each with what stands before it in its file."""
    for path in seeds(name):
        if path.stem in BOMBS:
            continue
        data = path.read_bytes()
        before, mark, body = data.partition(b"\n\n") if name == "hook" else (b"", b"", data)
        for part in body.splitlines() if name == "jsonl" else [body]:
            with suppress(ValueError, yaml.YAMLError):
                yield before + mark, PARSERS[name](part)


@pytest.mark.parametrize("name", PARSERS)
def test_values_of_another_shape(name: str) -> None:
    """Bytes changed at random seldom make another payload that can be read: here each one can be."""
    found = list(payloads(name))
    assert found
    for before, value in found:
        for odd in with_odd_values(value):
            TARGETS[name](before + json.dumps(odd, default=str).encode())


@pytest.mark.parametrize(
    ("seed", "says"),
    [("bomb", f"title/fuzzed.yaml:1:1: more than {MAX_NODES} values"), ("deep", r"title/fuzzed.yaml:1:\d+: ")],
)  # PyYAML has a limit of its own to how deep a file nests, and words of its own
def test_yaml_bombs_are_refused(seed: str, says: str) -> None:
    (path,) = (path for path in seeds("rule") if path.stem == seed)
    with pytest.raises(RuleError, match=says):
        read_rule(path.read_bytes(), Path("title/fuzzed.yaml"))
