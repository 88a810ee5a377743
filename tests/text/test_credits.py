"""Lines that end in the credit of a picture."""

import pytest

from auditor.text.credits import credit_start, ends_in_credit


@pytest.mark.parametrize(
    "line",
    [
        "The grain depot in March. It has stood empty for nine years. Photograph: Rosa Lund/Valley News",
        "The ferry in spring. (Ada Lund/Coast Wire)",
        "Residents at the meeting. Credit Tom Field for The Valley News",
        "The mayor of Lemmer. Photo by Ada Lund",
        "The quay in March (Photo: Ada Lund)",
        "A man walks by the lock. Jan de Boer/Getty Images",
        "Jan de Boer/AP",
    ],
)
def test_a_caption_ends_in_a_credit(line: str) -> None:
    assert ends_in_credit(line)


@pytest.mark.parametrize(
    "line",
    [
        "Photos: ten of the best ferries",
        "Ferry late on nine days (and nights)",
        "Credit card firm sued by the state of Lemmer",
        "Coffee/tea war goes on",
        "“I quit.” Photo Row Ends Career of Minister",
    ],
)
def test_a_title_does_not(line: str) -> None:
    assert not ends_in_credit(line)


def test_a_credit_begins_behind_the_caption() -> None:
    caption = "The mill burns. " + "Nobody was hurt. " * 9
    assert credit_start(caption + "(Photo: Ina Moe)") == len(caption)
    assert credit_start("Jan de Boer/AP") is None
