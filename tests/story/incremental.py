"""The stories of articles that arrive one after the other, all of them in memory: what stores and batches must find."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.story.index import KeyIndex, OpenStories, Story, entry_keys
from auditor.story.match import Entry, Kept, Voice, find_match


class StoryIndex:
    """Finds the story of each article as it comes; keeps some 12 kB of it."""

    def __init__(self) -> None:
        self.stories: dict[str, Story] = {}
        self._shelf = _Shelf()
        self._arrived: set[str] = set()

    def add(self, entry: Entry) -> Story:
        """Place an article. Raises ValueError for a key that is there already."""
        if entry.key in self._arrived:
            raise ValueError(f"article {entry.key!r} is in a story already")
        number = len(self._arrived)
        self._arrived.add(entry.key)
        match = find_match(entry, self._shelf)
        place = self._shelf.stories.place(number, entry, match)
        known = number if match is None or match.original is None else match.original
        kept = Kept(number, place, entry.day, known, entry.signature, entry.topic.pack())
        self._shelf.put(kept, entry_keys(entry))
        story = self._shelf.stories.story(place)
        self.stories[story.id] = story
        return story


class _Shelf(KeyIndex):
    """The articles of an index, with their stories."""

    def __init__(self) -> None:
        super().__init__()
        self.stories = OpenStories()

    def voices(self, story: int) -> Sequence[Voice]:
        """See `auditor.story.match.Shelf`."""
        return self.stories.voices(story)
