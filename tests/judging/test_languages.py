"""Languages: each is told by its own words or letters, and only what is in another one is left out."""

from pathlib import Path

import pytest
import yaml

from auditor.article import Article, Span
from auditor.document import Document
from auditor.mentions.languages import Languages, find_languages
from auditor.text.languages import ENGLISH, load_languages, name_of
from auditor.text.scripts import is_latin

TEXTS = yaml.safe_load((Path(__file__).parent / "languages.yaml").read_text(encoding="utf-8"))
ENGLISH_BLOCK = (
    "The board met on Tuesday, and it will meet again in May, when the figures of the winter are to be read out."
)
GERMAN = "Wir verwenden Cookies, weil wir sonst nicht wissen, ob das alles so geht"


def languages_of(*blocks: str) -> Languages:
    return find_languages(Document(Article(text="\n\n".join(blocks))))


@pytest.mark.parametrize(("told", "text"), TEXTS)
def test_a_text_in_another_language_is_told(told: str, text: str) -> None:
    main = languages_of(text).main
    assert main
    assert told in main


@pytest.mark.parametrize(("told", "text"), TEXTS)
def test_a_block_in_another_language_is_told_among_english_ones(told: str, text: str) -> None:
    languages = languages_of(ENGLISH_BLOCK, ENGLISH_BLOCK, ENGLISH_BLOCK, text, ENGLISH_BLOCK)
    (passage,) = languages.passages
    assert languages.main == ENGLISH
    assert told in passage.language


def test_letters_of_another_script_need_no_spaces() -> None:
    chinese = "港口委员会星期二开会讨论新渡轮的事情并将在五月再次开会。"
    (passage,) = languages_of(*[ENGLISH_BLOCK] * 3, chinese).passages
    assert passage.language.code == "zh"


def test_a_passage_holds_what_does_not_go_beyond_it() -> None:
    languages = languages_of(*[ENGLISH_BLOCK] * 3, TEXTS[0][1], ENGLISH_BLOCK)
    start, end = languages.passages[0].span
    assert languages.holds(Span(start, end))
    assert not languages.holds(Span(start, end + 1))
    assert not languages.holds(Span(0, end))


def test_most_of_the_words_say_what_a_text_is_in() -> None:
    german = TEXTS[0][1]
    assert languages_of(ENGLISH_BLOCK, german).main == ("de", "German")
    assert languages_of(ENGLISH_BLOCK, ENGLISH_BLOCK, ENGLISH_BLOCK, ENGLISH_BLOCK, german).english


def test_an_english_sentence_in_a_paragraph_makes_no_english_text() -> None:
    german = (
        "Der Rat hat am Montag für den Bau eines neuen Bads gestimmt, und die Arbeiten sollen noch in diesem Jahr "
        "beginnen, sagte der Bürgermeister den Zeitungen."
    )
    english = "Sign up for our free newsletter and never miss a story from the valley again."
    languages = find_languages(Document(Article(text=f"{german} {english}")))
    assert languages.main is not None and languages.main.code == "de"


def test_neighbours_in_one_language_are_one_passage() -> None:
    first, second, other = TEXTS[0][1], TEXTS[1][1], TEXTS[2][1]
    english = [ENGLISH_BLOCK] * 12
    languages = languages_of(*english, first, second, other, ENGLISH_BLOCK, first)
    assert [passage.language.code for passage in languages.passages] == ["de", "fr", "de"]
    assert languages.holds(languages.passages[0].span)
    assert not languages.holds(languages.passages[0].span._replace(start=0))


@pytest.mark.parametrize(
    "block",
    [
        "“C'est la vie, que voulez-vous”, she said, and the room laughed with her before the vote was taken.",
        "Vive la France!",
        "Museo Nacional del Prado, Palacio Real, Plaza Mayor, Puerta del Sol, Parque del Retiro, Catedral de la Almudena.",
        "Menu: coq au vin, crème brûlée, pain au chocolat, café au lait, vin de pays, moules frites, tarte tatin.",
        "Photo by Anna Lund: https://pictures.example/de/ein-haus-mit-einem-dach-und-das-ist-nicht-alles-was-es-gibt",
        "Arn 3, Tolm 1. Brede 2, Lonnow 2. Halse 0, Kirnau 4. Vell 1, Port Ness 1. Arn 2, Vell 0.",
        "Kaufman A, Knoll J, Way B, Leonard C, et al. Survey of harbours and of quays. J Port Sci 2015;17:1290-1297.",
    ],
)
def test_names_and_quotations_are_no_other_language(block: str) -> None:
    assert languages_of(ENGLISH_BLOCK, block, ENGLISH_BLOCK) == Languages(ENGLISH)


def test_a_block_is_told_from_so_many_words_on() -> None:
    for count, told in ((9, 0), (10, 1)):
        assert len(languages_of(ENGLISH_BLOCK, " ".join(GERMAN.split()[:count]), ENGLISH_BLOCK).passages) == told
    for count, told in ((19, 0), (20, 1)):
        assert len(languages_of(ENGLISH_BLOCK, "桥" * count, ENGLISH_BLOCK).passages) == told


def test_a_short_text_that_tells_nothing_is_taken_for_english() -> None:
    assert languages_of("zubi " * 29).main == ENGLISH
    assert languages_of("zubi " * 30).main is None
    assert languages_of("").main is None


def test_a_page_of_labels_is_english_by_its_few_words() -> None:
    labels = (
        "Section {0} Valves Hoses Pipes Clamps Nuts Rivets Hinges Locks Latches Springs Seals Rails Knobs Feet Wheels"
    )
    page = "\n".join(labels.format(number) for number in range(20))
    assert languages_of(page).main is None
    assert languages_of(
        page + "\nIf you do not see what you need in these pages, please contact the store." * 3
    ).english


def test_languages_have_names() -> None:
    assert (name_of("de"), name_of("ja"), name_of("xx")) == ("German", "Japanese", None)
    assert all(len(words) >= 25 for words in load_languages().words.values())


def test_latin_letters_have_marks() -> None:
    assert all(map(is_latin, "aßłẽﬁ"))
    assert not any(map(is_latin, "αжह中"))
