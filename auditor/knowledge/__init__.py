"""Tables of facts with their dates and sources; nothing here reads an article."""

from auditor.knowledge.tables import Knowledge

__all__ = ["Knowledge"]
