"""Erasing an article: the page that asks whether that is meant, and the form that does it; for admins."""

from __future__ import annotations

from typing import cast

from flask import Response, redirect
from werkzeug.exceptions import NotFound

from auditor.render.html import render_page
from auditor.store.erasing import MAX_REASON_CHARACTERS, erase_article
from auditor.store.queries import get_article

from ..acting import editing
from ..pages import find_audit
from ..routes import HOME, page_of
from ..services import services
from .login import current_editor, require_admin
from .room import form_text, page_blueprint, page_frame, reach

blueprint = page_blueprint("erasing")
blueprint.before_request(require_admin)


@blueprint.get("/audits/<int:audit>/erase")
def ask(audit: int) -> str:
    """What erasing the article of an audit means, and the form."""
    row = find_audit(audit, reach())
    with services().store.reading() as connection:
        known = get_article(connection, row["article"])
    if known is None:
        raise NotFound(f"No audit has the id {audit}.")
    return render_page(
        "erase.html", page_frame(HOME), headline=row["headline"], source=row["source"], revisions=known["revisions"],
        address=page_of(audit), most=MAX_REASON_CHARACTERS,
    )  # fmt: skip


@blueprint.post("/audits/<int:audit>/erase")
def erase(audit: int) -> Response:
    """Erase the article of an audit, and go back to the queue."""
    article = find_audit(audit, reach())["article"]
    reason = form_text("reason", MAX_REASON_CHARACTERS)
    if erase_article(services().store.database, article, editing(current_editor().name), reason) is None:
        raise NotFound(f"No audit has the id {audit}.")
    return cast("Response", redirect(f"{HOME}?done=Article+{article}+is+erased", 303))
