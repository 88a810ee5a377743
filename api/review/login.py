"""Who uses the pages: whom a cookie logged in, or everybody where the service is open and never had a login."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast
from urllib.parse import quote

from flask import Response, g, request
from flask import redirect as redirected
from flask_login import LoginManager, UserMixin, current_user
from werkzeug.exceptions import Forbidden

from auditor.store.accounts import ADMIN, ROLES, VIEWER, were_accounts
from auditor.store.attempts import give_back
from auditor.store.log import record
from auditor.store.logins import Lasting, Opened, Place, find_login, note_use, open_login
from auditor.store.reach import EVERYTHING, Reach

from ..access import is_open
from ..acting import editing
from ..routes import HOME, LOGIN
from ..services import services
from .trying import Proved

COOKIE = "auditor_login"
HOST_PREFIX = "__Host-"
"""A cookie of this name comes over TLS, from this very host and for all of it, or the browser does not take it."""

manager = LoginManager()
manager.session_protection = None  # a login is a row of the store; Flask's signed cookie is not used


@dataclass(frozen=True, slots=True)
class Editor(UserMixin):
    """Who decides."""

    name: str
    role: str
    reach: Reach = EVERYTHING
    opened: Opened | None = None
    """The login that the request showed; None where none is needed."""

    @property
    def is_admin(self) -> bool:
        """Whether the editor may mute rules."""
        return self.role == ADMIN

    @property
    def decides(self) -> bool:
        """Whether the editor may do more than see."""
        return self.role != VIEWER


LOCAL = Editor("local", ADMIN)


@manager.request_loader
def load_editor(_: object) -> Editor | None:
    """Who the cookie of the request logged in; that it was used is noted once a minute."""
    token = request.cookies.get(cookie_name())
    if not token:
        return None
    store = services().store
    with store.reading() as connection:
        found = find_login(connection, token, lasting())
    if found is None:
        return None
    if found.needs_note:
        with store.writing() as connection:
            note_use(connection, found.login)
    return Editor(found.account.name, found.account.role, found.account.reach, found)


def lasting() -> Lasting:
    """How long logins last, by the settings."""
    settings = services().auditor.settings.service
    return Lasting(settings.idle, settings.lasting)


def cookie_name(name: str = COOKIE) -> str:
    """What the cookie `name` is called where the request came over TLS, to the service or to the proxy before it."""
    return f"{HOST_PREFIX}{name}" if request.is_secure else name


def set_cookie(response: Response, value: str, seconds: int, name: str = COOKIE) -> None:
    """Let the browser keep a cookie that no script reads and no other site's form brings."""
    secure = request.is_secure
    response.set_cookie(cookie_name(name), value, max_age=seconds, httponly=True, samesite="Lax", secure=secure)


def forget_cookie(response: Response, name: str = COOKIE) -> None:
    """Let the browser forget a cookie."""
    response.delete_cookie(cookie_name(name), httponly=True, samesite="Lax", secure=request.is_secure)


def begin_login(proved: Proved, wanted: str, by: str) -> Response | None:
    """Log somebody in, in one short transaction, and lead them to `wanted`; None if the proof no longer holds."""
    place = Place(request.remote_addr, request.headers.get("User-Agent", ""))
    name = proved.account.name
    with services().store.writing() as connection:
        if not proved.holds(connection):
            return None
        give_back(connection, proved.attempt)
        record(connection, editing(name), "logged in", f"user:{name}", by=by)
        token = open_login(connection, proved.account.id, place, lasting())
    response = redirect(within(wanted))
    set_cookie(response, token, int(lasting().whole.total_seconds()))
    return response


def redirect(address: str) -> Response:
    """Lead the browser on, by GET."""
    return cast("Response", redirected(address, 303))


def is_unlocked() -> bool:
    """Whether the sender may decide without a login: the service is open to them, and nobody was ever given one."""
    if "unlocked" not in g:
        g.unlocked = is_open() and not has_accounts()
    return bool(g.unlocked)


def has_accounts() -> bool:
    """Whether there is, or was, an account."""
    with services().store.reading() as connection:
        return were_accounts(connection)


def current_editor() -> Editor:
    """Who sent the request, which `require_login` let in."""
    return LOCAL if is_unlocked() else cast("Editor", current_user)


def require_login() -> Response | None:
    """Send whoever has no login to the page where one logs in."""
    if is_unlocked() or current_user.is_authenticated:
        return None
    wanted = request.full_path.rstrip("?") if request.method == "GET" else HOME
    return redirect(f"{LOGIN}?next={quote(wanted, safe='/')}")


def require_role(role: str) -> None:
    """Raises a 403 for an editor whose role allows less."""
    if ROLES.index(current_editor().role) < ROLES.index(role):
        article = "an" if role == ADMIN else "a"
        raise Forbidden(f"Only {article} {role} may do this; `auditor users set NAME --role {role}` makes one.")


def require_admin() -> None:
    """Raises a 403 for an editor who is no admin."""
    require_role(ADMIN)


def require_everything() -> None:
    """Raises a 403 for an editor who is bound to some sources or desks, where a page is of all."""
    if not current_editor().reach.is_everything:
        raise Forbidden("This page is of all sources and desks, and you are bound to some.")


def within(address: str) -> str:
    """`address` if it is a path of this service, else the first page."""
    inside = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if inside else HOME
