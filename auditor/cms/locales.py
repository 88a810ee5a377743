"""The languages of one entry: what a CMS sends of all of them together, as one entry a language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, NamedTuple

MAX_LOCALES = 100
"""More are no languages; CMSs let a site have some dozens."""
_LOCALE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}\Z")
_SUFFIX = "__i18n__"
"""What Storyblok puts between the name of a field and the language that its value is in."""

Values = Mapping[str, Any]
"""What a field holds in each language."""


class Local(NamedTuple):
    """An entry in one language."""

    locale: str | None
    """None where the entry does not say."""
    fields: Mapping[str, Any]
    """All fields; what is not in this language is so in the first."""
    own: Mapping[str, Any]
    """Those that are in this language; all, in the first."""
    first: bool = False
    """Whether it is the first language of the entry: it has the entry's own id."""

    def name(self, entry: str) -> str:
        """The id of the article that the entry `entry` is in this language."""
        return entry if self.first else f"{entry}:{self.locale}"


def each_locale(localised: Mapping[str, Values], shared: Mapping[str, Any] | None = None) -> Iterator[Local]:
    """An entry in each of the languages of its fields `localised`, that of the first field first.

    Fields in `shared` have no language.
    """
    locales = list(dict.fromkeys(chain.from_iterable(localised.values())))[:MAX_LOCALES]
    first: dict[str, Any] = {**(shared or {}), **_in(localised, locales[0])} if locales else {**(shared or {})}
    yield Local(next(iter(locales), None), first, first, first=True)
    for locale in locales[1:]:
        own = _in(localised, locale)
        yield Local(locale, {**first, **own}, own)


def _in(localised: Mapping[str, Values], locale: str) -> dict[str, Any]:
    """The fields that are in a language."""
    return {name: values[locale] for name, values in localised.items() if values.get(locale)}


def split_keyed(fields: Mapping[str, Any]) -> Iterator[Local]:
    """Each language of a document of Sanity; one without a locale where no field is kept by language.

    Sources: the plug-in internationalized-array, a list of objects with a value and its language; Sanity's guide to
    localisation, an object whose type begins with locale.
    """
    localised = {name: values for name, value in fields.items() if (values := keyed_values(value))}
    return each_locale(localised, {name: value for name, value in fields.items() if name not in localised})


def keyed_values(value: Any) -> Values:
    """What a field holds in each language; empty for one that is not kept by language."""
    if isinstance(value, list) and value and all(isinstance(each, Mapping) and "value" in each for each in value):
        found = {each.get("language") or each.get("_key"): each["value"] for each in value}
    elif isinstance(value, Mapping) and str(value.get("_type", "")).startswith("locale"):
        found = {name: inner for name, inner in value.items() if not str(name).startswith("_")}
    else:
        return {}
    return found if all(isinstance(name, str) and _LOCALE.match(name) for name in found) else {}


def split_suffixed(fields: Mapping[str, Any]) -> Iterator[Local]:
    """Each language of a story of Storyblok: its fields as they are, then those with a language behind their names."""
    first = {name: value for name, value in fields.items() if _SUFFIX not in name}
    yield Local(None, first, first, first=True)
    translated: dict[str, dict[str, Any]] = {}
    for name, value in fields.items():
        base, _, locale = name.partition(_SUFFIX)
        if value and _LOCALE.match(locale) and (locale in translated or len(translated) < MAX_LOCALES):
            translated.setdefault(locale, {})[base] = value
    for locale, own in translated.items():
        yield Local(locale.replace("_", "-"), {**first, **own}, own)
