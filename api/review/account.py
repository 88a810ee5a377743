"""One's own account: what one may do, where one is logged in, another password, and out everywhere."""

from __future__ import annotations

from flask import Response, request
from werkzeug.exceptions import NotFound

from auditor.render.html import render_page
from auditor.store.accounts import VIEWER, Account, close_logins, set_password
from auditor.store.errors import StoreError
from auditor.store.log import record
from auditor.store.logins import Opened, list_logins
from auditor.store.passwords import MIN_PASSWORD_CHARACTERS, hash_password, require_strong

from ..acting import editing
from ..routes import ACCOUNT, LOGIN
from ..services import services
from .login import begin_login, current_editor, forget_cookie, lasting, redirect
from .room import page_blueprint, page_frame
from .trying import Proved, hashing, prove

blueprint = page_blueprint("account", forms_of=VIEWER)


@blueprint.get(ACCOUNT)
def show() -> str:
    """The page."""
    return _page(own_login())


@blueprint.post(f"{ACCOUNT}/password")
def change_password() -> Response | tuple[str, int]:
    """Another password: the old one is asked for, all other logins end. Raises a 429 after too many wrong ones."""
    opened = own_login()
    account, new = opened.account, request.form.get("new", "")
    problem = _weakness(account, new, request.form.get("again", ""))
    if problem:
        return _page(opened, problem), 400
    proved = prove(account.name, request.form.get("old", ""))
    if proved is None:
        return _page(opened, "The old password is another one."), 403
    with hashing().turn():
        hashed = hash_password(account.name, new)
    with services().store.writing() as connection:
        if proved.holds(connection):
            set_password(connection, account.name, hashed, editing(account.name))
    response = begin_login(Proved(account, hashed.text, proved.attempt), f"{ACCOUNT}?done=password", by="password")
    return response or redirect(LOGIN)


def _weakness(account: Account, new: str, again: str) -> str:
    """Why a password may not be the new one of an account, in words; empty if it may."""
    if account.issuer is not None:
        return "This account has no password here."
    if new != again:
        return "The two new passwords differ."
    try:
        require_strong(account.name, new)
    except StoreError as error:
        return f"{str(error)[0].upper()}{str(error)[1:]}."
    return ""


@blueprint.post(f"{ACCOUNT}/logout")
def leave_everywhere() -> Response:
    """End all logins of the account, this one too."""
    account = own_login().account
    with services().store.writing() as connection:
        ended = close_logins(connection, account.id)
        record(connection, editing(account.name), "logged out everywhere", f"user:{account.name}", logins=ended)
    response = redirect(LOGIN)
    forget_cookie(response)
    return response


def own_login() -> Opened:
    """The login that the request showed. Raises a 404 where none is needed."""
    opened = current_editor().opened
    if opened is None:
        raise NotFound("Nobody has a login here.")
    return opened


def _page(opened: Opened, problem: str = "") -> str:
    with services().store.reading() as connection:
        logins = list_logins(connection, opened.account.id, lasting())
    done = "The password was changed; all other logins have ended" if request.args.get("done") == "password" else ""
    return render_page(
        "account.html", page_frame(ACCOUNT), account=opened.account, logins=logins, here=opened.login, problem=problem,
        done=done, least=MIN_PASSWORD_CHARACTERS, lasting=lasting(),
    )  # fmt: skip
