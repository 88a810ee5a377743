"""Log in and out: the form for a name and a password, and the way to the organisation's sign-in where one is set."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, request
from flask_login import current_user

from auditor.render.html import Frame, render_page
from auditor.store.logins import close_login

from ..routes import HOME, LOGIN, LOGOUT, REVIEW_STYLESHEET, STYLESHEET, VIEWS_STYLESHEET
from ..services import services
from .headers import require_own_form, set_page_headers
from .login import COOKIE, begin_login, cookie_name, forget_cookie, has_accounts, redirect, within
from .trying import prove

PROVIDER = "auditor_sign_in"
"""Where the application keeps the organisation's provider; it stands in no settings of most services."""

blueprint = Blueprint("login", __name__)
blueprint.before_request(require_own_form)
blueprint.after_request(set_page_headers)


@blueprint.get(LOGIN)
def show() -> str:
    """The page where an editor logs in."""
    return login_page(request.args.get("next", HOME))


@blueprint.post(LOGIN)
def enter() -> Response | tuple[str, int]:
    """Log in, and go where the editor wanted to. Raises a 429 after too many tries, a TimeoutError beside too many."""
    wanted = request.form.get("next", HOME)
    proved = prove(request.form.get("name", ""), request.form.get("password", ""))
    opened = begin_login(proved, wanted, by="password") if proved else None
    return opened or (login_page(wanted, "There is no such user with this password."), 403)


@blueprint.post(LOGOUT)
def leave() -> Response:
    """End the login, and that at the organisation's provider if it tells how."""
    opened = current_user.opened if current_user.is_authenticated else None
    elsewhere = _end_of_session() if opened and opened.account.issuer else None
    with services().store.writing() as connection:
        close_login(connection, request.cookies.get(cookie_name(COOKIE), ""))
    response = redirect(LOGIN) if elsewhere is None else _onward(elsewhere)
    forget_cookie(response)
    return response


def _end_of_session() -> str | None:
    """Where the session at the provider ends, if it says where."""
    provider = current_app.extensions.get(PROVIDER)
    address: str | None = provider and provider.end(f"{services().auditor.settings.service_url}{LOGIN}")
    return address


def _onward(address: str) -> Response:
    """A page that leads on: browsers take no redirect to another host as the answer to a form of ours."""
    response = Response(render_page("left.html", _frame(), address=address))
    response.headers["Refresh"] = f"0; url={address}"
    return response


def login_page(wanted: str, problem: str = "") -> str:
    """The page where one logs in, with what was wrong."""
    provider = services().auditor.settings.service.oidc
    label = provider.label if provider else ""
    return render_page(
        "login.html", _frame(), next=within(wanted), problem=problem, known=has_accounts() or bool(label), label=label
    )


def _frame() -> Frame:
    return Frame(stylesheet=STYLESHEET, sheets=(VIEWS_STYLESHEET, REVIEW_STYLESHEET))
