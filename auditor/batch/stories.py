"""The stories of a batch: reports wait in a file while their stories grow, then get what the stories say."""

from __future__ import annotations

import pickle
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any, BinaryIO

from auditor.audit import Auditor
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Failure, Report
from auditor.story.index import UNDATED, Entry, Story, StoryIndex
from auditor.story.signature import make_signature
from auditor.story.telling import Telling, make_telling
from auditor.story.topic import find_topic


class StoryDesk:
    """Takes the articles of a batch one by one, then gives their reports back with what the stories found.

    Reports and tellings wait in `spool`, an empty binary file; only the index of the stories is in memory.
    """

    def __init__(self, auditor: Auditor, spool: BinaryIO) -> None:
        self.auditor = auditor
        self._index = StoryIndex()
        self._spool = spool
        self._places: dict[str, int] = {}
        self._hits: dict[str, list[Hit]] = defaultdict(list)
        self._failures: dict[str, tuple[Failure, ...]] = {}

    def add(self, document: Document) -> None:
        """Audit an article and place it in its story."""
        key = self._key(document)
        day = document.article.published_on
        entry = Entry(key, day.toordinal() if day else UNDATED, make_signature(document), find_topic(document))
        self._index.add(entry)
        self._places[key] = self._spool.tell()
        pickle.dump((key, self.auditor.audit_document(document), make_telling(document, key)), self._spool)

    def _key(self, document: Document) -> str:
        """The article's id; a number follows where two articles have one id."""
        name = document.article.id or "article"
        return name if name not in self._places else f"{name}#{len(self._places) + 1}"

    def compare(self) -> Iterator[Story]:
        """The stories of two articles and more, each compared."""
        for story in self._index.stories.values():
            if len(story.members) > 1:
                self._compare(story)
                yield story

    def _compare(self, story: Story) -> None:
        tellings = [
            replace(self._telling(member.key), copy_of=story.copies.get(member.key)) for member in story.members
        ]
        hits, failures = self.auditor.audit_story(tellings)
        for found in hits:
            self._hits[found.article].append(found.hit)
        for telling in tellings:
            self._failures[telling.key] = failures

    def _telling(self, key: str) -> Telling:
        self._spool.seek(self._places[key])
        telling: Telling = pickle.load(self._spool)[2]
        return telling

    def reports(self) -> Iterator[Report]:
        """Every report in the order of arrival, with the findings of its story."""
        for key, place in self._places.items():
            self._spool.seek(place)
            report: Report = pickle.load(self._spool)[1]
            hits, failures = self._hits.get(key, []), self._failures.get(key, ())
            yield self.auditor.add_story(report, hits, failures) if hits or failures else report


def story_record(story: Story) -> dict[str, Any]:
    """A line of stories.jsonl."""
    days = [member.day for member in story.members if member.day != UNDATED]
    return {
        "id": story.id,
        "articles": [member.key for member in story.members],
        "copies": dict(story.copies),
        "voices": len(story.voices),
        "from": _spell(min(days, default=UNDATED)),
        "to": _spell(max(days, default=UNDATED)),
    }


def _spell(day: int) -> str | None:
    return None if day == UNDATED else date.fromordinal(day).isoformat()
