"""What the title rules flag and pass, through the auditor's public face."""

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor import Article, Auditor, Finding
from auditor.checks.title_elsewhere import slug_words
from auditor.finding import Severity
from auditor.ruleset import RuleSet, load_rules
from auditor.text.tokens import find_tokens
from tests.growth import clocked, too_steep

RULES = tuple(rule for rule in load_rules().rules if rule.topic == "title")
AUDITOR = Auditor(RuleSet(RULES, "titles"))
FERRY = (
    "The harbour board met on Tuesday to talk about the new ferry, which has been late on nine days out of ten since "
    "the spring timetable came in. Passengers had complained to the board and to the town council of Lemmer. "
)


def findings(title: str, text: str, rule: str = "", **fields: object) -> list[Finding]:
    report = AUDITOR.audit(Article(title=title, text=text, **fields))  # type: ignore[arg-type]
    assert report.complete
    return [f for f in report.findings if f.rule.endswith(rule)]


def test_a_title_line_inside_the_text_is_judged_there() -> None:
    text = "Actress Mira Solheim to star in remake of silent classic\n" + FERRY * 3
    (finding,) = findings("", text, "unrelated")
    assert (finding.field, finding.quote) == ("text", "Actress Mira Solheim to star in remake of silent classic")


def test_the_message_names_what_is_missing() -> None:
    (finding,) = findings("Goalkeeper injury worries Barford coach", FERRY * 3, "unrelated")
    assert "Goalkeeper" in finding.message


def test_figures_do_not_tell_whether_a_title_fits() -> None:
    (finding,) = findings("Goalkeeper injury worries 28 Barford coaches in 1987", FERRY * 3, "unrelated")
    assert not {"28", "1987"} & set(finding.message.replace(",", " ").replace(".", " ").split())
    title, board = "How we paid off the ferry: 113k in 28 months, 11.18.19", FERRY + "We paid for it in months. "
    assert not findings(title, board * 3, "unrelated")


@pytest.mark.parametrize("title", ["Mission accomplished!", "Things to do", "Ferry", "Digest: Wednesday, March 5"])
def test_a_title_that_says_little_fits_any_text(title: str) -> None:
    assert not findings(title, FERRY * 20, "unrelated")
    assert findings("Goalkeeper injury worries coach", FERRY * 20, "unrelated")


def test_an_age_is_borne_out_by_the_year_of_birth() -> None:
    text = f"The ferry's first captain was born in Lemmer in 1922. {FERRY * 3}"
    title = "At 102, the captain of the Lemmer ferry looks back"
    assert not findings(title, text, "number-absent", published=date(2024, 6, 6))
    assert not findings(title, text, "number-absent", published=date(2023, 6, 6))
    assert findings(title, text, "number-absent", published=date(2022, 6, 6))


def test_a_span_of_years_is_borne_out_by_the_year_it_began_in() -> None:
    text = f"The old ferry burned in 1965. {FERRY * 3} The ferry had served the town for 40 years before it burned."
    title = "Sixty years after it burned, a ferry is late"
    assert not findings(title, text, "number-absent", published=date(2025, 3, 4))
    assert findings(title, text, "number-absent", published=date(2019, 3, 4))


@pytest.mark.parametrize("named", ["‘UNESCO’", '"UNESCO"', "“The UNESCO Talks”"])
def test_the_name_of_a_work_or_a_ship_need_not_stand_in_the_text(named: str) -> None:
    text = f"Haddad was told so. Haddad was angry, and Haddad left the board. {FERRY * 3}"
    assert findings("Ferry UNESCO is late on nine days", text, "organisation-differs")
    assert not findings(f"Ferry {named} is late on nine days", text, "organisation-differs")


def test_a_name_that_the_headline_has_otherwise_is_told_once() -> None:
    title = "Norway to pay for ferry that is late on nine days in ten"
    found = findings(title, f"{title.replace('Norway', 'Denmark')}\n{FERRY * 3}")
    (finding,) = [f for f in found if f.quote == "Norway"]
    assert finding.rule == "title/detail-differs"
    assert finding.evidence[0].quote == "Denmark"


