"""Audits news articles for consistency and text hygiene."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from auditor.article import Article, Span
    from auditor.audit import Auditor
    from auditor.finding import Finding, Report

__all__ = ["Article", "Auditor", "Finding", "Report", "Span"]

_MODULES = {"Article": "article", "Auditor": "audit", "Finding": "finding", "Report": "finding", "Span": "article"}


def __getattr__(name: str) -> object:
    """Import what is asked for when it is: `auditor --help`, say, needs none of it."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"auditor.{_MODULES[name]}"), name)
