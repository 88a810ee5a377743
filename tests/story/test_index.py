"""Stories: reports of one event come together, others stay apart, copies are one voice."""

import pytest

from auditor.article import Article
from auditor.document import Document
from auditor.story.index import Story
from auditor.story.match import UNDATED, Entry
from auditor.story.signature import make_signature
from auditor.story.topic import find_topic
from tests.story.incremental import StoryIndex

FIRE = """The Lerwick fish market burned down on Tuesday night after a spark from a welder set its roof alight, the Shetland
fire brigade said. Councillor Magnus Halcrow, who chairs the harbour trust, said that salmon landings would move to Scalloway
for the winter. Nobody was hurt. The market, built in 1984, handled half of the salmon and most of the haddock of Shetland."""
FIRE_TOO = """LERWICK: A fire that began in the roof destroyed the fish market in Lerwick on Tuesday. The Shetland fire brigade
blamed a welder's spark. Salmon boats will land at Scalloway this winter, Magnus Halcrow of the harbour trust told reporters.
The building from 1984 was insured, Councillor Halcrow said, and haddock would be sold from a shed."""
FERRY = """Orkney's newest ferry broke down off Kirkwall on Tuesday with 140 passengers on board, the operator Northlink said.
Engineers from Aberdeen found a cracked propeller shaft. Captain Ingrid Moar kept the vessel at anchor until tugs arrived from
Stromness, and passengers were given soup. The ferry had entered service in April."""


def entry(key: str, text: str, title: str, day: int = 739_000) -> Entry:
    document = Document(Article(title=title, text=text))
    return Entry(key, day, make_signature(document), find_topic(document))


def keys(story: Story) -> list[str]:
    return [member.key for member in story.members]


def test_reports_of_one_event_make_a_story() -> None:
    index = StoryIndex()
    first = index.add(entry("a", FIRE, "Fire destroys Lerwick fish market"))
    index.add(entry("b", FERRY, "Ferry adrift off Kirkwall"))
    story = index.add(entry("c", FIRE_TOO, "Lerwick fish market lost to fire", 739_001))
    assert story is first
    assert keys(story) == ["a", "c"]
    assert len(index.stories) == 2
    assert not story.copies


def test_id_stays_when_members_come() -> None:
    index = StoryIndex()
    name = index.add(entry("a", FIRE, "Fire destroys Lerwick fish market")).id
    assert index.add(entry("c", FIRE_TOO, "Lerwick fish market lost to fire")).id == name
    again = StoryIndex()
    assert again.add(entry("a", FIRE, "Fire destroys Lerwick fish market")).id == name


def test_later_event_is_another_story() -> None:
    index = StoryIndex()
    index.add(entry("a", FIRE, "Fire destroys Lerwick fish market"))
    index.add(entry("c", FIRE_TOO, "Lerwick fish market lost to fire", 739_030))
    assert len(index.stories) == 2


def test_undated_article_may_join_any_day() -> None:
    index = StoryIndex()
    index.add(entry("a", FIRE, "Fire destroys Lerwick fish market", UNDATED))
    index.add(entry("c", FIRE_TOO, "Lerwick fish market lost to fire"))
    assert len(index.stories) == 1


def test_copy_is_one_voice_however_late() -> None:
    index = StoryIndex()
    index.add(entry("a", FIRE, "Fire destroys Lerwick fish market"))
    copy = FIRE.replace("Nobody was hurt.", "No one was hurt.")
    story = index.add(entry("b", copy, "Market burns", 739_100))
    index.add(entry("d", copy, "Market burns", 739_101))
    assert story.copies == {"b": "a", "d": "a"}
    assert [voice.key for voice in story.voices] == ["a"]


def test_same_key_twice_is_an_error() -> None:
    index = StoryIndex()
    index.add(entry("a", FIRE, "x"))
    with pytest.raises(ValueError, match="'a' is in a story already"):
        index.add(entry("a", FIRE, "x"))


def test_articles_of_nothing_stay_alone() -> None:
    index = StoryIndex()
    for number in range(3):
        index.add(entry(str(number), "", ""))
    assert len(index.stories) == 3
