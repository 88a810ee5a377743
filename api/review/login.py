"""Who uses the pages: logins with a password, or everybody where the service is open and has no accounts."""

from __future__ import annotations

import time
from collections import defaultdict, deque
from dataclasses import dataclass
from typing import cast
from urllib.parse import quote

from flask import Blueprint, Response, current_app, g, redirect, request
from flask_login import LoginManager, UserMixin, current_user
from werkzeug.exceptions import Forbidden, TooManyRequests

from auditor.render.html import Frame, render_page
from auditor.store.accounts import ADMIN, check_password, close_login, count_accounts, find_login, open_login

from ..routes import HOME, LOGIN, REVIEW_STYLESHEET, STYLESHEET, VIEWS_STYLESHEET
from ..services import services
from .headers import require_own_form, require_text, set_page_headers

COOKIE = "auditor_login"
MAX_FAILURES = 5
FAILURE_WINDOW_SECONDS = 60
MAX_REMEMBERED_ADDRESSES = 10_000

FAILURES = "auditor_login_failures"

manager = LoginManager()
manager.session_protection = None  # a login is a row of the store; Flask's signed cookie is not used
blueprint = Blueprint("login", __name__)
blueprint.before_request(require_own_form)
blueprint.before_request(require_text)
blueprint.after_request(set_page_headers)


@dataclass(frozen=True, slots=True)
class Editor(UserMixin):
    """Who decides."""

    name: str
    role: str

    @property
    def is_admin(self) -> bool:
        """Whether the editor may mute rules."""
        return self.role == ADMIN


LOCAL = Editor("local", ADMIN)


@manager.request_loader
def load_editor(_: object) -> Editor | None:
    """Who the cookie of the request logged in."""
    token = request.cookies.get(COOKIE)
    if not token:
        return None
    with services().store.reading() as connection:
        found = find_login(connection, token)
    return Editor(found.name, found.role) if found else None


def is_unlocked() -> bool:
    """Whether everybody may decide: the service is open, and nobody was given a login."""
    if "unlocked" not in g:
        g.unlocked = bool(current_app.config["OPEN"]) and not _has_accounts()
    return bool(g.unlocked)


def _has_accounts() -> bool:
    with services().store.reading() as connection:
        return count_accounts(connection) > 0


def current_editor() -> Editor:
    """Who sent the request, which `require_login` let in."""
    return LOCAL if is_unlocked() else cast("Editor", current_user)


def require_login() -> Response | None:
    """Send whoever has no login to the page where one logs in."""
    if is_unlocked() or current_user.is_authenticated:
        return None
    wanted = request.full_path.rstrip("?") if request.method == "GET" else HOME
    response = redirect(f"{LOGIN}?next={quote(wanted, safe='/')}", 303)
    return cast("Response", response)


def require_admin() -> None:
    """Raises a 403 for an editor who is no admin."""
    if not current_editor().is_admin:
        raise Forbidden("Only an admin may do this; `auditor users add --role admin` makes one.")


@blueprint.get(LOGIN)
def show() -> str:
    """The page where an editor logs in."""
    return _page(request.args.get("next", HOME))


@blueprint.post(LOGIN)
def enter() -> Response | tuple[str, int]:
    """Log in, and go where the editor wanted to. Raises a 429 after MAX_FAILURES in a minute."""
    name, password = request.form.get("name", ""), request.form.get("password", "")
    wanted = request.form.get("next", HOME)
    failures: Failures = current_app.extensions[FAILURES]
    failures.check(request.remote_addr or "")
    with services().store.writing() as connection:
        found = check_password(connection, name, password)
        token = open_login(connection, found.id) if found else None
    if token is None:
        failures.add(request.remote_addr or "")
        return _page(wanted, "There is no such user with this password."), 403
    response = cast("Response", redirect(_within(wanted), 303))
    response.set_cookie(COOKIE, token, httponly=True, samesite="Lax", secure=request.is_secure, max_age=7 * 86_400)
    return response


@blueprint.post("/logout")
def leave() -> Response:
    """End the login."""
    with services().store.writing() as connection:
        close_login(connection, request.cookies.get(COOKIE, ""))
    response = cast("Response", redirect(LOGIN, 303))
    response.delete_cookie(COOKIE)
    return response


def _page(wanted: str, problem: str = "") -> str:
    with services().store.reading() as connection:
        known = count_accounts(connection) > 0
    frame = Frame(stylesheet=STYLESHEET, sheets=(VIEWS_STYLESHEET, REVIEW_STYLESHEET))
    return render_page("login.html", frame, next=_within(wanted), problem=problem, known=known)


def _within(address: str) -> str:
    """`address` if it is a path of this service, else the first page."""
    inside = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if inside else HOME


class Failures:
    """How often a password was wrong lately, by the address it came from."""

    def __init__(self) -> None:
        self._times: defaultdict[str, deque[float]] = defaultdict(lambda: deque(maxlen=MAX_FAILURES))

    def add(self, address: str) -> None:
        """Remember one."""
        if len(self._times) >= MAX_REMEMBERED_ADDRESSES:
            self._times.clear()
        self._times[address].append(time.monotonic())

    def check(self, address: str) -> None:
        """Raises a 429 if there were too many."""
        times = self._times.get(address)
        if times and len(times) == MAX_FAILURES and time.monotonic() - times[0] < FAILURE_WINDOW_SECONDS:
            raise TooManyRequests("Too many wrong passwords; wait a minute.", retry_after=FAILURE_WINDOW_SECONDS)
