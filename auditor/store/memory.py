"""Which blocks stand in other articles of a source, as the store remembers them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from auditor.article import Article
from auditor.sources import source_of
from auditor.store.blocks import has_wording, known_blocks
from auditor.store.database import Database
from auditor.store.door import UnstorableText, storable
from auditor.store.identity import identity_key
from auditor.store.sources import find_source_id
from auditor.store.tables import article as articles
from auditor.store.upsert import find_id
from auditor.text.wording import wording_key


class StoreMemory:
    """What an `Auditor` beside a store knows of each source's blocks. `add_report` notes them, not the audit.

    It may be sent to another process, which opens the database for itself.
    """

    def __init__(self, url: str, opened: Database | None = None) -> None:
        """`opened` is the database at `url` if the caller has it open, and then it stays the caller's to close.

        Raises StoreError for a URL of another kind of database; connects when it is first asked.
        """
        self._url, self._database, self._is_own = url, opened or Database(url), opened is None

    def __reduce__(self) -> tuple[type[StoreMemory], tuple[str]]:
        return StoreMemory, (self._url,)

    def count(self, article: Article, keys: Sequence[bytes]) -> list[int]:
        """For each key the number of other articles of the article's source that it was seen in."""
        names = [key.hex() for key in keys]
        try:
            source = storable(source_of(article) or "", "source")
        except UnstorableText:  # such a source cannot have been kept
            return [0] * len(names)
        with self._database.reading() as connection:
            source_id = find_source_id(connection, source)
            if source_id is None:
                return [0] * len(names)
            known = known_blocks(connection, source_id, set(names))
            own = bool(known) and _is_kept(connection, article, source_id)
        return [max(0, known.get(name, 0) - own) for name in names]

    def add(self, article: Article, keys: Sequence[bytes]) -> None:
        """Nothing: an article is noted when its report is kept."""

    def close(self) -> None:
        """Give all connections back, unless they are another's."""
        if self._is_own:
            self._database.close()


def _is_kept(connection: Connection, given: Article, source_id: int) -> bool:
    """Whether an article, or one that reads the same, is kept already: then it was counted itself."""
    identities: list[list[object]] = [["url", source_id, given.url]] if given.url else []
    if given.id:
        identities.append(["name", source_id, given.id])
    kept = any(find_id(connection, articles, key=identity_key(identity)) for identity in identities)
    return kept or has_wording(connection, source_id, wording_key(given.text))
