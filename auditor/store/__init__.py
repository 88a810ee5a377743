"""What is kept between audits, in SQLite or PostgreSQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from auditor.store.errors import StoreError

if TYPE_CHECKING:
    from auditor.store.store import Store

DEFAULT_URL = "sqlite:///var/auditor.db"

__all__ = ["DEFAULT_URL", "Store", "StoreError"]


def __getattr__(name: str) -> Any:
    """`Store`, loaded when first asked for: SQLAlchemy takes longer to load than an article to audit."""
    if name == "Store":
        from auditor.store.store import Store  # noqa: PLC0415

        return Store
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
