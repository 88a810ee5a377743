"""Whether a clause speaks of a time as over, and by which sign."""

import pytest

from auditor import Article
from auditor.document import Document
from auditor.mentions.times import Tense, find_times, telling_of

CASES = [
    ("The inn was sold on May 3, 2019.", Tense.PAST),
    ("The inn will be sold on May 3, 2019.", Tense.FUTURE),
    ("The inn is to be sold on May 3, 2019.", Tense.FUTURE),
    ("The sale is held on May 3, 2019.", Tense.FUTURE),
    ("On May 3, 2019, the owners sold the inn.", Tense.PAST),
    ("The judge said the town must pay for what happened on May 3, 2019.", Tense.PAST),
    ("The owners agreed to sell the inn on May 3, 2019.", Tense.FUTURE),
    ("The owners announced on May 3, 2019, a sale.", Tense.PAST),
    ("The lease, which was signed in a hurry, runs until May 3, 2019.", Tense.FUTURE),
    ("The sale was put off to May 3, 2019.", Tense.FUTURE),
    ("We are open again! — Inn at Lemmer (@inn) May 3, 2019", Tense.PAST),
    ("Inn at Lemmer, May 3, 2019.", Tense.OPEN),
    # a verb with what stands before it
    ("The inn would have been sold on May 3, 2019.", Tense.FUTURE),
    ("The inn could not also have been sold on May 3, 2019.", Tense.FUTURE),
    ("The inn is believed to have been sold on May 3, 2019.", Tense.PAST),
    ("The inn has been sold on May 3, 2019.", Tense.PAST),
    ("They used the inn on May 3, 2019.", Tense.PAST),
    ("The red inn of May 3, 2019.", Tense.OPEN),
    ("Fred on May 3, 2019.", Tense.OPEN),
    ("The inn is likely to burn on May 3, 2019.", Tense.FUTURE),
    ("A likely story of May 3, 2019.", Tense.OPEN),
    # over a comma a past verb gives way to a cue before it
    ("The owners plan, he said, a sale on May 3, 2019.", Tense.FUTURE),
    ("The inn, which was sold, burned down, on May 3, 2019.", Tense.PAST),
    ("The owners plan what she sold and he burned, on May 3, 2019.", Tense.PAST),
    # months and names are no modals
    ("They sold it between May 1, 2019, Will de Boer says, and him.", Tense.PAST),
    # a verb of saying takes a date that is near, and no other
    ("The firm announced in Lemmer on May 3, 2019, a sale.", Tense.PAST),
    ("The firm announced in old Lemmer on May 3, 2019, a sale.", Tense.OPEN),
    ("The firm said that on May 3, 2019, all is well.", Tense.OPEN),
    ("In 2011 the firm of the old harbour said that all is well.", Tense.PAST),
    ("In 2011 the firm of the very old harbour said that all is well.", Tense.OPEN),
    ("The firm said that deal of May 3, 2019, is dead.", Tense.OPEN),
    ("In 2011 the firm said, all is well.", Tense.OPEN),
    ("Names of the new owners to be announced on May 3, 2019", Tense.FUTURE),
    ("The sale is announced on May 3, 2019.", Tense.FUTURE),
    ("The sale was announced on May 3, 2019.", Tense.PAST),
    # who or what is meant, if there is any
    ("The board pays for any milk of mills sold on May 3, 2019.", Tense.FUTURE),
    ("The board pays for the milk sold on May 3, 2019.", Tense.PAST),
    ("The board never saw any milk that was sold on May 3, 2019.", Tense.PAST),
    ("The board never saw any man that sold milk on May 3, 2019.", Tense.PAST),
    # deadlines and plans given up
    ("The inn was promised by May 3, 2019.", Tense.FUTURE),
    ("The inn was promised by the May 3, 2019, meeting.", Tense.FUTURE),
    ("The inn was burned by May 3, 2019.", Tense.FUTURE),
    ("The inn was burned by mid May 3, 2019.", Tense.FUTURE),
    ("The inn was burned by a cook May 3, 2019.", Tense.PAST),
    ("The sale was moved from May 3, 2019.", Tense.FUTURE),
    ("The owners moved the sale from May 3, 2019.", Tense.FUTURE),
    ("The owners moved the whole sale from May 3, 2019.", Tense.PAST),
    ("The inn was shut from May 3, 2019.", Tense.PAST),
    # a day that a verb sets, unless it tells when that was done
    ("The board chose May 3, 2019, for the sale.", Tense.FUTURE),
    ("The board has set May 3, 2019, for the sale.", Tense.FUTURE),
    ("The board chose May 3, 2019, and left.", Tense.PAST),
    ("The sale was fixed May 3, 2019.", Tense.PAST),
    ("The sale had been fixed May 3, 2019.", Tense.PAST),
    # a participle of a thing tells nothing of the day; a verb behind a dash does
    ("The storm-damaged inn of May 3, 2019.", Tense.OPEN),
    ("The rented inn of May 3, 2019.", Tense.OPEN),
    ("A rented inn of May 3, 2019, is to be sold.", Tense.FUTURE),
    ("Inn-A rented boats on May 3, 2019.", Tense.PAST),
    ("Rented boats of May 3, 2019.", Tense.PAST),
    ("The inn - sold on May 3, 2019 - is shut.", Tense.PAST),
    # behind ", and on May 3," the clause is a new one
    ("The inn was sold, and on May 3, 2019, the owners will go.", Tense.FUTURE),
    ("The inn was sold, and on May 3, 2019 the owners.", Tense.PAST),
    ("The inn was sold and on May 3, 2019, the owners.", Tense.PAST),
    ("The inn was sold, and May 3, 2019, the owners.", Tense.PAST),
    # behind "that in 2030" the clause is a new one
    ("He said that in 2030 the inn will be sold.", Tense.FUTURE),
    ("He claimed that in 2030 the inn was sold.", Tense.PAST),
    # behind a verb of saying no verb before it tells, unless a comma parts the saying off
    ("The man who sold the inn says the rooms are free in May 2019.", Tense.OPEN),
    ("The inn was sold, the owner told us with a laugh, in May 2019.", Tense.PAST),
    ("He left the United States for an inn of hers in May 2019.", Tense.PAST),
    # behind a colon "from May 3" begins a clause
    ("The owner wrote: from May 3, 2019, the inn will be shut.", Tense.FUTURE),
    ("The inn was sold: May 3, 2019, will be dry.", Tense.PAST),
    # captions
    ("Inn at Lemmer, May 3, 2019. (Jan de Boer/Reuters)", Tense.PAST),
    ("Inn at Lemmer, May 3, 2019 (Reuters).", Tense.PAST),
    ("Inn at Lemmer, May 3, 2019. Jan de Boer/Reuters", Tense.PAST),
    ("Inn at Lemmer, May 3, 2019. Jan de Boer heard it from Reuters.", Tense.OPEN),
    ("Inn at Lemmer, May 3, 2019 (for the few that see it much too late, all in all: Reuters).", Tense.OPEN),
    # a clause that begins with the time looks behind it
    ("The owner, who in 2014 plans a fair, was ill.", Tense.FUTURE),
]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_tense(text: str, wanted: Tense) -> None:
    document = Document(Article(text=text))
    (time,) = find_times(document)
    assert telling_of(time.window(document)).tense is wanted
