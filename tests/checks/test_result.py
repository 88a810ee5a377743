"""How many results of a text are held against each other."""

import pytest

from tests.checks.conftest import Flag


@pytest.mark.parametrize(("between", "count"), [(37, 1), (38, 1), (39, 0)])
def test_a_text_of_many_results_is_a_table(flag: Flag, between: int, count: int) -> None:
    others = "Oldport beat Hallum 2-0 by the sea. " * between
    text = f"Lemmer beat Barford 3-1 in the rain. {others}Barford beat Lemmer 3-1 on the hill."
    assert len(flag("number/winner-differs", text)) == count
