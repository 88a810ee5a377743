"""Try: paste a text or drop a file and see it marked; nothing is kept."""

from __future__ import annotations

import time
from pathlib import PurePath

from flask import request
from werkzeug.exceptions import NotFound, RequestEntityTooLarge

from auditor.finding import Report
from auditor.ingest.charset import decode_any
from auditor.ingest.errors import InputError
from auditor.ingest.fields import clean_text
from auditor.ingest.readers import MEDIA_TYPES
from auditor.ingest.text import decode
from auditor.render.html import render_page, render_part
from auditor.render.view import part_of
from auditor.store.accounts import VIEWER

from ..bounded import AUDIT_SECONDS, RENDER_SECONDS, audit_bounded, in_turn, read_bounded
from .room import form_text, page_blueprint, page_frame

blueprint = page_blueprint("trial", forms_of=VIEWER)
MAX_TRIAL_CHARACTERS = 200_000
"""Some 30,000 words: audited in about a second."""
MAX_FILE_BYTES = 2_000_000
"""A page has about ten times the characters of its article."""
KINDS = {suffix: media for suffix, media in MEDIA_TYPES.items() if media in ("text/plain", "text/html")}
TRY = "/try"


@blueprint.get(TRY)
def ask() -> str:
    """The form."""
    return _form()


@blueprint.post(TRY)
def show() -> str | tuple[str, int]:
    """A part of the article marked, or the form with what is wrong."""
    try:
        given = _given_row()
        report = audit_bounded(read_bounded(given, AUDIT_SECONDS), AUDIT_SECONDS)
        return _page(report, given)
    except InputError as error:
        return _form(str(error)), 400
    except TimeoutError:
        return _form("The text took too long; the service may be busy. Try again, or a shorter one."), 503


@in_turn
def _page(report: Report, given: dict[str, str]) -> str:
    """The page of a part; what was given is sent again for another, for nothing is kept. Raises a 404, TimeoutError."""
    portion = part_of(report, request.form.get("part", 1, int))
    if portion is None:
        raise NotFound("The article has no such part.")
    until, hint = time.monotonic() + RENDER_SECONDS, "This article was not kept."
    return render_part(portion, page_frame(TRY, hint=hint, given=given, until=until))


def _form(problem: str = "") -> str:
    return render_page("try.html", page_frame(TRY), problem=problem, kinds=",".join(KINDS), most=MAX_TRIAL_CHARACTERS)


def _given_row() -> dict[str, str]:
    """The article of the form, as an input row. Raises InputError, and a 413 where it is too long."""
    upload, text = request.files.get("file"), request.form.get("text", "").replace("\r\n", "\n")
    known = {name: value for name in ("title", "published") if (value := form_text(name))}
    if upload and upload.filename:
        known |= _content(upload.filename, upload.stream.read(MAX_FILE_BYTES + 1))
    elif "html" in request.form:  # the next part of a file
        known["html"] = request.form["html"].replace("\0", "")
    else:
        known["text"] = clean_text(text, "the text")
    if len(known.get("text", "")) > MAX_TRIAL_CHARACTERS or len(known.get("html", "")) > MAX_FILE_BYTES:
        raise RequestEntityTooLarge(f"Up to {MAX_TRIAL_CHARACTERS:,} characters can be tried.")
    if not (known.get("text") or known.get("html", "")).strip():
        raise InputError("There is no text to audit: paste one, or choose a file.")
    return known


def _content(name: str, data: bytes) -> dict[str, str]:
    """What a file holds, as a field of an input row. Raises InputError."""
    media_type = KINDS.get(PurePath(name).suffix.lower())
    if media_type is None:
        raise InputError(f"A file's name must end in {', '.join(KINDS)}.")
    if media_type == "text/html":
        return {"html": decode_any(data).replace("\0", "")}
    return {"text": decode(data, PurePath(name).name)}
