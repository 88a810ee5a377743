"""Sums that a reader does in the head: each text is flagged with the wrong figure, and passes with the right one."""

from collections.abc import Callable

import pytest
from marshmallow import ValidationError

from auditor.checks.fold_change import Params as FoldParams
from auditor.finding import Finding

Flag = Callable[..., list[Finding]]

TOTALS = [
    ("The family keeps 340 hens, 25 ducks and six geese - {} birds altogether - on two fields.", "381", "371"),
    ("Votes came in from 210 members in the hall and 145 online, {} in total.", "365", "355"),
    ("The ferry carried 112 cars, 14 lorries and 37 motorcycles, making {} vehicles in all.", "173", "163"),
    ("The two funds gave $300,000 and $450,000 respectively, {} in total.", "$850,000", "$750,000"),
    ("{} houses were hit: six in Mill Lane, four in Church Street and three on the quay.", "Fourteen", "Thirteen"),
    ("He leaves {} grandchildren - four boys and two girls.", "seven", "six"),
    ("Investigators listed {} complaints - 30 about noise and 16 about smoke.", "48", "46"),
]
WHOLES = [
    ("Of the {} singers, 31 are women and 28 men.", "52", "59"),
    ("Labour holds 11 of the {} seats and the Conservatives 10.", "19", "21"),
    ("Of the 250 homes planned, 140 will be flats, 80 terraced houses and the remaining {} bungalows.", "40", "30"),
    ("Seven of the 16 sailors were saved by helicopter, and the remaining {} by the lifeboat.", "eight", "nine"),
    ("Two of the five brothers emigrated. The other {} stayed on the farm.", "four", "three"),
    ("Of its {} workers, 210 are in the plant and 140 in the office.", "320", "350"),
]
RECORDS = [
    ("In {} games under the new coach they have won five, drawn four and lost two.", "12", "11"),
    ("Town won nine of their 15 home games, drew four and lost {}.", "three", "two"),
    ("They went 8-3-2 in their first {} games.", "14", "13"),
    ("Her career record stands at {} fights: 33 wins, five losses and three draws.", "40", "41"),
    ("He won 41 and lost {} of his 52 fights.", "12", "11"),
]
VOTES = [
    ("Parliament, which has 120 members, passed the budget with 64 votes to {}.", "59", "52"),
    ("The town council has 13 seats. On Tuesday it voted {} against the road.", "8-6", "8-5"),
    ("The seven-member commission approved the plan on a {} vote.", "5-3", "5-2"),
]
MARGINS = [
    ("Smit beat Bos by {} votes, 4,220 to 3,908.", "302", "312"),
    ("The bill failed by {} votes, 48-50.", "three", "two"),
    ("The visitors won 3-1, a margin of {} goals.", "three", "two"),
]
SHARES = [
    ("Smit took 46 percent, Bos 38 percent and Vos {} percent of the vote.", "22", "16"),
    ("Asked about the bridge, 51 percent said yes, 46 percent no, and {} percent did not know.", "seven", "three"),
    ("Rent takes 40 percent of her pay, food 30 percent and the bus the remaining {} percent.", "35", "30"),
]
RULES = {
    "total-differs": TOTALS,
    "parts-exceed": WHOLES,
    "record-differs": RECORDS,
    "votes-over-members": VOTES,
    "margin-differs": MARGINS,
    "shares-over-whole": SHARES,
}
CASES = [(f"number/{rule}", *case) for rule, cases in RULES.items() for case in cases]


@pytest.mark.parametrize(("rule", "text", "wrong", "right"), CASES)
def test_a_sum_is_flagged_unless_it_comes_out(flag: Flag, rule: str, text: str, wrong: str, right: str) -> None:
    (finding,) = flag(rule, text.format(wrong))
    assert finding.quote in text.format(wrong)
    assert not flag(rule, text.format(right))


@pytest.mark.parametrize(
    ("rule", "text", "message"),
    [
        (
            "number/parts-exceed",
            "Of the 4,200 tickets 2,900 were sold in advance and 1,600 at the gate.",
            "2,900 + 1,600 make 4,500; the text says that they are of 4,200.",
        ),
        (
            "number/record-differs",
            "The Falcons are 17-7-4 through 29 games.",
            "17 + 7 + 4 make 28; the text has 29 played.",
        ),
        (
            "number/votes-over-members",
            "The council of 20 voted 14 to 9.",
            "14 + 9 make 23 votes; the text gives the body 20 members.",
        ),
        (
            "number/margin-differs",
            "The bill failed by three votes, 48-50.",
            "48 and 50 are 2 apart; the text says three.",
        ),
        (
            "number/shares-over-whole",
            "Smit won 52.5 percent of the vote, Bos 31 percent and Vos 24 percent.",
            "52.5 + 31 + 24 make 107.5 percent.",
        ),
    ],
)
def test_the_message_is_the_sum(flag: Flag, rule: str, text: str, message: str) -> None:
    assert [finding.message for finding in flag(rule, text)] == [message]


