"""Names of a title in another part than in its text, and titles that say the opposite; all texts are invented."""

import pytest

from auditor import Article, Auditor, Finding
from auditor.document import Document
from auditor.finding import Severity
from auditor.mentions.title_roles import find_roles
from auditor.ruleset import RuleSet, load_rules

RULES = ("title/name-of-another", "title/says-opposite")
AUDITOR = Auditor(RuleSet(tuple(rule for rule in load_rules().rules if rule.id in RULES), "roles"))
OF_ANOTHER = [
    (
        "<Dalgaard>'s licence suspended over fishing fraud",
        "The fisheries court on Tuesday suspended the licence of skipper Ivar Tveit, who had landed cod at "
        "night and written haddock into his books. Tveit must stay ashore for two years. The judges said that "
        "the fraud had gone on since 2019. His nets are to be sold. Harbour master Lene Dalgaard said she had "
        "not known of it. Tveit can appeal until March. Forty boats fish from the harbour.",
    ),
    (
        "<Okafor> charged with arson in warehouse fire",
        "Police charged a former guard, Samuel Brenner, with arson on Wednesday, three weeks after a "
        "warehouse burned down by the canal. Brenner, 34, was arrested at his sister's home. Investigators "
        "found petrol cans in his car. He denies that he set the fire. The owner of the warehouse, Chidi "
        "Okafor, lost stock worth two million dollars. A trial is to begin in May; Brenner stays in custody "
        "until then.",
    ),
    (
        "<Kessler> steps down after leak of emails",
        "The chairwoman of the transport board, Diane Apted, stepped down on Thursday, two days after emails "
        "were leaked in which she made fun of passengers. Apted said that she wanted to spare her family. The "
        "emails were sent to a colleague, Mark Kessler, who has declined to comment. Apted had led the board "
        "since 2020. A successor will be named in June.",
    ),
    (
        "Court clears <Bannister> of libel",
        "A court on Wednesday cleared the writer Joan Tulloch of libel. She had called a builder a crook in a "
        "novel, under another name. Tulloch said that she was relieved. The builder, Roy Bannister, must pay "
        "the costs of the case. Tulloch's publisher had stood by her. The novel has sold 80,000 copies since "
        "the case began.",
    ),
    (
        "<Ingham> buys brewery for 40 million",
        "Hotelier Grace Pemberly is buying the Stoke Lane brewery for 40 million pounds, both sides said on "
        "Friday. The seller is the family of Colin Ingham, whose grandfather founded it. Pemberly owns eleven "
        "hotels. She said that she wants to keep all 120 workers and brew a beer without alcohol. Pemberly "
        "will pay in three parts. Brewing began at Stoke Lane in 1903.",
    ),
    (
        "<Northgate> fined 12 million for price fixing",
        "The competition office fined the cement maker Halvard 12 million euros on Tuesday for agreeing on "
        "prices with builders for years. Halvard said that it would appeal. The case began when a rival, "
        "Northgate, handed over its own emails; it goes free. The office searched Halvard's plants in 2022. "
        "Halvard has 900 workers. Its shares fell by a tenth.",
    ),
    (
        "Earthquake in <Peru> kills nine",
        "QUITO - Nine people were killed in Ecuador on Sunday as an earthquake shook the coast. The quake "
        "brought down forty houses in the north of Ecuador, rescuers said. President Noboa sent soldiers to "
        "the coast. The government of Ecuador asked neighbours for dogs. Peru offered two planes. Ecuador "
        "lies where two plates meet. The last quake of this strength killed 600 people in 2016.",
    ),
    (
        "<Sweden> bans phones in schools",
        "Pupils in Denmark may no longer bring phones to school from August. The Danish parliament passed the "
        "ban on Thursday. Teachers in Denmark had asked for it. Sweden is looking at a law of its own. In "
        "Denmark, nine in ten pupils of eleven years own a phone. The ban does not apply to upper schools.",
    ),
    (
        "<Amadi> named coach of the year",
        "Sofia Lindgren is the coach of the year. The federation gave her the prize on Sunday for a season "
        "without defeat. Lindgren, 44, trains a team of students. The second place went to Joseph Amadi, who "
        "won the cup. Lindgren said that the prize belonged to her players.",
    ),
    (
        "<Brandao> found guilty of poaching",
        "LUSAKA - A court on Friday found the hunter Pieter Maas guilty of having killed four elephants in a "
        "park. Maas must go to prison for six years. The ranger who caught him, Inês Brandao, sat in the "
        "front row. Maas said nothing as he was led away. His trophies will be burnt.",
    ),
    (
        "Novelist <Ferreira> dies aged 77",
        "The novelist Agnes Moorcroft died at her home on Tuesday. She was 77. Her publisher said that she "
        "had been ill since spring. Moorcroft wrote eleven novels. 'Rain for Martha' was filmed by Luis "
        "Ferreira. In an interview Moorcroft said that she wrote to be left alone. She leaves two sons.",
    ),
    (
        "<Quinlan> injured as stage collapses",
        "The singer Dora Vance broke an arm when a stage collapsed during a rehearsal on Saturday. Two of her "
        "dancers were hurt, too. Vance was taken to hospital. Her manager, Rob Quinlan, said that the tour "
        "would begin a month late. Vance thanked the firemen. The stage had been checked the day before.",
    ),
]
"""The name in angle brackets is that of another than whom the text says it of."""
OPPOSITES = [
    (
        "Judge <blocks> sale of harbour",
        "A judge on Monday allowed the sale of the harbour to a fund from Canada. Unions had gone to court "
        "against it. The judge said that the port would stay open to all ships. The fund pays 800 million "
        "euros. The unions said they would appeal to a higher court.",
    ),
    (
        "Bishops <oppose> marriage reform",
        "The conference of bishops said on Thursday that it supports the reform of the marriage law, which "
        "gives more rights to parents who live apart. The bishops support it because children must come "
        "first, they wrote. Parliament votes in May. Other churches want to wait.",
    ),
    (
        "Senate <passes> bill on river dams",
        "The Senate on Wednesday rejected the bill on river dams by 52 votes to 48. It would have let owners "
        "pull down dams with public money. Anglers had fought for the bill for ten years. Power companies "
        "were against it. The bill can come back next year.",
    ),
    (
        "Union <accepts> pay offer of railway",
        "The drivers' union turned down the railway's pay offer on Monday and called a strike for Thursday. "
        "The union wants seven percent, the railway offers four. The union said that the offer did not make "
        "up for prices. The railway will run one train in three.",
    ),
    (
        "Minister <denies> he took gifts from builder",
        "The minister of works admitted on Sunday that he took gifts from a builder, among them two watches "
        "and a trip to the sea. He admitted it in a letter to parliament. The opposition asks him to resign. "
        "The builder got three contracts worth 12 million.",
    ),
    (
        "Court <overturns> ban on night flights",
        "The highest court on Tuesday upheld the ban on night flights over the city. Airlines had sued "
        "against it. The court upheld the ban because sleep weighs more than freight, it said. The ban holds "
        "from eleven to six. Two airlines want to move to another airport.",
    ),
    (
        "Ferry company <hires> 200 sailors",
        "The ferry company dismissed 200 sailors on Monday, by a film that was sent to their phones. The "
        "union spoke of piracy. The company said that it would otherwise have gone under.",
    ),
    (
        "Airline <to resume> flights to Harare",
        "The airline will not resume its flights to Harare this summer, it said on Monday. Too few seats had "
        "been sold in the past. Travellers must change in Addis Ababa.",
    ),
    (
        "Museum will <return> mask to tribe",
        "The museum refuses to return a mask to the tribe from which it was taken in 1897, its director said "
        "on Friday. The tribe has asked for it four times.",
    ),
]
"""The text says the opposite of the words in angle brackets."""
RIGHT = [
    (
        "Judge Whitcombe sentences accountant to nine years",
        "An accountant who took the savings of forty pensioners was sentenced to nine years in prison on "
        "Tuesday. Raymond Furst had promised them interest of twelve percent. Judge Eleanor Whitcombe said "
        "that Furst had shown no remorse. Furst spent the money on horses. Furst's lawyer announced an "
        "appeal. Furst has three months.",
    ),
    (
        "Marchetti concedes as Brandreth wins Dunholm",
        "Teacher Alice Brandreth will be the next mayor of Dunholm. She won 54 percent of the vote on Sunday. "
        "Brandreth wants to reopen the swimming pool. She beat the incumbent, Carlo Marchetti, who conceded. "
        "Brandreth takes office in April.",
    ),
    (
        "Airbus gains as Boeing recalls jets over loose bolts",
        "Boeing asked airlines on Friday to look at 160 jets, as bolts in the rudder may be loose. The recall "
        "takes in planes that were delivered since 2021. Boeing said each check takes four hours. Shares of "
        "Boeing fell, those of Airbus rose.",
    ),
    (
        "Peru sends planes after earthquake kills nine",
        "QUITO - Nine people were killed in Ecuador on Sunday as an earthquake shook the coast of Ecuador. "
        "The government of Ecuador asked neighbours for dogs. Peru offered two planes. Ecuador lies where two "
        "plates meet.",
    ),
    (
        "Okafor loses two million in warehouse fire",
        "Police charged a former guard, Samuel Brenner, with arson on Wednesday after a warehouse burned "
        "down. Brenner was arrested at his sister's home. The owner, Chidi Okafor, lost stock worth two "
        "million dollars. Brenner stays in custody.",
    ),
    (
        "Bannister loses libel suit against Tulloch",
        "A court on Wednesday cleared the writer Joan Tulloch of libel. She had called a builder a crook in a "
        "novel. Tulloch said she was relieved. The builder, Roy Bannister, must pay the costs. Tulloch's "
        "publisher had stood by her. The novel has sold 80,000 copies.",
    ),
    (
        "Duarte steps in for injured Holm",
        "United will have to do without Kasper Holm for six weeks. Holm hurt his knee. In his place Luis "
        "Duarte, 19, is likely to start on Saturday. Holm tore a ligament. United are third.",
    ),
    (
        "Finch under suspicion, Tolliver shocked",
        "Police searched the home of treasurer Ada Finch on Thursday and took away nine boxes. Finch was not "
        "at home. Mayor Gus Tolliver called the search a shock. The town had trusted Finch for twenty years. "
        "Prosecutors want to question Finch next week.",
    ),
    (
        "Tolliver: Town trusted treasurer for 20 years",
        "Police searched the home of treasurer Ada Finch on Thursday and took away nine boxes. Finch was not "
        "at home. Mayor Gus Tolliver called the search a shock. The town had trusted Finch for twenty years, "
        "he said. Prosecutors want to question Finch next week.",
    ),
    (
        "Ash from Argentine volcano falls on Chile",
        "A volcano in the south of Argentina sent ash nine kilometres into the sky on Sunday. Argentina "
        "closed two airports. Farmers in Argentina brought their sheep to safety. Ash also fell on villages "
        "in Chile. The volcano last erupted in 1991.",
    ),
    (
        "Ranger Brandao gets poacher jailed",
        "A court on Friday found the hunter Pieter Maas guilty of having killed four elephants in a park. "
        "Maas must go to prison for six years. The ranger who caught him, Inês Brandao, sat in the front row. "
        "Maas said nothing as he was led away.",
    ),
    (
        "Lidl gains from Coop bag ban",
        "The supermarket chain Coop will sell no more plastic bags from June. Coop sold 40 million last year. "
        "Analysts think that Lidl gains. Coop has 900 shops.",
    ),
    (
        "Senate passes dam bill after House rejected it",
        "The Senate passed the bill on river dams by 52 votes to 48. The House had rejected the bill in "
        "March. Anglers had fought for it. The president must sign.",
    ),
    (
        "Inflation falls in May despite dearer food",
        "Inflation fell to 2.1 percent in May, while food prices rose to a record. Energy became cheaper. "
        "Core inflation rose to 3 percent. The central bank meets next week.",
    ),
    (
        "Bishops oppose marriage reform",
        "The conference of bishops said on Thursday that it is against the reform of the marriage law, which "
        "it had supported last year. The bishops want to wait. Parliament votes in May. Other churches "
        "support the reform.",
    ),
    (
        "Minister denies he took gifts",
        "The minister of works denied on Sunday that he took gifts from a builder. A clerk had admitted that "
        "there were gifts. The opposition asks him to resign. The builder got three contracts.",
    ),
    (
        "Nurses end strike as hospitals give in",
        "Nurses at eleven hospitals ended their strike on Wednesday. They began it on Sunday after talks "
        "broke down. They get six percent.",
    ),
    (
        "Bank raises rates again",
        "The central bank raised its rate by a quarter of a point on Thursday. It had cut rates twice last "
        "year. The governor said that prices still rise too fast.",
    ),
    (
        "Shares fall as forecast disappoints",
        "Shares of the chip maker fell 9 percent on Tuesday after it had risen by as much the day before. "
        "Analysts had expected more.",
    ),
]


