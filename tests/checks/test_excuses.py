"""Excuses of the kinds `story` and `revision`: each lets something pass that is flagged without it."""

from datetime import date

import pytest

from auditor.article import Article, Span
from auditor.audit import Auditor
from auditor.checks import revision
from auditor.checks.excuses import Excuses
from auditor.checks.stories import (
    administration,
    count,
    day,
    name_spelling,
    office,
    quotation,
    scene,
    slot,
    status,
    strength,
)
from auditor.knowledge import Knowledge
from auditor.ruleset import RuleSet, load_rules
from auditor.story.telling import make_telling

Report = str | tuple[str, date | None, str | None]
"""A text, or a text, its day and the number of the report that it is a copy of."""
Found = tuple[list[tuple[str, Span, list[str | None]]], list[str]]
OLD, NEW = date(2025, 3, 4), date(2025, 3, 6)
CRATES = "The fire in the Lerwick market destroyed {} crates of salmon, the trust said."
FIRE_ENGINES = "Norway wants help. Neighbours will send fire engines to Norway by rail, if the ministers agree to it."
RAIL_CARS = "Norway wants help with its fires. Rail cars that send fire engines into Norway are ready, ministers said."
FELD = "The Feld administration is weighing new rules for ferries, officials say."
FELDS_PROMISE = "Ports wait for rules on ferries that the Feld administration has promised them."
BRANDT = "New rules for ferries are being weighed by the Brandt administration and the ports."
LEAD = "Captain Mary Halcrow resigned after the ferry Hildur broke down off Kirkwall with all passengers."
OTHERS = (
    "The ferry Hildur broke down.",
    "Passengers were given soup.",
    "Tugs reached the ferry.",
    "She was towed home.",
)
SALMON = "“We shall land all of our salmon at Scalloway until a new hall stands here,” said Magnus Halcrow."
SENATOR = "Talks on the river treaty will go on, Senator Marta Keel told reporters."
SECRETARY = "Secretary of State Marta Keel wants more talks on the river treaty."

