"""What of an article an audit can rest on: whether there is a text, whole and in English, a title and a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from auditor.document import Document
from auditor.judged import Gap, Judged, Part, Reason
from auditor.judging.endings import find_ending
from auditor.judging.notices import is_notice_alone
from auditor.mentions.languages import Languages, find_languages
from auditor.mentions.times import find_document_date
from auditor.text.blank import has_words
from auditor.text.counted import counted
from auditor.text.scripts import is_latin

MIN_WORDS = 30
"""Words from which on a text is scored. Of 8,226 articles as published the 35 with fewer were single sentences and
summaries, and no rule had anything to say of them above advice."""


def find_judged(document: Document) -> Judged:
    """What of the article of `document` is judged, and what is not."""
    languages, day = document.layer(find_languages), document.layer(find_document_date).published
    gaps = tuple(_placed(document, gap) for gap in _find_gaps(document, languages))
    code = languages.main.code if languages.main else None
    judged = Judged(code, 0, day, document.article.published_from if day else None, document.title is not None, gaps)
    return replace(judged, words=document.words - _words_left_out(document, languages)) if judged.read else judged


def _placed(document: Document, gap: Gap) -> Gap:
    """`gap` where it stands in the article as it came."""
    return gap if gap.span is None else gap._replace(span=document.place("text", gap.span))


def _find_gaps(document: Document, languages: Languages) -> Iterator[Gap]:
    """The gaps in the order of their parts; what is not read at all has no rest and no passages."""
    whole = _whole_gap(document, languages)
    if whole:
        yield whole
    if whole is None or whole.reason is Reason.TOO_SHORT:
        ending = find_ending(document)
        if ending:
            yield ending
        for passage in languages.passages:
            message = f"The passage is in {passage.language.name}; English alone is judged."
            yield Gap(Part.PASSAGE, Reason.OTHER_LANGUAGE, message, passage.span)
    if document.article.published is None:
        yield Gap(Part.DATE, Reason.NO_DATE, "The article has no day of publication to hold its dates against.")
    elif document.layer(find_document_date).published is None:
        message = "The article's own facts contradict its day of publication."
        yield Gap(Part.DATE, Reason.DATE_CONTRADICTED, message)
    if document.title is None:
        yield Gap(Part.TITLE, Reason.NO_TITLE, "The article has no title to hold its text against.")


def _whole_gap(document: Document, languages: Languages) -> Gap | None:
    """Why none of the article is judged, if none is."""
    if not has_words(document.text):
        return Gap(Part.ARTICLE, Reason.NO_TEXT, "There is no text to judge.")
    if is_notice_alone(document):
        return Gap(Part.ARTICLE, Reason.NO_TEXT, "The text holds nothing but a notice of the page.")
    if languages.main is None:
        return _strange(document)
    if not languages.english:
        message = f"The text is in {languages.main.name}; English alone is judged."
        return Gap(Part.ARTICLE, Reason.OTHER_LANGUAGE, message)
    if document.words < MIN_WORDS:
        message = f"The text has {counted(document.words, 'word')}; one of fewer than {MIN_WORDS} is not scored."
        return Gap(Part.ARTICLE, Reason.TOO_SHORT, message)
    return None


def _strange(document: Document) -> Gap:
    """The gap of a text that is neither English nor in a language that is told."""
    letters = [letter for letter in document.text if letter.isalpha()]
    if 2 * sum(map(is_latin, letters)) < len(letters):
        return Gap(Part.ARTICLE, Reason.UNKNOWN_SCRIPT, "The text is in letters that are not read here.")
    return Gap(
        Part.ARTICLE, Reason.UNKNOWN_LANGUAGE, "The language of the text could not be told; English alone is judged."
    )


def _words_left_out(document: Document, languages: Languages) -> int:
    return sum(len(document.text[span.start : span.end].split()) for span, _ in languages.passages)