def test_a_lone_apostrophe_in_place_of_a_name_is_none() -> None:
    title = "Board asks Norway to pay for ferry that is late on nine days"
    assert not findings(title, f"{title.replace('Norway', chr(39) + ' Brandt')}\n{FERRY * 3}", "detail-differs")


def test_a_headline_in_the_text_is_held_to_its_own_words() -> None:
    title = "Ferry late on 7 days in ten, as board and town admit"
    (finding,) = findings("", f"{title}\n{FERRY}\n{title.replace('7', '9')} | Lemmer Herald", "detail-differs")
    assert (finding.field, finding.quote, finding.span.start) == ("text", "7", 14)


@pytest.mark.parametrize("other", ["Board", "board", "the Harbour Board", "Harbor Board"])
def test_another_word_is_no_other_name(other: str) -> None:
    title = "Harbour Board to pay for ferry that is late on nine days in ten"
    assert not findings(title, f"{title.replace('Harbour Board', other)}\n{FERRY}", "detail-differs")


def test_a_title_of_common_words_is_not_judged() -> None:
    assert not findings("What comes next", FERRY * 3, "unrelated")


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Ferries 101: what to know before you sail", FERRY),
        ("Days of the ferry 2025 week 2", FERRY + "In week 2 the board met."),
        ("To find the 5 best ferries we sailed on 17", FERRY + "We sailed on 17 ferries, and give you the best."),
        ("Our 6 favorite bread machines", FERRY + "Our list names each of them; Zojirushi made three of the machines."),
        (
            "Ferry show opens in L.A.",
            FERRY + "Los Angeles has a show in June. Chicago and Chicago and Chicago have none.",
        ),
        ("Ferry late again | The Anti-June Cleaver", FERRY + "Hanley left. Hanley, said Hanley, is Hanley. " * 6),
        ("Ferry late, says Margaret Collins", FERRY + "I’m late. I’m sad. I’m cross, and still I’m here. " * 3),
    ],
)
def test_what_only_looks_like_a_conflict_passes(title: str, text: str) -> None:
    assert not [finding for finding in findings(title, text) if "differs" in finding.rule]


BRANDT = (
    "Heather Brandt stepped down as head of the regional water board on Monday after eleven years. Brandt said that she "
    "wanted to spend more time on her farm near Lemmer. The board will choose a successor in March; until then her deputy "
    "leads it. Under Brandt the charges stayed the same for six years, and a fifth of the pipes were renewed. "
    "Consumer groups praised her openness, though they had asked for lower charges for pensioners, who use less. "
)
SCANIA = (
    "Scania called 1,200 city buses back to its workshops on Monday because their doors may open while they move. Nobody "
    "has been hurt, Scania said. The fault lies in a switch. Scania expects the repair to take two hours a bus and to be "
    "done by the end of the year. Drivers can go on working if they lock the rear door by hand, and no line has to stop. "
    "Towns said that they would hire buses in the meantime, and send the bill to Scania. "
)
NAMED = ((BRANDT, "Brandt"), (SCANIA, "Scania"))


def severity(title: str, text: str, rule: str, **fields: object) -> Severity | None:
    """Of the one finding of `rule`; None if there is none."""
    found = findings(title, text, rule, **fields)
    return found[0].severity if found else None


def test_what_evidence_leaves_open_is_advice() -> None:
    sure = "Goalkeeper Solheim injured as Barford lose cup semi-final to Elmsley"
    doubtful = "Not another Collins, say friends of farms"
    (more,), (less,) = findings(sure, BRANDT * 3, "unrelated"), findings(doubtful, FERRY * 3, "unrelated")
    assert (more.severity, less.severity) == (Severity.MAJOR, Severity.INFO)
    assert more.confidence > less.confidence


