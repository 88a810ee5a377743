"""How much of what a title says the sentences of its text say."""

from auditor.article import Article
from auditor.document import Document
from auditor.mentions.title_sentences import find_telling_weights, most_told, told_share

TEXT = "The ferry was late again. The board met on Tuesday about the ferry and the harbour. Nobody came."


def document(title: str) -> Document:
    return Document(Article(title=title, text=TEXT))


def test_a_telling_word_stands_on_less_than_every_sixth_page() -> None:
    assert find_telling_weights(document("The chance of a new phone from the ferry")).keys() == {"chanc", "ferry"}


def test_a_sentence_tells_its_share_of_the_title() -> None:
    made = document("Ferry in harbour")
    assert most_told(made) == told_share(made, TEXT.index("board")) == 1
    assert 0.3 < told_share(made, 0) < 0.6
    assert told_share(made, TEXT.index("Nobody")) == 0
    assert most_told(document("Goalkeeper hurt")) == 0
