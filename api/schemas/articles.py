"""What an article is sent as."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, pre_load, validate, validates_schema

from auditor.ingest.dates import parse_date
from auditor.ingest.errors import InputError
from auditor.ingest.fields import MAX_TEXT_CHARACTERS, clean_text

MAX_NAME_CHARACTERS = 500
MAX_TITLE_CHARACTERS = 2_000
MAX_URL_CHARACTERS = 2_000
MAX_NAMES = 100
NO_NUL = r"^[^\x00]*$"
URL = r"^https?://[^\s\x00-\x20\x7f-\x9f\ufeff/]+(/[^\s\x00-\x20\x7f-\x9f\ufeff]*)?$(?!\n)"
LANGUAGE = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$(?!\n)"
WHITE = r"\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""All that Python takes for white space; `\\s` and `\\w` are others in the patterns of JSON Schema."""
SOME_TEXT = rf"^[^\x00]*[^\x00{WHITE}][^\x00]*$"
"""What holds text, as readers of the specification are told; the service itself looks at the text."""


class CleanText(fields.Str):
    """Text that databases and pages can carry: no NUL, no half of a surrogate pair."""

    def __init__(self, *, metadata: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(metadata={"pattern": NO_NUL, **(metadata or {})}, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        text: str = super()._deserialize(value, attr, data, **kwargs)
        try:
            return clean_text(text, "")
        except InputError as error:
            raise ValidationError(str(error).removeprefix(": ")) from None


class Name(CleanText):
    """Clean text; a whole number stands for its digits, as archives number their articles."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        is_number = isinstance(value, int) and not isinstance(value, bool)
        return super()._deserialize(str(value) if is_number else value, attr, data, **kwargs)


class SomeWords(CleanText):
    """Clean text that is more than white space."""

    def __init__(self, *, metadata: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(metadata={"pattern": SOME_TEXT, **(metadata or {})}, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if not text.strip():
            raise ValidationError("holds nothing but white space")
        return text


DAY_FORMATS = [{"format": "date"}, {"format": "date-time"}]
CONTENT = [{"required": [name], "properties": {name: {"type": "string"}}} for name in ("text", "html")]
"""What an article must hold one of."""


def describe_article(description: dict[str, Any]) -> None:
    """Say in the specification of an article what marshmallow has no words for: that it holds one of CONTENT, that a
    field may be null, and a number for an id."""
    plain = {name: field for name, field in description["properties"].items() if "type" in field}
    for name, field in plain.items():
        field["type"] = [field["type"], *(("integer",) if name == "id" else ()), "null"]
    description["oneOf"] = CONTENT


class Day(fields.Str):
    """An ISO date or date-time."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> date:  # type: ignore[override]
        try:
            return parse_date(super()._deserialize(value, attr, data, **kwargs), "")
        except InputError as error:
            raise ValidationError(str(error).removeprefix(": ")) from None


class Texts(fields.List[str]):
    """A list of texts, at most MAX_NAMES: how many there are is looked at before each of them is."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> list[Any]:
        if isinstance(value, list):
            validate.Length(max=MAX_NAMES)(value)
        return super()._deserialize(value, attr, data, **kwargs)


def names(description: str, example: list[str]) -> fields.List[str]:
    """A field that holds a list of texts."""
    return Texts(
        CleanText(validate=validate.Length(max=MAX_TITLE_CHARACTERS)),
        validate=validate.Length(max=MAX_NAMES),
        metadata={"description": description, "example": example},
    )


class ArticleFactsSchema(Schema):
    """What is known of an article beside its text."""

    class Meta:
        """Unknown fields are told, not dropped."""

        unknown = RAISE

    id = Name(
        validate=validate.Length(1, MAX_NAME_CHARACTERS),
        metadata={"description": "Your name for the article", "example": "2026-11-02-barrier"},
    )
    title = CleanText(validate=validate.Length(max=MAX_TITLE_CHARACTERS), metadata={"example": "Mayors plan a barrier"})
    source = CleanText(
        validate=validate.Length(1, MAX_NAME_CHARACTERS),
        metadata={"description": "The publisher: a domain or a name", "example": "valley-news.example"},
    )
    url = CleanText(
        validate=[validate.Length(max=MAX_URL_CHARACTERS), validate.Regexp(URL, error="is an http or https address, as https://example.org/a")],
        metadata={
            "description": "Where it stands, http or https", "pattern": URL,
            "example": "https://valley-news.example/2026/11/barrier",
        },
    )  # fmt: skip
    published = Day(
        metadata={"description": "ISO date or date-time of publication", "anyOf": DAY_FORMATS, "example": "2026-11-02"}
    )
    modified = Day(
        metadata={
            "description": "ISO date or date-time of the last change", "anyOf": DAY_FORMATS,
            "example": "2026-11-02T09:30:00Z",
        }
    )  # fmt: skip
    language = fields.Str(
        validate=validate.Regexp(LANGUAGE, error="is a BCP 47 language tag, as en or pt-BR"),
        metadata={"description": "BCP 47", "example": "en"},
    )

    authors = names("Who wrote it", ["Anna Lund"])
    social_titles = names("Titles that it has elsewhere, as in cards of social networks", ["A barrier, at last"])
    section = CleanText(
        validate=validate.Length(max=MAX_NAME_CHARACTERS),
        metadata={"description": "Where it runs", "example": "Region"},
    )
    desk = CleanText(
        validate=validate.Length(max=MAX_NAME_CHARACTERS),
        metadata={"description": "Who is answerable for it", "example": "Metro desk"},
    )


class ArticleSchema(ArticleFactsSchema):
    """An article to audit: the input row of `auditor check`."""

    text = CleanText(
        validate=validate.Length(1, MAX_TEXT_CHARACTERS),
        metadata={
            "description": "Plain text", "pattern": SOME_TEXT,
            "example": "Six mayors from the lower valley met on Tuesday, 3 November 2026, to plan a barrier.",
        },
    )  # fmt: skip
    html = CleanText(
        validate=validate.Length(1, MAX_TEXT_CHARACTERS),
        metadata={
            "description": "The article's page, or its body as a CMS keeps it, instead of text; offsets count in the "
            "extracted text, and there must be some",
            "pattern": SOME_TEXT,
        },
    )

    @pre_load
    def leave_out_nulls(self, data: Any, **_: Any) -> Any:
        """A field that is null is one that is not there, as to every other door."""
        return {n: v for n, v in data.items() if v is not None} if isinstance(data, Mapping) else data

    @validates_schema
    def check_content(self, data: Mapping[str, Any], **_: Any) -> None:
        """Either text or html must come."""
        if ("text" in data) == ("html" in data):
            raise ValidationError("send either text or html", "text")