def findings(title: str, text: str) -> list[Finding]:
    return list(AUDITOR.audit(Article(title=title.replace("<", "").replace(">", ""), text=text)).findings)


@pytest.mark.parametrize(("title", "text"), OF_ANOTHER)
def test_the_name_of_another_is_worth_a_look_at_least(title: str, text: str) -> None:
    (finding,) = findings(title, text)
    start = title.index("<")
    assert (finding.rule, finding.field) == ("title/name-of-another", "title")
    assert finding.span.start == start
    assert finding.quote == title[start + 1 : title.index(">")]


@pytest.mark.parametrize(("title", "text"), OPPOSITES)
def test_the_opposite_is_found(title: str, text: str) -> None:
    (finding,) = findings(title, text)
    assert (finding.rule, finding.field) == ("title/says-opposite", "title")
    assert finding.quote in title[title.index("<") : title.index(">")]


@pytest.mark.parametrize(("title", "text"), RIGHT)
def test_a_right_title_is_no_error(title: str, text: str) -> None:
    found = findings(title, text)
    assert all(finding.severity is Severity.INFO for finding in found)
    assert "title/says-opposite" not in {finding.rule for finding in found}


def sorts(title: str, text: str) -> list[str]:
    return [role.sort for role in find_roles(Document(Article(title=title, text=text)))]


