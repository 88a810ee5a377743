"""No two articles of a run are called the same, whatever their ids."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from auditor.batch.names import Names, id_hash, merge_ids


def named(ids: list[str], size: int) -> list[str]:
    """What articles of these ids are called in a run that is read in parts of so many."""
    with TemporaryDirectory() as folder:
        parts = []
        for start in range(0, len(ids), size):
            parts.append(Path(folder, f"{start}.npy"))
            np.save(parts[-1], np.array([id_hash(name) for name in ids[start : start + size]], dtype=np.uint64))
        merge_ids(parts, Path(folder, "names.npy"))
        names = Names(Path(folder, "names.npy"))
        return [names.name(name, position) for position, name in enumerate(ids)]


def test_who_comes_again_is_counted() -> None:
    assert named(["a", "b", "a", "c", "a", "b"], 4) == ["a", "b", "a#2", "c", "a#3", "b#2"]
    assert named(["a", "a#2", "a"], 2) == ["a", "a#2", "a#5"], "not the name of another one"
    assert named([], 2) == []


IDS = st.lists(st.sampled_from(["a", "a#2", "a#3", "a#2#2", "b", ""]), max_size=12)


@given(IDS, st.integers(1, 5))
def test_names_are_unique_and_the_first_keeps_its_id(ids: list[str], size: int) -> None:
    names = named(ids, size)
    assert len(set(names)) == len(names)
    assert all(names[ids.index(name)] == name for name in ids)
    assert names == named(ids, 20)
