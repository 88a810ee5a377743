"""Try: paste a text or drop a file and see it marked; nothing is kept."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import PurePath

from flask import request
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge

from auditor.article import Article
from auditor.ingest.errors import InputError
from auditor.ingest.fields import clean_text, parse_date
from auditor.ingest.readers import MEDIA_TYPES, READERS
from auditor.render.html import render_page, render_report

from ..services import services
from .room import page_blueprint, page_frame

blueprint = page_blueprint("trial")
MAX_TRIAL_CHARACTERS = 200_000
"""Some 30,000 words: audited in about a second."""
TRY = "/try"


@blueprint.get(TRY)
def ask() -> str:
    """The form."""
    return _form()


@blueprint.post(TRY)
def show() -> str | tuple[str, int]:
    """The article marked, or the form with what is wrong."""
    try:
        article = _given_article()
    except InputError as error:
        return _form(str(error)), 400
    report = services().auditor.audit(article)
    return render_report(report, page_frame(TRY, hint="This article was not kept."))


def _form(problem: str = "") -> str:
    kinds = ",".join(kind for kind, media in MEDIA_TYPES.items() if media != "application/jsonl")
    return render_page("try.html", page_frame(TRY), problem=problem, kinds=kinds, most=MAX_TRIAL_CHARACTERS)


def _given_article() -> Article:
    """The article of the form. Raises InputError, and a 413 where it is too long."""
    upload, text = request.files.get("file"), request.form.get("text", "").replace("\r\n", "\n")
    if upload and upload.filename:
        article = _read(upload.filename, upload.stream.read(8 * MAX_TRIAL_CHARACTERS + 1))
    else:
        article = Article(text=clean_text(text, "the text"))
    if len(article.text) > MAX_TRIAL_CHARACTERS:
        raise RequestEntityTooLarge(f"Up to {MAX_TRIAL_CHARACTERS:,} characters can be tried.")
    if not article.text.strip():
        raise InputError("There is no text to audit: paste one, or choose a file.")
    title, published = request.form.get("title", "").strip(), request.form.get("published", "")
    if len(title) > 2_000:
        raise BadRequest("A title has 2,000 characters at most.")
    known = {"title": clean_text(title, "the title")} if title else {}
    day = {"published": parse_date(published, "the date")} if published else {}
    return replace(article, **known, **day)  # type: ignore[arg-type]


def _read(name: str, data: bytes) -> Article:
    media_type = MEDIA_TYPES.get(PurePath(name).suffix.lower())
    if media_type is None:
        raise InputError(f"A file's name must end in {', '.join(MEDIA_TYPES)}.")
    rows = list(READERS[media_type](BytesIO(data), PurePath(name).name))
    if len(rows) != 1:
        raise InputError(f"The file holds {len(rows)} articles; one can be tried at a time.")
    (row,) = rows
    if isinstance(row, InputError):
        raise row
    return row