@pytest.mark.parametrize(("percent", "count"), [(17, 0), (18, 0), (19, 1)])
def test_each_share_may_be_rounded_by_half_a_point(flag: Flag, percent: int, count: int) -> None:
    text = f"Smit won 52 percent of the vote, Bos 31 percent and Vos {percent} percent."
    assert len(flag("number/shares-over-whole", text)) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Smit won 52 percent of the vote, Bos 49 percent.", 0),
        ("Smit won 52 percent of the vote, Bos 50 percent.", 1),
        ("Smit took 52 percent of all of the votes, Bos 61 percent.", 1),
        ("Smit took 52 percent of all the votes, Bos 61 percent.", 0),
        ("Smit took 52 percent of the ballots, Bos 61 percent of the vote.", 1),
        ("Smit took 52 percent of ballots, Bos 61 percent of the vote.", 1),
        ("Smit took 52 percent of the seats, Bos 61 percent of the vote.", 0),
        ("Smit won 104 percent of the vote in 20 towns.", 0),
        ("Smit took 60 percent of the vote, Bos 43 percent, Vos 30 percent and Kok 20 percent.", 1),
        ("Smit took 60 percent of the vote, Bos 42 percent, Vos 30 percent and Kok 20 percent.", 0),
        ("By then in Lemmer town 52 percent of the vote went to Smit, 61 percent to Bos.", 1),
        ("By then in Lemmer 52 percent of the vote went to Smit, 61 percent to Bos.", 0),
        ("Smit won 52 percent of the vote, Bos 61 percent all in Lemmer.", 1),
        ("Smit won 52 percent of the vote, Bos 61 percent in Lemmer.", 0),
        ("The board found 61 percent were very much in favour, 52 percent against.", 1),
        ("The board found 61 percent were all very much in favour, 52 percent against.", 0),
    ],
)
def test_shares_of_one_whole(flag: Flag, text: str, count: int) -> None:
    assert len(flag("number/shares-over-whole", text)) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The council of 20 voted 11 to 9.", 0),
        ("The council of 20 voted 12 to 9.", 1),
        ("The council of 20 voted at once today 14 to 9.", 1),
        ("The council of 20 voted at once here today 14 to 9.", 0),
        ("The 20-member old red town council voted 14 to 9.", 1),
        ("The 20-member old red brick town council voted 14 to 9.", 0),
        ("The 15 members of the school board voted 9 to 7.", 1),
        ("The 15 members of the old school board voted 9 to 7.", 0),
        ("In the 30-seat council, 18 members voted for the tax and 14 voted against.", 1),
        ("In the 30-seat council, 18 members voted for the tax and 14 voted firmly against.", 0),
        ("The council of 20 is old and now small. It voted 14 to 9.", 0),
        ("The council of 20 is old and small now. It voted 14 to 9.", 1),
    ],
)
def test_where_a_vote_and_its_body_stand(flag: Flag, text: str, count: int) -> None:
    assert len(flag("number/votes-over-members", text)) == count


@pytest.mark.parametrize(
    ("rule", "text", "count"),
    [
        ("total-differs", "It brought 12 men and 9 women for a total of 23 people.", 1),
        ("total-differs", "It brought 12 men and 9 women and a total of 23 people.", 0),
        ("total-differs", "The court freed seven people: four sailors and two cooks at once more.", 1),
        ("total-differs", "The court freed seven people: four sailors and two cooks once more.", 0),
        ("total-differs", "It holds 1.2 million oars, 2.1 million sails and 3.1 million ropes, 6.7 million in all.", 1),
        ("total-differs", "It holds 1.2 million oars, 2.1 million sails and 3.1 million ropes, 6.6 million in all.", 0),
        ("total-differs", f"It brought 12 men {'now ' * 11}and 9 women, 23 in all.", 1),
        ("total-differs", f"It brought 12 men {'now ' * 12}and 9 women, 23 in all.", 0),
        ("parts-exceed", "The side won six of the eight cups at home and six late of the seven abroad.", 1),
        ("parts-exceed", "The side won six of the eight cups at home and six of the seven abroad.", 0),
        ("parts-exceed", "Of the 84 boats, 61 were painted, and 40 were sold.", 1),
        ("parts-exceed", "Of the 84 boats, 61 were painted, and 40 of them sold.", 0),
        ("record-differs", "They have played 12 games, won 9 and lost 6.", 1),
        ("record-differs", "They have played 12 games and won 15.", 0),
    ],
)
def test_where_a_list_of_parts_ends(flag: Flag, rule: str, text: str, count: int) -> None:
    assert len(flag(f"number/{rule}", text)) == count


@pytest.mark.parametrize(("parts", "count"), [(15, 1), (16, 1), (17, 0)])
def test_a_list_of_many_figures_is_a_table(flag: Flag, parts: int, count: int) -> None:
    listed = ", ".join(f"{20 + part} boats" for part in range(parts - 1)) + " and 90 crews"
    assert len(flag("number/total-differs", f"The clerk has {listed}, 1,999 in all.")) == count


@pytest.mark.parametrize(
    "text",
    [
        "The board of five recommended the plan, and the council voted 12 to 3 for it.",
        "The three-judge panel ruled 2-1. The court later voted 9-4 to hear the case again.",
        "The five-member panel of the senate voted 3-2; the senate, with 100 members, passed it 61-39.",
        "The council, which has nine members from the town and four from the villages, voted 7-6.",
    ],
)
def test_votes_of_another_body_pass(flag: Flag, text: str) -> None:
    assert not flag("number/votes-over-members", text)


@pytest.mark.parametrize(
    ("form", "problem"),
    [
        ("<high> {numbers/nothing} <low> <times>", "no word list"),
        ("<high> ?? <low> <times>", "no part of a form"),
        ("<high> , <low>", "<times>"),
        ("<high> {links} <times> {links} <low>", "{links} is no list of words"),
    ],
)
def test_a_form_that_cannot_be_read_is_told(form: str, problem: str) -> None:
    with pytest.raises(ValidationError, match=problem):
        FoldParams().load({"folds": {}, "forms": [form]})
