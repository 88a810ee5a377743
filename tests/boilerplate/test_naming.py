"""A kind is named where wording, form or place shows it; the rest is left-over text."""

from importlib.resources import files

import pytest

from auditor import Article
from auditor.boilerplate.categories import CATEGORIES
from auditor.boilerplate.cues import load_cues
from auditor.boilerplate.naming import find_told_kinds, name_blocks
from auditor.document import Document
from tests.boilerplate.test_adjustments import REPORT, blocks_of, quays

LATE = (files("auditor.boilerplate") / "data" / "late-cues.txt").read_text(encoding="utf-8")


def named(*lines: str) -> list[str]:
    """The kinds of `lines`, foreign all, between two paragraphs of a report."""
    return name_blocks(blocks_of(REPORT, *lines, REPORT), range(1, len(lines) + 1))


def named_above(*lines: str) -> list[str]:
    """The kinds of `lines`, foreign all, above a report."""
    return name_blocks(blocks_of(*lines, REPORT), range(len(lines)))


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Related: the old mill burns", "related-links"),
        ("(PHOTOS: the old mill)", "related-links"),
        ("For more articles like this, visit the Gazette", "related-links"),
        ("The mill before the fire, seen from the quay. (Photo: Ina Moe)", "caption"),
        ("To contact the editors responsible for this story: Ina Moe at ina@gazette.example", "contact-line"),
        ("Got a tip? Write to the desk.", "contact-line"),
        ("Contributing: Ina Moe and Bo Sample", "byline"),
        ("Story continued below", "advertisement"),
        ("Updated at 7:16 p.m. ET", "date-line"),
        ("Originally published on the site of the Quay Trust", "copyright-line"),
        ("Slideshow (4 images)", "widget"),
    ],
)
def test_wording_names_a_kind(line: str, kind: str) -> None:
    assert named(line) == [kind]


@pytest.mark.parametrize(
    "line",
    [
        "Opinion", "Home", "Close", "The old mill", "Is the mill worth its price to the islands", "Source: Quay Trust",
        "Watch the talk on the mill tonight at 8 pm ET", "A mill that one may donate to the council of the island",
        "The Associated Press", "Dear islanders",
    ],
)  # fmt: skip
def test_what_shows_no_kind_is_left_over_text(line: str) -> None:
    assert named(line) == ["foreign-text"]


def test_what_ends_or_holds_a_sentence_is_no_line_of_a_list() -> None:
    assert named("Related stories", "Why the old mill burns") == ["related-links", "related-links"]
    assert named("Related stories", "The old mill burns on the quay.") == ["related-links", "foreign-text"]
    assert named("Related stories", "Why the mill burns! Who will pay") == ["related-links", "foreign-text"]


def test_gifts_are_asked_for_by_a_label_an_order_or_in_person() -> None:
    told = "A donation pays the mill, as all donations of the islanders do, for the winter"
    assert named(told) == ["foreign-text"]
    assert named(told.replace("A donation", "Your donation")) == ["donation-appeal"]
    assert named("Help fund the mill of the islands for all of the winter") == ["donation-appeal"]
    assert named("A donation") == ["donation-appeal"]


def test_a_byline_has_a_name() -> None:
    assert named("By Ina Moe") == ["byline"]
    assert named("By •") == ["foreign-text"]


def test_a_cue_inside_a_line_names_a_kind_only_with_another_or_if_it_stands_in_no_report() -> None:
    assert named("The quay gate is where you click here today") == ["foreign-text"]
    assert named("The quay gate is where you click here to find out more today") == ["call-to-action"]
    assert named("The quay gate: you can share this story with islanders") == ["share-bar"]


def test_a_cue_is_at_an_edge_behind_a_mark_or_two_and_all_of_a_line_with_three_quarters_of_it() -> None:
    assert named("•• Learn more at the quay gate") == ["call-to-action"]
    assert named("••• Learn more at the quay gate") == ["foreign-text"]
    lines = ("Donate today", "Advertisements now", "Support our journalism")
    assert named(*lines)[1] == "advertisement"
    assert named(lines[0], "Advertisements nowadays", lines[2])[1] == "donation-appeal"


def test_labels_stand_in_lines_of_sixty_characters_at_most() -> None:
    line = "home news sport culture travel weather video local national"
    assert named(f"{line}.") == ["navigation"]
    assert named(f"{line}..") == ["foreign-text"]


def test_in_longer_lines_an_edge_is_no_better_than_the_inside() -> None:
    assert named(quays("Learn more", 25)) == ["call-to-action"]
    assert named(quays("Learn more", 26)) == ["foreign-text"]


@pytest.mark.parametrize(
    ("lines", "menu"),
    [
        (("Home", "Sport", "Quay"), True),
        (("Home", "Sport", "Quay", "Mill", "Nets", "Tides"), True),
        (("Home", "Sport", "Quay", "Mill", "Nets", "Tides", "Boats"), False),
        (("Home", "Quay", "Mill"), False),
        (("Home", "The boats of the quay", "Sport"), False),
        (("Home", "The boats of quay", "Sport"), True),
        (("Home", "Search", "Sport"), True),
    ],
)
def test_labels_in_a_row_are_a_menu_if_enough_of_them_are_wording_of_menus(lines: tuple[str, ...], menu: bool) -> None:
    assert (set(named(*lines)) == {"navigation"}) == menu


