"""What may enter the store: text that every database keeps as it is."""

from __future__ import annotations

from typing import Any

from auditor.store.errors import StoreError

NUL, REPLACEMENT = "\0", "\ufffd"


class UnstorableText(StoreError):
    """A text that has no UTF-8 form."""


def storable(value: str, what: str) -> str:
    """`value` with U+FFFD for NUL, which PostgreSQL cannot keep; as long as before.

    Raises UnstorableText for half of a surrogate pair.
    """
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise UnstorableText(
                f"{what} holds half of a surrogate pair at character {error.start}; send well-formed Unicode"
            ) from None
    return value.replace(NUL, REPLACEMENT)


def storable_all(value: Any, what: str) -> Any:
    """`value`, a JSON value, with every text in it storable. Raises UnstorableText."""
    if isinstance(value, str):
        return storable(value, what)
    if isinstance(value, dict):
        return {storable(key, what): storable_all(inner, what) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [storable_all(inner, what) for inner in value]
    return value
