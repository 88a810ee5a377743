"""How deep YAML may nest: told before the parser goes down with it."""

from __future__ import annotations

import pytest

from auditor.yaml_depth import MAX_DEPTH, refuse_depth


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}"), ("- ", "")])
def test_what_nests_too_deep_is_refused(opening: str, closing: str) -> None:
    refuse_depth(f"{opening * MAX_DEPTH}a{closing * MAX_DEPTH}".encode())
    with pytest.raises(RecursionError, match=f"more than {MAX_DEPTH} levels"):
        refuse_depth(f"{opening * (MAX_DEPTH + 1)}a{closing * (MAX_DEPTH + 1)}".encode())


def test_what_is_wide_is_not_deep() -> None:
    refuse_depth(b"- [a]\n" * 10 * MAX_DEPTH)