def test_a_title_of_another_article_is_more_than_advice() -> None:
    title = "Goalkeeper Solheim injured as Barford lose cup semi-final to Elmsley"
    assert severity(title, BRANDT * 3, "unrelated") is Severity.MAJOR
    assert severity("Head of water board steps down", BRANDT * 3, "unrelated") is None


def test_the_message_names_the_four_words_that_tell_most() -> None:
    title = "Goalkeeper Solheim injured as Barford lose semi-final to Elmsley"
    (finding,) = findings(title, BRANDT * 3, "unrelated")
    assert len(finding.message.partition("does not have ")[2].split(", ")) == 4


@pytest.mark.parametrize(
    ("lines", "letters", "flagged"), [(5, 40, True), (6, 40, False), (6, 58, False), (6, 70, True)]
)
def test_six_short_lines_are_verse(lines: int, letters: int, flagged: bool) -> None:
    line = "The water rose in spring, and all the pipes of Lemmer sang of Lemmer till the board of Lemmer met"[:letters]
    title = "Goalkeeper Solheim injured as Barford lose cup semi-final to Elmsley"
    assert bool(findings(title, "\n".join([line] * lines), "unrelated")) is flagged


@pytest.mark.parametrize(
    ("author", "flagged"), [("Margaret Collins", False), ("Collins", True), ("one Margaret Collins", True)]
)
def test_an_author_closes_the_title_in_full(author: str, flagged: bool) -> None:
    assert bool(findings(f"Water board needs new head, says {author}", BRANDT, "person-differs")) is flagged


@pytest.mark.parametrize(("ground", "flagged"), [("build a harbour for the ferry", True), ("build a wall", False)])
def test_a_sentence_that_says_half_of_the_title_is_its_ground(ground: str, flagged: bool) -> None:
    text = f"The town is considering whether to {ground}, the mayor said on Monday. The council meets in March."
    assert bool(findings("Lemmer to build second ferry harbour", text, "claim-stronger")) is flagged


@pytest.mark.parametrize(("tokens", "flagged"), [(80, True), (79, False)])
def test_a_report_shorter_than_its_lead_names_nobody_instead(tokens: int, flagged: bool) -> None:
    text = BRANDT[: find_tokens(BRANDT).ends[tokens - 1]]
    title = "Margaret Collins resigns as head of water board"
    assert bool(findings(title, text, "person-differs")) is flagged


@pytest.mark.parametrize(("times", "flagged"), [(2, True), (1, False)])
def test_a_text_that_names_somebody_else_does_so_twice(times: int, flagged: bool) -> None:
    person, firm = (text.replace(name, name.lower()).replace(name.lower(), name, times) for text, name in NAMED)
    assert bool(findings("Margaret Collins resigns as head of water board", person, "person-differs")) is flagged
    assert bool(findings("UNESCO buses recalled over faulty doors", firm, "organisation-differs")) is flagged


@pytest.mark.parametrize(("source", "flagged"), [("unesco", False), ("unescoday", False), ("dayofunes", True)])
def test_a_paper_is_told_by_its_whole_name_or_a_part_of_four_letters(source: str, flagged: bool) -> None:
    found = findings("UNESCO buses recalled over faulty doors", SCANIA, "organisation-differs", source=source)
    assert bool(found) is flagged


@pytest.mark.parametrize(
    ("title", "text", "rule"),
    [
        ("Margaret Collins resigns as head of water board", BRANDT, "title/person-differs"),
        ("UNESCO buses recalled over faulty doors", SCANIA, "title/organisation-differs"),
    ],
)
def test_a_name_is_a_persons_or_a_bodys(title: str, text: str, rule: str) -> None:
    assert [finding.rule for finding in findings(title, text) if "differs" in finding.rule] == [rule]


@pytest.mark.parametrize(("name", "flagged"), [("ABBA", False), ("NTT", True)])
def test_a_part_of_a_papers_name_has_four_letters(name: str, flagged: bool) -> None:
    found = findings(f"{name} buses recalled over faulty doors", SCANIA, "organisation-differs", source="nttabbapost")
    assert bool(found) is flagged


