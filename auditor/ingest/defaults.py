"""What a command says of articles that come without: their source and their day of publication."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from auditor.article import Article
from auditor.ingest.fields import GIVEN


@dataclass(frozen=True, slots=True)
class Defaults:
    """What stands in for what an article does not say of itself."""

    source: str | None = None
    published: date | None = None

    def complete(self, article: Article) -> Article:
        """`article` with what it came without."""
        missing: dict[str, Any] = {}
        if self.source and article.source is None:
            missing["source"] = self.source
        if self.published and article.published is None:
            missing |= {"published": self.published, "published_from": GIVEN}
        return replace(article, **missing) if missing else article


NO_DEFAULTS = Defaults()
