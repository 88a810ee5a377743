"""The API's memory of requests: how many there were, and what was answered to those that may come twice."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table

from auditor.store.tables.base import created_column, link, metadata

quota_window = Table(
    "quota_window",
    metadata,
    Column("subject", String(80), primary_key=True),
    Column("number", BigInteger, nullable=False, index=True),
    Column("used", Integer, nullable=False),
)

answered_request = Table(
    "answered_request",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("request", String(64), nullable=False),
    link("report", nullable=True, index=True),
    link("job", nullable=True, index=True),
    created_column(),
    Index(None, "created"),
)
