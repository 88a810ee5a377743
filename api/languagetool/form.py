"""The parameters of a check as LanguageTool's clients send them, encoded or not."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple
from urllib.parse import unquote_plus

from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge

from auditor.finding import Finding, Severity
from auditor.ingest.errors import InputError
from auditor.ingest.fields import clean_text
from auditor.text.annotated import AnnotatedText, Piece

from ..strict_json import JsonError, read_json

MAX_CHARACTERS = 200_000
"""The longest text; a long article has 60,000."""
LANGUAGES = {
    "en": "English",
    "en-US": "English (US)",
    "en-GB": "English (GB)",
    "en-AU": "English (Australian)",
    "en-CA": "English (Canadian)",
    "en-NZ": "English (New Zealand)",
    "en-ZA": "English (South African)",
}
"""The languages that are checked."""
AUTOMATIC = "auto"
FALLBACK = "en-US"
PARAMETERS = frozenset(
    {
        "text", "data", "language", "motherTongue", "preferredVariants", "preferredLanguages", "noopLanguages",
        "enabledRules", "disabledRules", "enabledCategories", "disabledCategories", "enabledOnly", "level", "mode",
        "allowIncompleteResults", "username", "apiKey", "password", "tokenV2", "useragent", "v", "c", "instanceId",
        "textSessionId", "multilingual", "dicts", "ltModel", "abtest", "inputLogging", "enableHiddenRules",
        "enableTempOffRules", "ruleValues", "filterDictionaryMatches", "sourceLanguage", "sourceText", "callback",
        "shouldEnforceEditor", "toneTags", "aiBasedRules",
    }
)  # fmt: skip
"""What clients send; any other name is part of a text that was not encoded."""


class Settings(Schema):
    """The parameters of a check but for its text."""

    language = fields.Str(required=True, error_messages={"required": "Missing 'language' parameter"})
    preferred_variants = fields.Str(data_key="preferredVariants", load_default="")
    enabled_rules = fields.Str(data_key="enabledRules", load_default="")
    disabled_rules = fields.Str(data_key="disabledRules", load_default="")
    enabled_categories = fields.Str(data_key="enabledCategories", load_default="")
    disabled_categories = fields.Str(data_key="disabledCategories", load_default="")
    enabled_only = fields.Bool(data_key="enabledOnly", load_default=False)
    level = fields.Str(load_default="default", validate=validate.OneOf(["default", "picky"]))
    mode = fields.Str(load_default="all", validate=validate.OneOf(["all", "textLevelOnly", "allButTextLevelOnly"]))


class Annotation(Schema):
    """A piece of annotated text: text, or markup and what it is read as."""

    text = fields.Str()
    markup = fields.Str()
    interpret_as = fields.Str(data_key="interpretAs", load_default="")


class Annotated(Schema):
    """The parameter `data`: pieces, or a text without markup."""

    text = fields.Str()
    annotation = fields.List(fields.Nested(Annotation, unknown=EXCLUDE))


class Wish(NamedTuple):
    """Which findings a client wants."""

    enabled: Collection[str]
    disabled: Collection[str]
    enabled_only: bool
    picky: bool
    whole_text: bool
    """Every rule judges the whole text; a client that asks for rules of single sentences gets nothing twice."""

    def admits(self, finding: Finding) -> bool:
        """Whether the client wants `finding`: advice only where it is picky; a rule goes by its id or its topic."""
        names = {finding.rule, finding.rule.partition("/")[0]}
        if not self.whole_text or names & set(self.disabled):
            return False
        if names & set(self.enabled):
            return True
        return not self.enabled_only and (self.picky or finding.severity > Severity.INFO)


def read_form(body: bytes) -> dict[str, str]:
    """The parameters of a form. Raises BadRequest.

    LibreOffice does not encode the text: what stands between two known names belongs to the first of them.
    """
    try:
        raw = body.decode("utf-8")
    except UnicodeDecodeError:
        raise BadRequest("The form is not UTF-8") from None
    pieces: dict[str, list[str]] = {}
    last: list[str] | None = None
    for part in raw.split("&"):
        name, equals, value = part.partition("=")
        if equals and name in PARAMETERS:
            last = pieces[name] = [value]
        elif last is not None:
            last.append(part)
    return {name: decode("&".join(parts)) for name, parts in pieces.items()}


def decode(value: str) -> str:
    """What a form's value stands for; one that a form could not hold was never encoded."""
    return unquote_plus(value, errors="replace") if value.isascii() and " " not in value else value


