"""What the API takes and gives: one module a resource."""

from .articles import CONTENT, MAX_NAME_CHARACTERS, ArticleFactsSchema, ArticleSchema, CleanText
from .audits import AuditSchema, FailureSchema, FindingSchema, SummarySchema, TextsSchema

__all__ = [
    "CONTENT",
    "MAX_NAME_CHARACTERS",
    "ArticleFactsSchema",
    "ArticleSchema",
    "AuditSchema",
    "CleanText",
    "FailureSchema",
    "FindingSchema",
    "SummarySchema",
    "TextsSchema",
]
