"""Whether a clause speaks of a time as over."""

import pytest

from auditor import Article
from auditor.document import Document
from auditor.mentions.times import Stance, find_times, stance_of

CASES = [
    ("The inn was sold on May 3, 2019.", Stance.PAST),
    ("The inn will be sold on May 3, 2019.", Stance.FUTURE),
    ("The inn is to be sold on May 3, 2019.", Stance.FUTURE),
    ("The sale is held on May 3, 2019.", Stance.FUTURE),
    ("On May 3, 2019, the owners sold the inn.", Stance.PAST),
    ("The judge said the town must pay for what happened on May 3, 2019.", Stance.PAST),
    ("The owners agreed to sell the inn on May 3, 2019.", Stance.FUTURE),
    ("The owners announced on May 3, 2019, a sale.", Stance.PAST),
    ("The lease, which was signed in a hurry, runs until May 3, 2019.", Stance.FUTURE),
    ("The sale was put off to May 3, 2019.", Stance.FUTURE),
    ("We are open again! — Inn at Lemmer (@inn) May 3, 2019", Stance.PAST),
    ("Inn at Lemmer, May 3, 2019.", Stance.OPEN),
]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_stance(text: str, wanted: Stance) -> None:
    document = Document(Article(text=text))
    (time,) = find_times(document)
    assert stance_of(document, time) is wanted
