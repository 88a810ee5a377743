"""Slips in titles: the text under them is left as it is."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from auditor.article import Article
from auditor.knowledge.gazetteer import load_gazetteer
from auditor.knowledge.words import load_person_names
from training.slips.numbers import FIGURE, is_year, one_digit_off
from training.slips.places import AMBIGUOUS, find_nations, nations_near, state_names
from training.slips.pool import ACRONYM, ORGANISATION, Pool, find_persons, is_acronym
from training.slips.slip import Site, draw, site

LEAST_IN_TEXT = 2
"""Mentions in the text of what stands in the title, so that another there is wrong."""
MANY = 12
"""Names and titles of others from which one is drawn at last."""
APART_DAYS = 45
"""Between articles on one topic that tell of different events."""
ALIKE = 3
"""Titles of the same topic that are drawn from, the nearest."""
_GIVEN = re.compile(rf"\b(?:{'|'.join(load_person_names().given)}|[a-z]\.) $", re.IGNORECASE)
_STATE = re.compile(rf"\b(?:{'|'.join(name for name in state_names() if name not in AMBIGUOUS)})\b(?!-)")


def title_place(article: Article, _: Pool) -> Iterator[Site]:
    """Another country or state than the one that the text tells of."""
    told = find_nations(article.text)
    for code, mentions in find_nations(article.title).items():
        names = load_gazetteer().countries[code].names
        if len(told.get(code, ())) >= LEAST_IN_TEXT:
            choices = [country.name for country in nations_near(code) if country.code not in told]
            yield from (site(match, choices, field="title") for match in mentions if match.group() in names)
    for match in _STATE.finditer(article.title):
        if article.text.count(match.group()) >= LEAST_IN_TEXT:
            yield site(match, [name for name in state_names() if name not in article.text], field="title")


def title_number(article: Article, _: Pool) -> Iterator[Site]:
    """A figure of the text with a digit changed; those of one digit stand for too much."""
    told = {match.group() for match in FIGURE.finditer(article.text)}
    for match in FIGURE.finditer(article.title):
        if match.group() in told and len(match.group()) > 1 and not is_year(match.group()):
            choices = [figure for figure in one_digit_off(match.group()) if figure not in told]
            yield site(match, choices, field="title")


def title_person(article: Article, pool: Pool) -> Iterator[Site]:
    """Another person than the one that the text names in full: full name for full name, surname for surname."""
    for name in sorted({match.group() for match in find_persons(article.text)}):
        surname = name.split()[-1]
        if article.text.count(surname) >= LEAST_IN_TEXT:
            drawn = _drawn(pool.persons, article, name)
            others = [other for other in drawn if other.split()[-1] not in article.text + article.title]
            if match := _whole(name, article.title):
                yield site(match, others, field="title")
            elif (match := _whole(surname, article.title)) and not _GIVEN.search(article.title[: match.start()]):
                yield site(match, [other.split()[-1] for other in others], field="title")


def title_org(article: Article, pool: Pool) -> Iterator[Site]:
    """Another body than the one that the text tells of: acronym for acronym, name for name."""
    for pattern, names in ((ACRONYM, pool.acronyms), (ORGANISATION, pool.organisations)):
        for match in pattern.finditer(article.title):
            known = pattern is ORGANISATION or (is_acronym(match.group()) and not article.title.isupper())
            if known and article.text.count(match.group()) >= LEAST_IN_TEXT:
                others = [name for name in _drawn(names, article, match.group()) if name not in article.text]
                yield site(match, others, field="title")


def title_role(article: Article, _: Pool) -> Iterator[Site]:
    """A name that the text has, too, but less often: person for person, nation for nation, acronym for acronym."""
    persons = {match.group() for match in find_persons(article.text)}
    nations = {mention.group() for mentions in find_nations(article.text).values() for mention in mentions}
    acronyms = {match.group() for match in ACRONYM.finditer(article.text) if is_acronym(match.group())}
    for names in (persons, nations, acronyms):
        for name in sorted(names):
            yield from _roles(article, name, names)


def _roles(article: Article, name: str, names: Collection[str]) -> Iterator[Site]:
    """Where the title has `name`, or the surname of it, the others of its sort that the text names less often."""
    told, last = _times(article, name), name.rsplit(maxsplit=1)[-1]
    others = sorted(o for o in names if o.split()[-1] not in article.title and 0 < _times(article, o) < told)
    if told < LEAST_IN_TEXT:
        return
    if match := _whole(name, article.title):
        yield site(match, others, field="title")
    elif (match := _whole(last, article.title)) and not _GIVEN.search(article.title[: match.start()]):
        yield site(match, [other.split()[-1] for other in others], field="title")


def _times(article: Article, name: str) -> int:
    return article.text.count(name.rsplit(maxsplit=1)[-1])


def title_other_random(article: Article, pool: Pool) -> Iterator[Site]:
    """The title of any other article."""
    titles = [other.title for other in pool.articles if other.id != article.id and other.title.strip()]
    yield from _whole_title(article, _drawn(titles, article, "title"))


def title_other_hard(article: Article, pool: Pool) -> Iterator[Site]:
    """The title of an article on the same topic, of another time."""
    titles = (other.title for other in pool.akin(article) if _far_apart(article, other) and other.title.strip())
    yield from _whole_title(article, list(islice(titles, ALIKE)))


def _whole_title(article: Article, titles: Sequence[str]) -> Iterator[Site]:
    if article.title.strip():
        yield Site("title", 0, len(article.title), titles)


def _far_apart(article: Article, other: Article) -> bool:
    one, two = article.published_on, other.published_on
    return one is not None and two is not None and abs((one - two).days) >= APART_DAYS


def _drawn(names: Sequence[str], article: Article, of: str) -> list[str]:
    """A few of `names`, always the same for one article and one use."""
    return [draw(names, article.id, of, number) for number in range(MANY)] if names else []


def _whole(name: str, title: str) -> re.Match[str] | None:
    return re.search(rf"(?<![\w’'-]){re.escape(name)}(?![\w-])", title)
