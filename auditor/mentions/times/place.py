"""Where on the page a time stands."""

from auditor.mentions.judged import in_caption, in_prose
from auditor.mentions.prose import PROSE_KINDS
from auditor.vocabulary import words
from auditor.window import Window


def is_own(window: Window) -> bool:
    """Whether a time is the article's own: in its prose, a caption or a line too short to be prose, but of no link.

    Weekdays, days and ranges that cannot be are judged everywhere; what is dated after publication is not: links to
    later articles and readers' comments are.
    """
    document = window.document
    block = document.blocks[document.block_index_at(window.span.start)]
    own = in_prose(document, block.start) or in_caption(document, block.start)  # what a caption dates was seen
    return (own or block.kind not in PROSE_KINDS) and not _dates_a_link(window)


def _dates_a_link(window: Window) -> bool:
    """Whether a headline stands right before it and another right behind: "Ship hits rock 10 Oct 2011 Crew saved"."""
    led = words("grammar/prepositions") | words("grammar/articles") | words("grammar/definite")
    named = window.capital_before or window.word_before in led  # "Ada Lund's May 9, 2022 Speech"
    return window.capital_behind and window.word_before.isalpha() and not named
