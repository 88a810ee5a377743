"""What is kept between audits, in SQLite or PostgreSQL."""

from auditor.store.database import StoreError
from auditor.store.store import Store

__all__ = ["Store", "StoreError"]
