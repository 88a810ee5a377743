"""JSON as every door of the service reads it, UTF-8 within bounds, and as it answers."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import Any

from flask.json.provider import DefaultJSONProvider

MAX_DEPTH = 150
"""Arrays and objects within each other. Rich text of a CMS is read down to 60 nodes, each an object that has a list."""
MAX_FIELDS = 1_000
"""Of one object. An article has a dozen, an entry of a CMS some dozens; each that nobody knows costs an error."""
MAX_NUMBER_CHARACTERS = 100
"""A 64-bit integer has 20 and a double 24; Python makes no number of more than 4,300 digits and says so too late."""


class JsonError(ValueError):
    """What is no JSON that is read; the message is a sentence for whoever sent it."""


def read_json(data: bytes) -> Any:
    """The value that `data` is. Raises JsonError.

    Refused are: another encoding than UTF-8 and a byte order mark, NaN and infinity, numbers of more than
    MAX_NUMBER_CHARACTERS, more than MAX_DEPTH levels or MAX_FIELDS fields, and names of fields that stand twice in one
    object or that no answer could repeat: with NUL or half of a surrogate pair. Those in values are told by field.
    """
    try:
        value = _DECODER.decode(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise JsonError(f"What was sent is not JSON in UTF-8: byte {error.start} is none of UTF-8.") from None
    except json.JSONDecodeError as error:
        raise JsonError(f"What was sent is not JSON in UTF-8 at line {error.lineno}, column {error.colno}.") from None
    except RecursionError:
        raise JsonError(_TOO_DEEP) from None
    _check_depth(value)
    return value


_TOO_DEEP = f"The JSON nests deeper than {MAX_DEPTH} levels."


def _check_depth(value: Any) -> None:
    """Raise JsonError for more than MAX_DEPTH levels; level by level, so that no depth is too deep to look at."""
    level = [value] if isinstance(value, dict | list) else []
    for _ in range(MAX_DEPTH):
        if not level:
            return
        held = (inner for holder in level for inner in (holder.values() if isinstance(holder, dict) else holder))
        level = [inner for inner in held if isinstance(inner, dict | list)]
    if level:
        raise JsonError(_TOO_DEEP)


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise JsonError("The JSON names a field twice in one object.")
    if len(made) > MAX_FIELDS:
        raise JsonError(f"The JSON has an object of more than {MAX_FIELDS:,} fields.")
    for name in made:
        if not name.isascii() and any("\ud800" <= char <= "\udfff" for char in name):
            raise JsonError("The JSON has half of a surrogate pair in the name of a field.")
        if "\0" in name:
            raise JsonError("The JSON has a NUL character in the name of a field.")
    return made


def _integer(digits: str) -> int:
    return int(_short(digits))


def _float(digits: str) -> float:
    number = float(_short(digits))
    if math.isinf(number):
        raise JsonError(f"The JSON has a number that is too large, {digits}.")
    return number


def _short(digits: str) -> str:
    if len(digits) > MAX_NUMBER_CHARACTERS:
        raise JsonError(f"The JSON has a number of more than {MAX_NUMBER_CHARACTERS} characters.")
    return digits


def _constant(name: str) -> float:
    raise JsonError(f"What was sent is not JSON: {name} is no number there.")


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_int=_integer, parse_float=_float, parse_constant=_constant)


class Writer(DefaultJSONProvider):
    """JSON as the service answers: what was sent comes back as text, and in what order we say."""

    ensure_ascii = False
    sort_keys = False

    def dumps(self, obj: Any, **kwargs: Any) -> str:
        """`obj` as JSON, with a question mark for half of a surrogate pair, which no answer could carry."""
        text = super().dumps(obj, **kwargs)
        return text if text.isascii() else text.encode("utf-8", "replace").decode()