def test_one_line_with_several_labels_of_menus_is_one() -> None:
    assert named("Home News Sport") == ["navigation"]
    assert named("Skip to main content") == ["navigation"]


def test_lines_below_a_heading_are_of_its_kind_until_a_sentence_or_another_form() -> None:
    lines = ("Related stories:", "Mill burns on the quay", "ina@gazette.example", "The nets of the quay", "It burnt.")
    assert named(*lines) == ["related-links", "related-links", "contact-line", "foreign-text", "foreign-text"]


def test_a_line_of_a_list_has_words_as_its_heading_asks() -> None:
    assert named("Related stories:", "Mill burns", "Quay") == ["related-links", "related-links", "foreign-text"]
    assert named("Filed under", "Mills", "Quay") == ["tags"] * 3


def test_what_stands_between_two_parts_of_an_appeal_belongs_to_it() -> None:
    lines = ("Donate today", "The boats of the quay", "Support our journalism")
    assert named(*lines) == ["donation-appeal"] * 3
    assert named(lines[0], "Advertisement", lines[2]) == ["donation-appeal", "advertisement", "donation-appeal"]


@pytest.mark.parametrize(
    "line",
    [
        "By Ina Moe", "by Ina Moe", "Guest post by Ina Moe", "Comments by Ina Moe, Quay Trust", "By Ina Moe, 5 May, 4:44 pm",
        "By Ina Moe, Quay Gazette:",
    ],
)  # fmt: skip
def test_names_after_by_are_a_byline_anywhere(line: str) -> None:
    assert named(line) == ["byline"]


@pytest.mark.parametrize(
    "line",
    [
        "By the quay", "By", "By Ina Moe?", "A long read by Ina Moe", quays("By Ina Moe", 13),
        "By Ina Moe, who said so",
    ],
)  # fmt: skip
def test_other_lines_with_by_are_none(line: str) -> None:
    assert named(line) == ["foreign-text"]


def test_names_alone_are_a_byline_above_the_report_only_and_what_they_write_for_below_them() -> None:
    assert named_above("Anna Moe", "Quay Gazette") == ["byline", "byline"]
    assert named_above("Quay Gazette") == ["foreign-text"]
    assert named("Anna Moe") == ["foreign-text"]


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("Anna Moe", True),
        ("Anna Moe and Bo Sample", True),
        ("Anna Moe, Bo Sample, Ina Quay and Per Nets", False),
        ("Anna Moe, Bo Sample, Ina Quay and Nets", True),
        ("Ludo Q Smith", True),
        ("Ludo Q Z Smith", False),
        ("Anna", False),
        ("Anna Moe:", False),
        ("Anna moe", False),
        ("Anna Moe / Quay Trust", False),
    ],
)
def test_a_name_has_a_known_given_name_or_surname(line: str, byline: bool) -> None:
    assert named_above(line) == ["byline" if byline else "foreign-text"]


def test_what_names_write_for_is_short() -> None:
    assert named_above("Anna Moe", "Quay Gazette of the Islands")[1] == "byline"
    assert named_above("Anna Moe", "Quay Gazette of the Far Islands")[1] == "foreign-text"


@pytest.mark.parametrize(
    "line",
    ["ina.moe@gazette.example", "@inamoe", "Follow Ina on Twitter", "Follow Ina @inamoe", "Twitter: @inamoe",
     "Facebook: https://social.example/inamoe", quays("ina@gazette.example", 12)],
)  # fmt: skip
def test_an_address_is_a_contact_line(line: str) -> None:
    assert named(line) == ["contact-line"]


@pytest.mark.parametrize("line", [quays("ina@gazette.example", 13), "Ina @inamoe May 4", "Follow the boats"])
def test_what_only_mentions_an_address_is_none(line: str) -> None:
    assert named(line) != ["contact-line"]


@pytest.mark.parametrize("line", ["___", "—", "* * *", "=====", "◊♦◊"])
def test_a_line_of_marks_is_a_marker_of_the_layout(line: str) -> None:
    assert named(line) == ["layout-marker"]


def test_cues_name_kinds_that_there_are() -> None:
    table = load_cues()
    assert set(table.names.values()) <= set(CATEGORIES)
    assert len(set(map(table.phrases.__getitem__, table.names))) == LATE.count("\n~ "), (
        "each is a cue that the model knows"
    )
    assert set(table.families) - set(CATEGORIES) == {"address", "reported"}


def test_lines_below_a_prompt_for_comments_have_two_words() -> None:
    assert named("Leave a comment", "Old quay", "Quay") == ["comments-prompt", "comments-prompt", "foreign-text"]


def test_a_label_that_asks_for_gifts_has_four_words() -> None:
    assert named("A donation of quays") == ["donation-appeal"]
    assert named("A donation of old quays") == ["foreign-text"]


def test_a_cue_is_at_an_edge_before_three_marks_at_most() -> None:
    assert named("At the quay gate you may learn more •••"[:-1]) == ["call-to-action"]
    assert named("At the quay gate you may learn more •••") == ["foreign-text"]


def test_a_block_is_of_the_kind_that_most_of_its_told_characters_are_of() -> None:
    short, long = "Share this story on Facebook.", "Sign up for our newsletter to follow the vote of the board."
    for line in (f"{short} {long}", f"{long} {short}"):
        assert set(find_told_kinds(Document(Article(text=line))).values()) == {"sign-up"}