@pytest.mark.parametrize(
    ("text", "flagged"), [("Kenya {}", False), ("Nairobi {}", False), ("Kenyan {}", False), ("{}", True)]
)
def test_a_country_is_told_by_its_people_or_capital(text: str, flagged: bool) -> None:
    body = text.format("crews went on strike. Ferries in Denmark did not sail. The Danish operator said so in Denmark.")
    assert bool(findings("Ferry strike in Kenya enters second week", body, "place-differs")) is flagged


@pytest.mark.parametrize(("title", "words"), [("Lemmer (site)", 0), ("Ferry late | Lemmer Herald", 1)])
def test_what_stands_behind_a_bar(title: str, words: int) -> None:
    assert len(findings(title, FERRY, "site-name", source="lemmerherald.example")) == words


@pytest.mark.parametrize(
    ("name", "severity_of"),
    [
        ("Lemmer Herald", Severity.MINOR),
        ("The Herald", Severity.MINOR),
        ("Her", Severity.INFO),
        ("Barford Post", Severity.INFO),
    ],
)
def test_a_site_is_known_by_four_letters_of_its_source(name: str, severity_of: Severity) -> None:
    title = f"Ferry late on nine days in ten | {name}"
    assert severity(title, FERRY, "site-name", source="Lemmer Herald") is severity_of


@pytest.mark.parametrize(("letters", "name"), [(12, "Lemmer Herald"), (13, "n" * 40)])
def test_a_site_and_its_sections_have_160_characters(letters: int, name: str) -> None:
    title = f"Ferry late on nine days - Lemmer Herald{(' | ' + 'n' * 40) * 3} | {'n' * letters}"
    (finding,) = findings(title, FERRY, "site-name")
    assert finding.message.endswith(f", {name}.")


@pytest.mark.parametrize(("day", "flagged"), [("2025-06-04", True), ("2025-06-05", False), ("2025-12-30", True)])
def test_a_day_within_a_week_may_be_told_by_its_weekday(day: str, flagged: bool) -> None:
    text = "The town council will vote on the harbour, its chairwoman said. The vote had been put off on June 3."
    found = findings("Vote on the harbour set for June 12", text, "date-differs", published=date.fromisoformat(day))
    assert bool(found) is flagged


@pytest.mark.parametrize(("model", "flagged"), [("4G", True), ("4th", False), ("4abc", False), ("4m", False)])
def test_a_model_is_a_figure_with_one_or_two_letters(model: str, flagged: bool) -> None:
    text = f"The harbour gets 5{model[1:]} masts. Men had asked for 5{model[1:]} for years, and 5{model[1:]} it is."
    assert bool(findings(f"New {model} masts for harbour", text, "model-differs")) is flagged


@pytest.mark.parametrize(
    ("around", "flagged"), [("to widen the harbour by spring", True), ("to widen the harbour by", False)]
)
def test_six_words_around_a_name_are_the_same_headline(around: str, flagged: bool) -> None:
    text = f"{FERRY}\nWhitlam {around} | Lemmer Herald\n{FERRY}"
    assert bool(findings(f"Henderson {around}", text, "detail-differs")) is flagged


@pytest.mark.parametrize(("characters", "flagged"), [(600, True), (601, False)])
def test_a_title_of_six_hundred_characters_may_be_the_headline(characters: int, flagged: bool) -> None:
    around = "to widen the harbour by spring".ljust(characters - len("Henderson "), "g")
    text = f"{FERRY}\nWhitlam {around} | Lemmer Herald\n{FERRY}"
    assert bool(findings(f"Henderson {around}", text, "detail-differs")) is flagged


@pytest.mark.parametrize(("times", "flagged"), [(3, True), (2, False)])
def test_a_word_belongs_to_a_name_if_it_stands_there_three_times(times: int, flagged: bool) -> None:
    text = FERRY + "The board of Norled Vestland met. " * times
    assert bool(findings("Ferries of Norled Volvo to sail by night", text, "detail-differs")) is flagged