@pytest.mark.parametrize(
    ("named", "sort"),
    [
        ("Lene Tolliver", "person"),
        ("Grace Tolliver", "person"),
        ("Mayor Tolliver", "other"),
        ("Port Tolliver", "other"),
        ("Milwaukee Tolliver", "other"),
        ("24 Tolliver", "other"),
        ("Water Tolliver", "other"),
    ],
)
def test_a_first_name_makes_a_person(named: str, sort: str) -> None:
    rival = named.replace("Tolliver", "Brubaker")
    text = f"Police took away nine boxes of the town. {rival} was gone. They seek {rival}. {named} wept."
    assert sorts("Tolliver under suspicion of the police", text) == [sort]


def test_whom_the_text_names_five_times_may_be_taken_for_another() -> None:
    text = "Police took away nine boxes of the town. They seek Brubaker, said Brubaker." + " Tolliver wept." * 5
    assert len(sorts("Tolliver under suspicion", text)) == 1


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Tolliver under suspicion", "They seek Brubaker, said Brubaker." + " Tolliver wept." * 6),
        ("Margaret under suspicion", "They seek Brubaker, said Brubaker. Margaret wept."),
        ("NTT under suspicion", "They seek Brubaker of Norwegian Tram Trust, said Brubaker. NTT wept."),
        ("NATO under suspicion", "They seek Brubaker of the Alliance, said Brubaker. NATO wept."),
    ],
)
def test_whom_the_text_tells_of_or_names_otherwise_has_its_own_part(title: str, text: str) -> None:
    assert sorts(title, f"Police took away nine boxes of the town. {text}") == []
    assert sorts("Volvo under suspicion", "Police took nine boxes. They seek Brubaker, said Brubaker. Volvo wept.")