def read_settings(form: Mapping[str, str]) -> dict[str, Any]:
    """The parameters beside the text. Raises BadRequest."""
    try:
        wanted: dict[str, Any] = Settings().load(form, unknown=EXCLUDE)
    except ValidationError as error:
        name, messages = next(iter(error.messages_dict.items()))
        raise BadRequest(messages[0] if name == "language" else f"{name}: {messages[0]}") from None
    if wanted["language"] != AUTOMATIC and wanted["language"] not in LANGUAGES:
        raise BadRequest(f"'{wanted['language']}' is not a language code known to this server: {', '.join(LANGUAGES)}")
    return wanted


def read_text(form: Mapping[str, str]) -> AnnotatedText:
    """The text to check. Raises BadRequest, RequestEntityTooLarge."""
    if "text" in form and "data" in form:
        raise BadRequest("Set only 'text' or 'data' parameter, not both")
    if "text" not in form and "data" not in form:
        raise BadRequest("Missing 'text' or 'data' parameter")
    pieces = [Piece(form["text"], form["text"])] if "text" in form else read_pieces(form["data"])
    text = AnnotatedText(pieces)
    if max(len(text.whole), len(text.text)) > MAX_CHARACTERS:
        raise RequestEntityTooLarge(f"Your text is longer than the {MAX_CHARACTERS} characters that are checked")
    try:
        clean_text(text.text, "text")
    except InputError as error:
        raise BadRequest(str(error)) from None
    return text


def read_pieces(data: str) -> list[Piece]:
    """The pieces of annotated text. Raises BadRequest."""
    try:
        loaded = Annotated().load(read_json(data.encode("utf-8", "replace")), unknown=EXCLUDE)
    except (JsonError, ValidationError):
        raise BadRequest("'data' is not annotated text in JSON") from None
    if "annotation" not in loaded:
        text = loaded.get("text", "")
        return [Piece(text, text)]
    return [read_piece(piece) for piece in loaded["annotation"]]


def read_piece(piece: Mapping[str, str]) -> Piece:
    """One piece of annotated text. Raises BadRequest."""
    if ("text" in piece) == ("markup" in piece):
        raise BadRequest("Each annotation has either 'text' or 'markup'")
    if "text" in piece:
        return Piece(piece["text"], piece["text"])
    return Piece(piece["markup"], piece["interpret_as"])


def read_wish(wanted: Mapping[str, Any]) -> Wish:
    """What the parameters say of findings."""
    enabled = {*names(wanted["enabled_rules"]), *names(wanted["enabled_categories"])}
    disabled = {*names(wanted["disabled_rules"]), *names(wanted["disabled_categories"])}
    whole_text = wanted["mode"] != "allButTextLevelOnly"
    return Wish(enabled, disabled, wanted["enabled_only"], wanted["level"] == "picky", whole_text)


def names(listed: str) -> list[str]:
    """The names in a list with commas."""
    return [name.strip() for name in listed.split(",") if name.strip()]


def code_of(wanted: Mapping[str, Any]) -> str:
    """The language that a text is checked as; without one, the first preferred variant that is checked."""
    if wanted["language"] != AUTOMATIC:
        return str(wanted["language"])
    return next((code for code in names(wanted["preferred_variants"]) if code in LANGUAGES), FALLBACK)


def language_record(wanted: Mapping[str, Any]) -> dict[str, Any]:
    """The language of the check. None is detected: what was not named is taken for English, with no confidence."""
    known = {"name": LANGUAGES[code_of(wanted)], "code": code_of(wanted)}
    named = wanted["language"] != AUTOMATIC
    detected = {**known, "confidence": 1.0 if named else 0.0, "source": "parameter" if named else "default"}
    return {**known, "detectedLanguage": detected}