@pytest.mark.parametrize(("sentences", "flagged"), [(13, True), (14, False)])
def test_a_report_says_what_its_title_says_in_fifteen_sentences(sentences: int, flagged: bool) -> None:
    ground = "The town of Lemmer is considering whether to build a second harbour for the ferry."
    text = "It was late. " * (sentences + 1) + ground
    assert bool(findings("Lemmer to build second ferry harbour", text, "claim-stronger")) is flagged


def test_the_publishers_own_name_in_a_title_passes() -> None:
    title, text = "The Barford Herald view on ferries", FERRY + "Hanley left. Hanley, said Hanley, is Hanley. " * 6
    assert findings(title, text, "organisation-differs")
    for source in ("https://barfordherald.example/", "The Barford Herald"):
        assert not findings(title, text, "organisation-differs", source=source)


@pytest.mark.parametrize("text", ["", " \n "])
@pytest.mark.parametrize("title", ["", " ", "?", "Ferry late in Norway, says Margaret Collins of 30 nations"])
def test_no_body_no_finding(title: str, text: str) -> None:
    assert not [f for f in findings(title, text) if f.severity]


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://a.example/2025/11/ferry-late-again.html", ["ferry", "late", "again"]),
        ("https://a.example/ferry_late_again/", ["ferry", "late", "again"]),
        ("https://a.example/f%C3%A4hre-nach-lemmer", ["fähre", "nach", "lemmer"]),
        ("https://a.example/", []),
        ("", []),
    ],
)
def test_slug_words(url: str, words: list[str]) -> None:
    assert slug_words(url) == words


@settings(max_examples=200)
@given(st.text(max_size=120), st.text(max_size=400))
def test_quotes_are_the_text_at_their_offsets(title: str, text: str) -> None:
    article = Article(title=title, text=text + FERRY * 2)
    report = AUDITOR.audit(article)
    assert report.complete, report.failures
    for finding in report.findings:
        assert article.field(finding.field)[finding.span.start : finding.span.end] == finding.quote


@pytest.mark.parametrize(
    "title",
    ["Norway " * 4000, "12 of 25 " * 4000, "Abc Def " * 4000, "a" * 40000, " - " * 10000, "Ferry | " * 5000],
)
def test_long_titles_take_linear_time(title: str) -> None:
    def work(length: int) -> Mapping[str, float]:
        article = Article(title=(title * 2)[:length], text=FERRY * 20)
        return {"audit": clocked(lambda: AUDITOR.audit(article))}

    assert too_steep(work, len(title) // 8, len(title)) == {}


@pytest.mark.parametrize("title", ["Ferry will not sail", "Rejected", "Ferry fails", "Rejected | Lemmer Herald"])
@pytest.mark.parametrize("text", ["", "\n", "The board approved."])
def test_a_title_or_a_text_of_next_to_nothing_is_judged(title: str, text: str) -> None:
    assert not [finding for finding in findings(title, text) if finding.rule != "title/site-name"]


@pytest.mark.parametrize(
    ("beside", "flagged"), [("Board Hendersons Lemmer", True), ("Norled Hendersons Lemmer", False)]
)
def test_a_verb_stands_between_two_names(beside: str, flagged: bool) -> None:
    around = "to widen the harbour by spring"
    text = f"{FERRY}\n{beside.replace('Hendersons', 'Whitlams')} {around}\n{FERRY}"
    assert bool(findings(f"{beside} {around}", text, "detail-differs")) is flagged


@pytest.mark.parametrize(("numbers", "flagged"), [((1, 2, 3), False), ((2, 3, 4), True), ((1, 2), True)])
def test_a_list_numbers_its_parts_from_one_on(numbers: tuple[int, ...], flagged: bool) -> None:
    part = "The works at Lemmer lose a fifth of what they pump, and most of it on the way to the harbour."
    text = "\n\n".join(f"{number}. {part}" for number in numbers)
    assert bool(findings("Three lessons that Barford learned from goalkeepers", text, "unrelated")) is flagged
