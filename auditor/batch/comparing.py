"""Stage `compare`: what the articles of each story contradict each other in."""

from __future__ import annotations

from collections import defaultdict
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from auditor.audit import Auditor
from auditor.batch.auditing import TELLINGS
from auditor.batch.frames import FrameWriter, read_frame, read_frames
from auditor.batch.grouping import FoundStory
from auditor.batch.pack import FILE, open_auditor
from auditor.batch.reading import Tell
from auditor.batch.task import Task
from auditor.checks import kind_of
from auditor.checks.protocol import Hit
from auditor.finding import Failure, Scope
from auditor.story.telling import Telling

HITS = "hits.bin"


class StoryWord(NamedTuple):
    """What its story says of one article."""

    part: int
    row: int
    hits: tuple[Hit, ...]
    failures: tuple[Failure, ...]


def compare_stories(task: Task, folder: Path, tell: Tell) -> dict[str, Any]:
    """Compare the stories of the file `stories`, whose articles' parts are `parts`; how many articles are spoken of."""
    auditor = open_auditor(str(Path(task.work) / FILE), task.pack)
    count = 0
    with FrameWriter(folder / HITS) as frames:
        for number, story in enumerate(read_frames(Path(task.facts["stories"]))):
            if number in task.excluded:
                words = _unfinished(auditor, story, task.excluded[number])
            elif task.passes(number):
                continue
            else:
                tell(number)
                words = _compare(auditor, story, read_tellings(story, task.facts["parts"]))
            for word in words:
                frames.write(word)
            count += len(words)
    return {"words": count}


def read_tellings(story: FoundStory, parts: list[str]) -> list[Telling]:
    """The tellings of a story's articles."""
    tellings = []
    with ExitStack() as stack:
        streams = {
            part: stack.enter_context((Path(parts[part]) / TELLINGS).open("rb"))
            for part in sorted({place.part for place in story.places})
        }
        for name, place in zip(story.names, story.places, strict=True):
            streams[place.part].seek(place.telling)
            telling: Telling = read_frame(streams[place.part])
            tellings.append(replace(telling, copy_of=story.copies.get(name)))
    return tellings


def _compare(auditor: Auditor, story: FoundStory, tellings: list[Telling]) -> list[StoryWord]:
    found, failures = auditor.audit_story(tellings)
    hits: dict[str, list[Hit]] = defaultdict(list)
    for one in found:
        hits[one.article].append(one.hit)
    return [
        StoryWord(place.part, place.row, tuple(hits[name]), failures)
        for name, place in zip(story.names, story.places, strict=True)
        if hits[name] or failures
    ]


def _unfinished(auditor: Auditor, story: FoundStory, reason: str) -> list[StoryWord]:
    """The story's rules as not finished on every article of a story that cannot be compared."""
    rules = tuple(rule.id for rule in auditor.ruleset.rules if kind_of(rule.kind).SCOPE is Scope.STORY)
    failure = Failure(rules, f"{reason} while the story was compared", Scope.STORY)
    return [StoryWord(place.part, place.row, (), (failure,)) for place in story.places]
