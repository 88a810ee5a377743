"""Blocks: lines, or paragraphs of hard-wrapped text."""

from auditor.text.blocks import find_blocks, find_lines


def kinds(text: str) -> list[tuple[str, str]]:
    return [(b.kind, text[b.start : b.end]) for b in find_blocks(text, find_lines(text))]


def test_kinds() -> None:
    text = "What Comes Next\n\nA long walk ended on Monday.\n  • One thing\n“All quoted.”\n\nMenu"
    assert [kind for kind, _ in kinds(text)] == ["heading", "paragraph", "list item", "quotation", "other"]


def test_hard_wrapped_lines_are_one_block() -> None:
    paragraph = "The harbour board met on Tuesday to talk about the new\nferry, which has been late on nine days out of ten since the\nspring.\n"
    text = f"{paragraph}\n{paragraph}\n{paragraph}"
    assert [kind for kind, _ in kinds(text)] == ["paragraph"] * 3


def test_short_lines_of_a_menu_stay_apart() -> None:
    text = "Menu\nHome\nNews\n\nSport\nSearch\nAbout\n"
    assert len(kinds(text)) == 6
