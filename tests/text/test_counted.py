"""A noun goes with its number and its article."""

import pytest

from auditor.text.counted import counted, plural, spell_times, with_article


@pytest.mark.parametrize(
    ("noun", "many"),
    [
        ("article", "articles"),
        ("story", "stories"),
        ("near-copy", "near-copies"),
        ("day", "days"),
        ("other report", "other reports"),
        ("match", "matches"),
        ("address", "addresses"),
    ],
)
def test_plurals(noun: str, many: str) -> None:
    assert [plural(noun, number) for number in (0, 1, 2, 21)] == [many, noun, many, many]


def test_counts_and_articles() -> None:
    assert [counted(1, "rule"), counted(2000, "rule")] == ["1 rule", "2,000 rules"]
    assert [spell_times(1), spell_times(2)] == ["once", "2 times"]
    assert [with_article("byline"), with_article("advertisement")] == ["a byline", "an advertisement"]
