"""How long it takes to find the stories of many articles, in memory and in the store.

Run by hand: `python tests/performance/stories.py [--articles 50000] [--stored 100000]`. Articles are made: an event has
some names and words of its own, each report of it most of these and many of everybody's; one in eight is a copy.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from array import array
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import islice
from statistics import median, quantiles

from sqlalchemy import insert

from auditor import Article, Report
from auditor.store import Store
from auditor.store.intake import add_report, prepare_report
from auditor.store.shelf import StoreShelf
from auditor.store.stories import pack_profile, place_article
from auditor.store.tables import article, story, story_article, story_profile
from auditor.story.match import Entry, band_keys, term_keys
from auditor.story.profile import Profile
from auditor.story.signature import BINS
from auditor.story.telling import Telling
from auditor.story.topic import Topic, checksum, make_filter
from tests.story.incremental import StoryIndex

PER_DAY = 2_000
FIRST_DAY = date(2024, 1, 1).toordinal()
NAMES, WORDS = 20_000, 30_000
CORE, SHARED, LEAD, STEMS = 30, 21, 20, 250
REPORTS = 4
"""Reports of an event, on average."""
COPIES = 0.125
ARRIVALS = 300


def made_entries(count: int) -> Iterator[Entry]:
    """Articles in the order of their days."""
    chance = random.Random(11)
    pool = [checksum(f"name{n}") for n in range(NAMES)]
    common = [checksum(f"word{n}") for n in range(WORDS)]
    commonness = [1 / (n + 10) for n in range(NAMES)]
    earlier: list[Entry] = []
    events: list[list[int]] = []
    for number in range(count):
        day = FIRST_DAY + number // PER_DAY
        if number % PER_DAY == 0:
            events = [_event(chance, pool, commonness, number, e) for e in range(PER_DAY // REPORTS)]
            earlier = earlier[-PER_DAY:]
        if earlier and chance.random() < COPIES:
            entry = _copy(chance, chance.choice(earlier), f"a{number}", day)
        else:
            entry = _report(chance, chance.choice(events), common, (f"a{number}", day))
        earlier.append(entry)
        yield entry


def _event(chance: random.Random, pool: list[int], commonness: list[float], day: int, number: int) -> list[int]:
    own = [checksum(f"own{day}.{number}.{n}") for n in range(CORE // 3)]
    return own + chance.choices(pool, commonness, k=CORE - len(own))


def _report(chance: random.Random, event: list[int], common: list[int], name: tuple[str, int]) -> Entry:
    terms = [*chance.sample(event, SHARED), *chance.choices(common, k=60 - SHARED)]
    weights = dict(zip(terms, sorted((chance.uniform(0.05, 0.25) for _ in terms), reverse=True), strict=True))
    lead = dict.fromkeys([*chance.sample(event, LEAD // 2), *chance.choices(common, k=LEAD // 2)], 5.0)
    words = make_filter([*terms, *lead, *chance.choices(common, k=STEMS)])
    return Entry(*name, array("I", (chance.getrandbits(32) for _ in range(BINS))), Topic(weights, lead, words))


def _copy(chance: random.Random, original: Entry, key: str, day: int) -> Entry:
    signature = array("I", original.signature)
    for place in chance.sample(range(BINS), BINS // 5):
        signature[place] = chance.getrandbits(32)
    return Entry(key, day, signature, original.topic)


def measure_memory(count: int) -> None:
    """Print the seconds of each tenth thousand, and what a million would take at that."""
    index, step, total = StoryIndex(), 10_000, 0.0
    entries = made_entries(count)
    print("articles  CPU ms each  stories  resident MB")
    for done in range(step, count + 1, step):
        chunk = list(islice(entries, step))
        begun = time.process_time()
        for entry in chunk:
            index.add(entry)
        spent = time.process_time() - begun
        total += spent
        print(f"{done:8}  {1000 * spent / step:11.3f}  {len(index.stories):7}  {_resident():11.0f}")
    print(
        f"{count} articles in {total:.1f} s; a million at the last rate: {1_000_000 * spent / step:.0f} s in one process"
    )


def _resident() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure_store(count: int, url: str) -> None:
    """Print how long an arriving article takes to be placed among `count` that are kept."""
    store = Store(url)
    entries = list(made_entries(count + ARRIVALS))
    _fill(store, entries[:count])
    spent = []
    for entry in entries[count:]:
        day = date.fromordinal(entry.day)
        given = Article(text=f"Report {entry.key}.", id=entry.key, source="made.example", published=day)
        profile = Profile(entry.signature, entry.topic, Telling("", "made.example", day, (), (), Counter()))
        with store.writing() as connection:
            audit = add_report(connection, prepare_report(Report(given, (), 100.0, "made")))
            begun = time.perf_counter()
            place_article(connection, audit, profile)
            spent.append(1000 * (time.perf_counter() - begun))
    print(f"placed among {count} in the store: median {median(spent):.2f} ms, 95 % {quantiles(spent, n=20)[-1]:.2f} ms")
    store.close()


def _fill(store: Store, entries: list[Entry]) -> None:
    """Put articles with their stories into the tables in bulk, as the index in memory finds them."""
    index, now = StoryIndex(), datetime.now(UTC)
    places = {entry.key: number for number, entry in enumerate(entries, 1)}
    for entry in entries:
        index.add(entry)
    rows = [{"id": n, "key": entry.key, "created": now} for n, entry in enumerate(entries, 1)]
    with store.writing() as connection:
        connection.execute(insert(article), rows)
        for number, found in enumerate(index.stories.values(), 1):
            voices = len(found.voices)
            values = {"id": number, "articles": len(found.members), "voices": voices, "changes": 1, "created": now}
            connection.execute(insert(story), values)
            members = [
                {
                    "story_id": number,
                    "article_id": places[key],
                    "day": day,
                    "copy_of": places.get(found.copies.get(key, "")),
                }
                for key, day in found.members
            ]
            connection.execute(insert(story_article), members)
        shelf = StoreShelf(connection)
        for number, entry in enumerate(entries, 1):
            told = Telling("", "", None, (), (), Counter())
            packed = pack_profile(Profile(entry.signature, entry.topic, told))
            connection.execute(insert(story_profile), {"article_id": number, **packed})
            shelf.put(number, [*band_keys(entry.signature), *term_keys(entry.day, entry.topic)])


def main() -> None:
    """Measure both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=50_000)
    parser.add_argument("--stored", type=int, default=100_000)
    parser.add_argument("--url", help="an empty database; without it a SQLite file in a temporary folder")
    args = parser.parse_args()
    measure_memory(args.articles)
    if args.stored:
        with tempfile.TemporaryDirectory() as folder:
            measure_store(args.stored, args.url or f"sqlite:///{folder}/stories.db")


if __name__ == "__main__":
    main()
