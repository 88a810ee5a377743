"""Audits news articles for consistency and text hygiene."""

from auditor.article import Article, Span
from auditor.audit import Auditor
from auditor.finding import Finding, Report

__all__ = ["Article", "Auditor", "Finding", "Report", "Span"]
