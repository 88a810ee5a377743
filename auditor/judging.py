"""What of an article an audit can rest on: whether there is a text, whole and in English, a title and a day."""

from __future__ import annotations

from auditor.document import Document
from auditor.judged import Gap, Judged, Part, Reason
from auditor.mentions.times import find_document_date

LANGUAGE = "en"
"""The one language that is judged."""


def find_judged(document: Document) -> Judged:
    """What of the article of `document` is judged."""
    article, day = document.article, document.layer(find_document_date).published
    titled = document.title is not None
    gaps = []
    if not article.words:
        gaps.append(Gap(Part.ARTICLE, Reason.NO_TEXT, "There is no text to judge."))
    if article.published is None:
        gaps.append(Gap(Part.DATE, Reason.NO_DATE, "The article has no day of publication to hold its dates against."))
    elif day is None:
        gaps.append(
            Gap(Part.DATE, Reason.DATE_CONTRADICTED, "The article's own facts contradict its day of publication.")
        )
    if not titled:
        gaps.append(Gap(Part.TITLE, Reason.NO_TITLE, "The article has no title to hold its text against."))
    return Judged(LANGUAGE, article.words, day, article.published_from if day else None, titled, tuple(gaps))