CASES: dict[tuple[str, str], tuple[Excuses, dict[str, tuple[Report, ...]]]] = {
    ("story/claim-stronger", "step"): (
        strength.STRENGTHS.excuses,
        {
            "one voice": (
                "Norway formally agreed to lease the icebreaker.",
                ("Norway agreed to consider a lease of the icebreaker.", None, "0"),
            ),
            "not firm here": (
                "Norway agreed to consider a lease of it.",
                "Norway agreed to consider a lease, they said.",
            ),
            "not left open there": (
                "Norway formally agreed to lease it.",
                "Norway formally agreed on the lease of it.",
            ),
        },
    ),
    ("story/status-differs", "status"): (
        status.STATUSES.excuses,
        {
            "one voice": (
                "Mediators of the ceasefire met in Doha.",
                ("There are no signs of a ceasefire in Doha, officials said.", None, "0"),
            ),
            "the same": (
                "Mediators of the ceasefire met in Doha.",
                "Guards of the ceasefire met in Doha.",
                "There are no signs of a ceasefire in Doha, officials said.",
                "No hope of a ceasefire was left in Doha, officials said.",
            ),
            "of another thing": (
                "The council of Lerwick approved the new roof of the market hall on Monday.",
                "The council of Lerwick vetoed a second ferry in the same meeting.",
            ),
            "later news": (
                ("Mary Halcrow resigned on Thursday, her party told reporters.", NEW, None),
                ("The party denies that Halcrow resigned, and asks for some patience.", OLD, None),
            ),
        },
    ),
    ("story/lone-claim", "lead"): (
        status.NO_LEAD,
        {
            "has not happened": ("The party denies that Halcrow resigned from the ferry Hildur.", *OTHERS),
            "to nobody": ("Mediators of the ceasefire met off Kirkwall.", *OTHERS),
            "of something": ("Mary Halcrow approved new boats for the harbour.", *OTHERS),
            "too far down": ("Nobody on the quay knew more of it that night. " * 9 + LEAD, *OTHERS),
        },
    ),
    ("story/weekday-differs", "day"): (
        day.DAYS.excuses,
        {
            "one article": ("The ferry sails on Friday, March 6, or was it Thursday, March 6?", "The pier is wet."),
            "in two years": (
                "The ferry sails again on Thursday, March 6, 2025, the operator said.",
                "The ferry first sailed on Friday, March 6, 2017.",
            ),
            "the same": (
                "The ferry sails again on Friday, March 6.",
                "The ferry is back on Friday, March 6.",
                "On Thursday, March 6, she is to be back.",
                "She comes on Thursday, March 6.",
            ),
        },
    ),
    ("story/name-spelling", "name"): (
        name_spelling.NAMES.excuses,
        {
            "one voice": (
                "The new roof was drawn by Mary Hallcrow.",
                ("The new roof was drawn by Mary Halcrow.", None, "0"),
            ),
            "another name": ("The roof was drawn by Mary Halcrow.", "The roof was drawn by Mary Linklater."),
            "both here": ("It was drawn by Mary Hallcrow and Mary Halcrow.", "It was drawn by Mary Halcrow."),
        },
    ),
    ("story/name-spelling", "word"): (
        name_spelling.UNLIKE,
        {
            "short": ("The roof was drawn by Mary Rosk.", "The roof was drawn by Mary Rask."),
            "another start": ("The roof was drawn by Mary Halcrow.", "The roof was drawn by Mary Valcrow."),
            "another end": ("The roof was drawn by Mary Halcrow.", "The roof was drawn by Mary Halcron."),
            "more than a letter": ("The roof was drawn by Mary Halcrow.", "The roof was drawn by Mary Holdrow."),
        },
    ),
    ("story/count-differs", "count"): (
        count.COUNTS.excuses,
        {
            "one voice": (
                "About 40 vessels took part in the herring regatta off Lerwick.",
                ("Some 70 boats took part in the herring regatta near Lerwick.", None, "0"),
            ),
            "later": (
                ("Some 40 boats took part in the herring regatta near Lerwick.", NEW, None),
                ("About 70 vessels took part in the herring regatta off Lerwick.", OLD, None),
            ),
            "does something else": (
                "In the herring regatta off Lerwick about 40 boats capsized.",
                "In the herring regatta off Lerwick some 70 boats started.",
            ),
            "unlike": (
                "About 40 boats took part in the herring regatta off Lerwick.",
                "Some 70 boats took the wind of a northern storm to sell haddock in Bergen.",
            ),
            "counted there": (
                "About 40 boats took part in the herring regatta off Lerwick.",
                "Some 70 boats took part in the herring regatta near Lerwick. About 40 boats took a prize.",
            ),
            "the other counted here": (
                "About 40 boats took part in the herring regatta off Lerwick. Some 70 boats took the wind.",
                "Some 70 boats took part in the herring regatta near Lerwick.",
            ),
            "compatible": (
                "About 40 boats took part in the herring regatta off Lerwick.",
                "Some 42 boats took part in the herring regatta near Lerwick.",
            ),
            "grown": (
                ("About 40 boats took part in the herring regatta off Lerwick.", OLD, None),
                ("Some 70 boats took part in the herring regatta near Lerwick.", NEW, None),
            ),
        },
    ),
    ("story/office-differs", "office"): (
        office.OFFICES.excuses,
        {
            "one voice": (SENATOR, (SECRETARY, None, "0")),
            "held together": (SENATOR, SENATOR.replace("Talks", "Hearings"), SECRETARY, f"U.S. {SECRETARY}"),
        },
    ),
    ("story/administration-differs", "president"): (
        administration.PRESIDENTS.excuses,
        {
            "the same": ("Ferries must wait. The Brandt administration decides.", BRANDT, FELD, FELDS_PROMISE),
            "names the other": (f"{BRANDT} No word of it came from Feld.", FELD, FELDS_PROMISE),
            "named by the other": (BRANDT, f"{FELD} No word of it came from Brandt.", FELDS_PROMISE),
            "acts nowhere": ("Rules are due, President Ada Brandt said.", FELD, FELDS_PROMISE),
            "in office": ((BRANDT, date(2016, 3, 4), None), FELD, FELDS_PROMISE),
        },
    ),
    ("story/scene-differs", "scene"): (
        scene.SCENES.excuses,
        {
            "one voice": (
                FIRE_ENGINES.replace("to Norway", "to Portugal") + " Norway asked.",
                (FIRE_ENGINES, None, "0"),
                RAIL_CARS,
            ),
            "something else": (
                "Norway wants help. Norway asked for it. Old men will fly home to Portugal at night.",
                FIRE_ENGINES,
                RAIL_CARS,
            ),
        },
    ),
    ("story/scene-differs", "settled"): (
        scene.SETTLED,
        {
            "named again": (
                FIRE_ENGINES.replace("to Norway", "to Portugal") + " Norway asked, and Portugal did.",
                FIRE_ENGINES,
                RAIL_CARS,
            ),
            "named elsewhere": (
                FIRE_ENGINES.replace("to Norway", "to Portugal") + " Norway asked.",
                FIRE_ENGINES,
                f"{RAIL_CARS} Portugal has no fires.",
            ),
            "told apart": (
                "Norway wants help. Norway asked for it. Neighbours will send fire engines to Portugal and Norway.",
                FIRE_ENGINES,
                RAIL_CARS,
            ),
        },
    ),
    ("story/scene-differs", "stage"): (
        scene.NO_STAGE,
        {
            "no area": (
                "Norway wants help. Norway asked for it. Neighbours will send fire engines to Lisbon by rail.",
                FIRE_ENGINES,
                RAIL_CARS,
            ),
            "nothing goes on in it": (
                "Norway wants help. Norway asked. Neighbours will send fire engines from Portugal by rail.",
                FIRE_ENGINES,
                RAIL_CARS,
            ),
        },
    ),
    ("story/quotation-differs", "quotation"): (
        quotation.EXCUSES,
        {
            "two speakers": (SALMON, SALMON.replace("Scalloway", "Stromness").replace("Magnus Halcrow", "Ada Moar")),
            "a phrase": (
                "“We shall land it at Scalloway until a new roof on the fish market is paid for by someone,” said Ada Moar.",
                "“We shall land it at Stromness until a new law forbids the sale of herring to any stranger,” said Ada Moar.",
            ),
            "rewritten": (SALMON, SALMON.replace("at Scalloway", "in four other ports of these islands")),
            "spelled otherwise": (
                "“We shall not use the harbour in this town until a new hall stands here,” said Magnus Halcrow.",
                "“We shall not use the harbor in this town until a new hall stands here,” said Magnus Halcrow.",
            ),
            "only marks": (SALMON.replace("Scalloway", "Scallowayport"), SALMON.replace("Scalloway", "Scalloway port")),
            "nothing of weight": (SALMON, SALMON.replace("a new hall", "the new hall")),
        },
    ),
    ("story/number-differs", "slot"): (
        slot.SENTENCES.excuses,
        {
            "compatible": tuple(CRATES.format(figure) for figure in ("1,200", "1,187", "1,500", "1,500")),
            "grown": (
                (CRATES.format(470), OLD, None),
                (CRATES.format(570), NEW, None),
            ),
        },
    ),
}
PARAMS = [
    pytest.param(rule, excuses, name, told, id=f"{rule}-{part}-{name}")
    for (rule, part), (excuses, cases) in CASES.items()
    for name, told in cases.items()
]
TEXT = "The fire in the market hit the stalls, Ada Halcrow said. “We shall land at Scalloway now,” said Ada Halcrow."
CHANGES: list[tuple[Excuses, str, Article, Article]] = [
    (excuses, name, Article(text=TEXT, published=OLD), Article(text=TEXT.replace(was, now), published=published))
    for excuses, name, was, now, published in [
        (revision.OWNED, "published anew", "Ada", "Ann", NEW),
        (revision.NOT_QUOTED, "outside", "stalls", "boats", OLD),
        (revision.NOT_QUOTED, "only marks", "now,”", "now!”", OLD),
        (revision.NO_NAME, "opens its sentence", "The", "That", OLD),
        (revision.NO_NAME, "too many words", "Ada Halcrow said", "Two Old Friends Of Kirkwall said", OLD),
        (revision.NO_NAME, "small letters", "stalls", "boats", OLD),
        (revision.NO_NAME, "marks", "Halcrow said", "Hal1crow said", OLD),
    ]
]


