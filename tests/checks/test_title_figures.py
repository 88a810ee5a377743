"""Scores, years, ordinals, quotations and tolls of titles, just within reach of what is compared and just beyond."""

from datetime import date

import pytest

from auditor import Article, Auditor

DAY = date(2025, 4, 23)


def rules_of(title: str, text: str) -> set[str]:
    """The rules that flag the title, those on its relation to the text apart."""
    findings = Auditor().audit(Article(title=title, text=text, published=DAY)).findings
    return {finding.rule for finding in findings if finding.field == "title"} - {"title/unrelated"}


@pytest.mark.parametrize(
    ("title", "text", "rule"),
    [
        # What stands beside a result, within five tokens.
        ("Lemmer beat Barford 3-1", "Lemmer won 2-1 on a day last week.", ""),
        ("Lemmer beat Barford 3-1", "Lemmer won 2-1 on a cold day last week.", "title/score-differs"),
        ("Lemmer Beat Barford", "A week ago in the cup Barford beat Lemmer.", ""),
        # Ordinals: three words, up to where no noun lies beyond.
        ("Mayor sworn in for third term", "The mayor was sworn in for a second full calm term.", "title/ordinal-differs"),
        ("Mayor sworn in for third term", "The mayor was sworn in for a second long full calm term.", ""),
        ("Mayor sworn in for third term", "The mayor was sworn in second, for a term of four years.", ""),
        ("Mayor sworn in for fourth term", "The mayor, whose second term has ended, was sworn in.", "title/ordinal-differs"),
        # Years: five words before a date, and two years from the article's own.
        ("How they voted in 2021", "They voted by hand in May 2020, and so in 2020.", "title/year-differs"),
        ("Keepers who voted in 2021", "They voted on that day, 2020. In 2021 as in 2020 it rained.", "title/event-year-differs"),
        ("Keepers who voted in 2021", "They voted all on that day, 2020. In 2021 as in 2020 it rained.", ""),
        ("Keepers who voted in 2023", "They voted on May 4, 2022. In 2023 as in 2022 it rained.", "title/event-year-differs"),
        ("Keepers who voted in 2024", "They voted on May 4, 2022. In 2024 as in 2022 it rained.", ""),
        ("Keepers who sued in 2021", "They sued on that day, 2020. In 2021 as in 2020 it rained.", ""),
        ("Lemmer keepers tell ferry how they voted in 2021", "They voted by hand in May 2020, and so in 2020.", ""),
        # The noun of a near year: two words before another, or right behind it.
        ("Board adopts 2025 budget", "The board adopts the budget, says 2026 will be dear.", ""),
        ("Board adopts 2025 budget", "The board adopts the budget for 2026 and likes it.", "title/year-differs"),
        # Quotations of four words.
        ("Keeper: 'Keep the light burning'", "“Keep the lamp burning,” the keeper said.", "title/quotation-differs"),
        ("Keeper: 'Keep the light'", "“Keep my light,” the keeper said.", ""),
    ],
)  # fmt: skip
def test_title_against_text(title: str, text: str, rule: str) -> None:
    assert rules_of(title, text) == ({rule} if rule else set())
