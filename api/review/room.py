"""What every page has: who may read it, the menu above it, the fields of its forms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, g, request
from sqlalchemy import Connection, select
from werkzeug.exceptions import BadRequest, NotFound

from auditor.render.desk import Link
from auditor.render.html import Frame
from auditor.store.accounts import REVIEWER
from auditor.store.reach import Reach
from auditor.store.tables import report

from ..routes import HOME, LOG, REVIEW_STYLESHEET, SCRIPT, STYLESHEET, VIEWS_STYLESHEET, read_id
from .headers import SAFE_METHODS, require_own_form, require_text, set_page_headers
from .login import current_editor, is_unlocked, require_login, require_role

MENU = (("Queue", HOME), ("Stories", "/stories"), ("Sources", "/sources"), ("Rules", "/rules"), ("Try", "/try"))
ADMIN_MENU = (("Log", LOG),)
MAX_FORM_CHARACTERS = 2_000


def page_blueprint(name: str, forms_of: str = REVIEWER) -> Blueprint:
    """A blueprint of pages for editors only, with forms for those of the role `forms_of` or of a greater one."""
    made = Blueprint(f"{name} page", __name__)  # the API has blueprints of the same subjects
    made.before_request(require_own_form)
    made.before_request(require_login)
    made.before_request(_name_editor)
    made.before_request(lambda: None if request.method in SAFE_METHODS else require_role(forms_of))
    made.before_request(require_text)
    made.after_request(set_page_headers)
    return made


def _name_editor() -> None:
    """Let the line of the request say who sent it."""
    g.editor = current_editor().name


def page_frame(here: str, **more: Any) -> Frame:
    """What stands around a page; `here` is the address of its menu entry."""
    unlocked = is_unlocked()
    editor = current_editor()
    menu = (*MENU, *(ADMIN_MENU if editor.is_admin and editor.reach.is_everything else ()))
    return Frame(
        stylesheet=STYLESHEET,
        sheets=(VIEWS_STYLESHEET, REVIEW_STYLESHEET),
        script=SCRIPT,
        menu=[Link(text, href, href == here) for text, href in menu],
        user="" if unlocked else current_editor().name,
        unlocked=unlocked,
        **more,
    )


def reach() -> Reach:
    """What the editor who sent the request may see."""
    return current_editor().reach


def require_within(connection: Connection, audits: Sequence[int]) -> None:
    """Raises a 404 unless all of `audits` are kept, and within reach of the editor who sent the request."""
    mine = select(report.c.id).where(report.c.id.in_(audits), reach().reports())
    missing = set(audits) - set(connection.execute(mine).scalars())
    if missing:
        raise NotFound(f"No audit has the id {min(missing)}.")


def form_text(name: str, most: int = MAX_FORM_CHARACTERS) -> str:
    """A field of the form that was sent, without white space around it. Raises a 400 if it is too long."""
    value = request.form.get(name, "").strip()
    if len(value) > most:
        raise BadRequest(f"The field {name} takes {most:,} characters at most.")
    return value


def audit_ids(values: list[str]) -> list[int]:
    """The audits that a form names. Raises a 400 for what is no number."""
    found = [number for number in map(read_id, values) if number is not None]
    if len(found) < len(values):
        raise BadRequest("An audit is named by its number.")
    return found
