"""What every page has: who may read it, the menu above it, the fields of its forms."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request
from werkzeug.exceptions import BadRequest, NotFound

from auditor.render.desk import Link
from auditor.render.html import Frame

from ..routes import HOME, MAX_ID, REVIEW_STYLESHEET, SCRIPT, STYLESHEET, VIEWS_STYLESHEET, read_id
from .headers import require_own_form, require_text, set_page_headers
from .login import current_editor, is_unlocked, require_login

MENU = (("Queue", HOME), ("Stories", "/stories"), ("Sources", "/sources"), ("Rules", "/rules"), ("Try", "/try"))
MAX_FORM_CHARACTERS = 2_000


def page_blueprint(name: str) -> Blueprint:
    """A blueprint whose pages are for editors only."""
    made = Blueprint(f"{name} page", __name__)  # the API has blueprints of the same subjects
    made.before_request(require_own_form)
    made.before_request(require_login)
    made.before_request(require_text)
    made.after_request(set_page_headers)
    return made


def page_frame(here: str, **more: Any) -> Frame:
    """What stands around a page; `here` is the address of its menu entry."""
    unlocked = is_unlocked()
    return Frame(
        stylesheet=STYLESHEET,
        sheets=(VIEWS_STYLESHEET, REVIEW_STYLESHEET),
        script=SCRIPT,
        menu=[Link(text, href, href == here) for text, href in MENU],
        user="" if unlocked else current_editor().name,
        unlocked=unlocked,
        **more,
    )


def form_text(name: str, most: int = MAX_FORM_CHARACTERS) -> str:
    """A field of the form that was sent, without white space around it. Raises a 400 if it is too long."""
    value = request.form.get(name, "").strip()
    if len(value) > most:
        raise BadRequest(f"The field {name} takes {most:,} characters at most.")
    return value


def known_id(number: int) -> int:
    """`number` if a row may have it. Raises a 404."""
    if not 0 < number <= MAX_ID:
        raise NotFound("There is no such page.")
    return number


def audit_ids(values: list[str]) -> list[int]:
    """The audits that a form names. Raises a 400 for what is no number."""
    found = [number for number in map(read_id, values) if number is not None]
    if len(found) < len(values):
        raise BadRequest("An audit is named by its number.")
    return found