def found_in(rule_id: str, told: tuple[Report, ...]) -> Found:
    """What a rule flags in reports of one story, or that it fails."""
    rule = load_rules()[rule_id]
    auditor = Auditor(RuleSet((rule,), "excuses"), Knowledge(rule.flag[0].knowledge))
    reports = [(each, None, None) if isinstance(each, str) else each for each in told]
    documents = [auditor.read(Article(text=text, published=published)) for text, published, _ in reports]
    copies = [copy for _, _, copy in reports]
    hits, failures = auditor.audit_story([make_telling(d, str(n), copies[n]) for n, d in enumerate(documents)])
    found = [(hit.article, hit.hit.span, [each.article for each in hit.hit.evidence]) for hit in hits]
    return found, [failure.error for failure in failures]


def changed_in(old: Article, new: Article) -> list[str]:
    """What the rule on silent changes flags."""
    auditor = Auditor(RuleSet((load_rules()["metadata/silent-change"],), "silent"))
    findings, failures = auditor.audit_revision(auditor.read(old), auditor.read(new))
    return [finding.quote for finding in findings] + [failure.error for failure in failures]


@pytest.mark.parametrize(("rule", "excuses", "name", "told"), PARAMS)
def test_a_story_without_an_excuse(
    rule: str, excuses: Excuses, name: str, told: tuple[Report, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = found_in(rule, told)
    assert found[1] == []
    monkeypatch.setitem(excuses, name, lambda *_: False)
    assert found_in(rule, told) != found


@pytest.mark.parametrize(("excuses", "name", "old", "new"), CHANGES, ids=[name for _, name, _, _ in CHANGES])
def test_a_revision_without_an_excuse(
    excuses: Excuses, name: str, old: Article, new: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = changed_in(old, new)
    monkeypatch.setitem(excuses, name, lambda *_: False)
    assert changed_in(old, new) != found


@pytest.mark.parametrize(("excuses", "cases"), CASES.values(), ids=[part for _, part in CASES])
def test_each_excuse_has_a_case(excuses: Excuses, cases: dict[str, tuple[Report, ...]]) -> None:
    assert cases.keys() == excuses.keys()
