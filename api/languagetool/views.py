"""`/v2/`: the HTTP API of LanguageTool, so that editors that speak it work unchanged.

It differs from the rest of the service where its clients do: errors are plain text, a form is read whatever its
content type says, and doubled slashes are one. Clients that can send no key have one in their address: the same stands
under `/lt/<token>/v2/`, for keys that open nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, current_app, g, request
from werkzeug.exceptions import BadRequest, Forbidden, HTTPException, NotFound, ServiceUnavailable, Unauthorized

from auditor.article import Article
from auditor.render.languagetool import check_record, software
from auditor.store.keys import PATH

from ..access import IN_HEADERS, IN_PATH, Caller, caller_of, current_caller, is_open
from ..bounded import AUDIT_SECONDS, audit_bounded
from ..errors import MAX_DETAIL_CHARACTERS, shortened
from ..limits import spend
from ..services import services
from .form import LANGUAGES, MAX_CHARACTERS, language_record, read_form, read_settings, read_text, read_wish

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

BEGINS = re.compile(r"(?:/lt/[^/]+)?/v2/")
"""The addresses of this API."""
HAS_TOKEN = re.compile(r"/+lt/")
MASKED = "/lt/..."
"""What logs have of an address with a token."""
blueprint = Blueprint(IN_HEADERS, __name__, url_prefix="/v2")


@blueprint.url_value_preprocessor
def take_token(_: str | None, values: dict[str, Any] | None) -> None:
    """Keep the token that stands in the address for `admit_token`; views know nothing of it."""
    g.token = (values or {}).pop("token", None)


@blueprint.before_request
def admit_token() -> None:
    """Count a request with a token in its address, and refuse what is none. Raises Forbidden."""
    if request.blueprint != IN_PATH:
        return
    try:
        g.caller = caller_of(g.token)
    except Unauthorized:
        spend(None)
        raise Forbidden("There is no such token: it was mistyped, was revoked or has expired") from None
    spend(g.caller)
    if PATH not in g.caller.scopes:
        raise Forbidden("This key must not stand in an address; `auditor keys path` makes one that may")


@blueprint.route("/check", methods=["GET", "POST"])
def check() -> Response:
    """Check a text; 200 when the check ran, whatever it found."""
    form = sent_form() if request.blueprint == IN_PATH else admitted_form()
    if ("username" in form) != ("apiKey" in form):
        raise BadRequest("Set both 'username' and 'apiKey', or neither")
    wanted = read_settings(form)
    text = read_text(form)
    article = Article(text=text.text)
    try:
        report = audit_bounded(article, AUDIT_SECONDS)
    except TimeoutError as error:
        raise ServiceUnavailable(str(error)) from None
    wish = read_wish(wanted)
    findings = [finding for finding in report.findings if wish.admits(finding)]
    record = check_record(text, report, findings, describe_rule)
    return answer({**record, "language": language_record(wanted)})


def admitted_form() -> Mapping[str, str]:
    """The form of a caller who may check. Raises BadRequest, and Forbidden as LanguageTool does for a wrong key."""
    try:
        form = sent_form()
        caller = caller_by(form)
    except (BadRequest, Unauthorized) as error:
        spend(None)
        raise Forbidden(error.description) if isinstance(error, Unauthorized) else error from None
    spend(caller)
    if "check" not in caller.scopes:
        raise Forbidden("This key lacks the scope 'check'")
    return form


def sent_form() -> Mapping[str, str]:
    """What was sent with the question. Raises BadRequest."""
    return read_form(request.get_data() if request.method == "POST" else request.query_string)


def caller_by(form: Mapping[str, str]) -> Caller:
    """Who checks: the key stands in the form, or in the header that the rest of the service takes.

    Raises BadRequest, Unauthorized.
    """
    if "apiKey" not in form or is_open():
        return current_caller()
    if request.method != "POST":
        raise BadRequest("A key must not stand in an address, which logs keep: send the form by POST")
    return caller_of(form["apiKey"])


@blueprint.get("/languages")
def languages() -> Response:
    """The languages that are checked."""
    return answer(
        [{"name": name, "code": code.partition("-")[0], "longCode": code} for code, name in LANGUAGES.items()]
    )


@blueprint.get("/maxtextlength")
def max_text_length() -> Response:
    """The longest text that is checked, in characters."""
    return plain(str(MAX_CHARACTERS))


@blueprint.get("/info")
def info() -> Response:
    """What answers."""
    return answer({"software": software()})


@blueprint.get("/healthcheck")
def healthcheck() -> Response:
    """Whether the service runs."""
    return plain("OK")


@blueprint.route("/<path:rest>")
def nothing(rest: str) -> Response:
    """Refuse what this API does not have in its own way."""
    raise NotFound(f"There is no /v2/{rest} here")


@blueprint.errorhandler(HTTPException)
def refuse(error: HTTPException) -> Response:
    """An error as LanguageTool words it; its clients cannot read another shape."""
    response = plain(f"Error: {shortened(error.description or error.name, MAX_DETAIL_CHARACTERS)}", error.code or 500)
    for name, value in error.get_headers(request.environ):
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


@blueprint.after_request
def allow_origin(response: Response) -> Response:
    """Let pages of the configured origin read the answer: browser add-ons run inside pages."""
    origin = current_app.config.get("ALLOW_ORIGIN")
    if origin:
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def describe_rule(name: str) -> dict[str, Any]:
    """A rule as clients show it."""
    topic = name.partition("/")[0]
    return {
        "id": name,
        "description": services().auditor.ruleset[name].title,
        "issueType": "inconsistency",
        "category": {"id": topic, "name": topic.capitalize()},
    }


class OwnAddresses:
    """WSGI middleware: what is special about the addresses of this API.

    LibreOffice asks for `/v2//check` where the configured address ends in a slash. And where a token stands in an
    address, the server's log of requests gets another: gunicorn writes the line when the answer has been sent.
    """

    def __init__(self, application: WSGIApplication) -> None:
        self._application = application

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer as the application does."""
        path = environ.get("PATH_INFO", "")
        if begins := BEGINS.match(path):
            environ["PATH_INFO"] = begins[0] + path[begins.end() :].lstrip("/")
        if HAS_TOKEN.match(path):
            environ.update({name: MASKED for name in ("RAW_URI", "REQUEST_URI") if name in environ})
        return self._application(environ, start_response)


def answer(record: Any) -> Response:
    """`record` as JSON, in LanguageTool's order of keys."""
    return Response(current_app.json.dumps(record), mimetype="application/json")


def plain(text: str, status: int = 200) -> Response:
    """`text` on its own."""
    return Response(text, status, mimetype="text/plain")