@pytest.mark.parametrize(("rival", "sort"), [("Brubaker, said Brubaker", ["other"]), ("Brubaker", [])])
def test_whom_the_text_is_about_it_names_again(rival: str, sort: list[str]) -> None:
    text = f"Police took away nine boxes of the town. They seek {rival}. Tolliver wept."
    assert sorts("Tolliver under suspicion", text) == sort


@pytest.mark.parametrize(("others", "rival"), [(7, "Brubaker"), (8, "Adema")])
def test_eight_rivals_are_looked_at(others: int, rival: str) -> None:
    names = ("Adema", "Whitlam", "Hanley", "Solheim", "Kowalski", "Okafor", "Halcrow", "Moorcroft")[:others]
    text = "Police took away nine boxes of the town. " + "".join(f"They met {name}. " * 3 for name in names)
    text += "Suspicion fell on Brubaker, under Brubaker. Tolliver wept."
    (role,) = find_roles(Document(Article(title="Tolliver under suspicion", text=text)))
    assert role.rival.written == rival


@pytest.mark.parametrize(
    ("said", "words"), [("slept at dusk", 0), ("won the cup", 1), ("won the cup at dusk by suspicion", 2)]
)
def test_words_of_the_title_that_are_told_of_a_name_have_three_letters(said: str, words: int) -> None:
    text = f"Police took away nine boxes of the town. They seek Brubaker, said Brubaker. Tolliver {said}."
    (role,) = find_roles(Document(Article(title="Tolliver under suspicion at cup", text=text)))
    assert role.words_of_own == words
