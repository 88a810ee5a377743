"""Kind `revision`: facts that change without a note, and time that stays linear."""

import pytest

from auditor.article import Article
from auditor.audit import Auditor
from auditor.ruleset import RuleSet, load_rules
from tests.growth import clocked
from tests.performance.clock import slowness

RULE = load_rules()["metadata/silent-change"]
AUDITOR = Auditor(RuleSet((RULE,), "silent"))
TEXT = (
    "The fire in the Lerwick market destroyed 470 crates of salmon on March 3, 2025, the harbour trust said. "
    "Senator Marco Rubio flew to Norway. “We shall land at Scalloway until a hall stands,” said Ada Halcrow."
)


def changed(old: str, new: str, title: str = "Fire") -> list[tuple[str, str]]:
    documents = [AUDITOR.read(Article(text=old, title="Fire")), AUDITOR.read(Article(text=new, title=title))]
    findings, failures = AUDITOR.audit_revision(documents[0], documents[1])
    assert not failures
    return [(finding.quote, finding.evidence[0].quote) for finding in findings]


@pytest.mark.parametrize(
    ("was", "now"),
    [("470", "476"), ("March 3, 2025", "March 30, 2025"), ("Norway", "Denmark"), ("Scalloway", "Stromness"),
     ("Senator", "Secretary of State"), ("Halcrow", "Moar")],
)  # fmt: skip
def test_facts_are_told_from_wording(was: str, now: str) -> None:
    (found,) = changed(TEXT, TEXT.replace(was, now))
    assert now.endswith(found[0]) or found[0] in now
    assert was in found[1]
    assert changed(TEXT, TEXT.replace("The fire in", "A fire in")) == []
    assert changed(TEXT, f"{TEXT.replace(was, now)}\n\nCorrection: the first version was wrong.") == []


def test_a_note_that_was_there_before_excuses_nothing() -> None:
    noted = f"{TEXT}\n\nCorrection: the first version was wrong."
    assert len(changed(noted, noted.replace("470", "476"))) == 1


def test_a_new_title_is_flagged_on_the_title() -> None:
    assert changed(TEXT, TEXT, title="Blaze") == [("Blaze", "Fire")]
    assert changed(TEXT, TEXT, title="FIRE") == []


def test_a_text_written_anew_is_no_silent_change() -> None:
    lines = [f"Boat {n} landed {n + 100} crates of salmon at the pier of Lerwick.\n" for n in range(40)]
    assert (
        changed("\n".join(lines), "\n".join(line.replace("crates", "tons").replace(" 1", " 2") for line in lines)) == []
    )


@pytest.mark.parametrize(("lines", "told"), [(20, 20), (21, 0)])
def test_twenty_changes_are_told(lines: int, told: int) -> None:
    kinds = [f"{one}{two}ling" for one in "bdgkl" for two in ("a", "e", "i", "o", "u")][:lines]
    old = "\n\n".join(f"The boat landed 100 crates of {kind} at the pier of Lerwick on that day." for kind in kinds)
    assert len(changed(old, old.replace("100", "200"))) == told


@pytest.mark.parametrize(
    ("now", "told"), [("the Old Wool Mill Bank", 1), ("the Old Wool Mill Sail Bank", 0), ("the old bank", 0)]
)
def test_a_name_has_four_words(now: str, told: int) -> None:
    text = "In the evening they all went from the pier up to the Lodge to sing."
    assert len(changed(text, text.replace("the Lodge", now))) == told


@pytest.mark.alone
def test_long_revisions_take_under_a_second_of_their_own() -> None:
    words = [f"word{number % 977}" for number in range(20_000)]
    old = AUDITOR.read(Article(text=" ".join(words)))
    new = AUDITOR.read(Article(text=" ".join(w if n % 50 else "changed" for n, w in enumerate(words))))
    AUDITOR.audit_revision(old, old)
    AUDITOR.audit_revision(new, new)
    assert clocked(lambda: AUDITOR.audit_revision(old, new)) < 2 * slowness()
