"""What the API takes and gives: one module a resource."""

from .articles import MAX_NAME_CHARACTERS, ArticleFactsSchema, ArticleSchema, CleanText, describe_article
from .audits import AuditSchema, FailureSchema, FindingSchema, SummarySchema, TextsSchema

__all__ = [
    "MAX_NAME_CHARACTERS",
    "ArticleFactsSchema",
    "ArticleSchema",
    "AuditSchema",
    "CleanText",
    "FailureSchema",
    "FindingSchema",
    "SummarySchema",
    "TextsSchema",
    "describe_article",
]
