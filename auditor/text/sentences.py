"""Sentence boundaries inside one block of text."""

import re
from functools import cache
from importlib.resources import files

from auditor.article import Span

# Possessive and anchored to the start of a run of marks: no run of marks or spaces is read twice.
# It begins with the mark, as the engine finds that fastest.
_CANDIDATE = re.compile(r"[.!?…](?<![.!?…].)[.!?…]*+[\"'”’»)\]]*+\s++(?=[\"'“‘«(\[¿¡]*+[^\W_a-z])")
_WORD_BEFORE = re.compile(r"[\w.'’&-]*$")
_WORD_AFTER = re.compile(r"[\"'“‘«(\[]*([\w'’]+)(?:\s+([\w'’]+))?(?:\s+([\w'’]+))?")
_INITIALS = re.compile(r"(?:\w\.)+\w")
_LOOK_BACK = 24


@cache
def _abbreviations() -> tuple[frozenset[str], frozenset[str]]:
    """The abbreviations that never close a sentence, and those that seldom do."""
    sections: dict[str, set[str]] = {"[title]": set(), "[other]": set()}
    section: set[str] = set()
    for line in _data_lines("abbreviations.txt"):
        if line in sections:
            section = sections[line]
        else:
            section.update(line.split())
    return frozenset(sections["[title]"]), frozenset(sections["[other]"])


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(" ".join(_data_lines(name)).split())


def _data_lines(name: str) -> list[str]:
    lines = (files("auditor.text") / "data" / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def find_sentences(text: str, start: int, end: int) -> list[Span]:
    """The sentences of `text[start:end]`, a single block, without surrounding white space."""
    spans = []
    for match in _CANDIDATE.finditer(text, start, end):
        if _closes(text, start, match):
            spans.append(Span(start, match.end() - _trailing_space(match)))
            start = match.end()
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return [*spans, Span(start, end)] if start < end else spans


def _trailing_space(match: re.Match[str]) -> int:
    mark = match.group()
    return len(mark) - len(mark.rstrip())


def _closes(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether the mark of `match` closes the sentence that began at `start`."""
    mark = match.group().rstrip()
    if len(mark) > 1 and mark[0] in "?!" and _is_saying(_WORD_AFTER.match(text, match.end())):
        return False
    if mark[0] != "." or mark.startswith(".."):
        return True
    word = _word_before(text, start, match.start())
    titles, others = _abbreviations()
    if word in titles:
        return word == "no" and _following(text, match)[:1].isalpha() and _is_opener(_following(text, match))
    if word in others or (len(word) == 1 and word.isalpha()) or ("." in word and _INITIALS.fullmatch(word)):
        return _following(text, match)[:1].isupper() and _is_opener(_following(text, match))
    return True


def _is_saying(after: re.Match[str] | None) -> bool:
    """Whether a speaker and a verb of saying follow: `?" Winter asks`."""
    return after is not None and after.group(1)[0].isupper() and not _words("saying.txt").isdisjoint(after.group(2, 3))


def _word_before(text: str, start: int, end: int) -> str:
    """The last word of the sentence so far, in lower case; behind a hyphen, only its last part."""
    near = text[max(start, end - _LOOK_BACK) : end]
    near = near[near.rfind(" ") + 1 :]
    if near.isalpha():  # nearly always: no need to look where the word begins
        return near.lower()
    before = _WORD_BEFORE.search(near)
    word = before.group().lower() if before else ""
    return word.rpartition("-")[2] or word


def _following(text: str, match: re.Match[str]) -> str:
    after = _WORD_AFTER.match(text, match.end())
    return after.group(1) if after else ""


def _is_opener(word: str) -> bool:
    """Whether `word` opens sentences more often than names."""
    return word.lower() in _words("openers.txt")
