"""Sentence boundaries inside one block of text."""

import re
from functools import cache
from importlib.resources import files

from auditor.article import Span

# Possessive and anchored to the start of a run of marks: no run of marks or spaces is read twice.
_CANDIDATE = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+\s++(?=[\"'“‘«(\[¿¡]*+[^\W_a-z])")
_WORD_BEFORE = re.compile(r"[\w.'’&-]*$")
_WORD_AFTER = re.compile(r"[\"'“‘«(\[]*([\w'’]+)(?:\s+([\w'’]+))?(?:\s+([\w'’]+))?")
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
    after = _WORD_AFTER.match(text, match.end())
    if len(mark) > 1 and mark[0] in "?!" and after and _is_saying(after):
        return False
    if mark[0] != "." or mark.startswith(".."):
        return True
    before = _WORD_BEFORE.search(text[max(start, match.start() - _LOOK_BACK) : match.start()])
    word = before.group().lower() if before else ""
    following = after.group(1) if after else ""
    return _full_stop_closes(word, following)


def _is_saying(after: re.Match[str]) -> bool:
    """Whether a speaker and a verb of saying follow: `?" Winter asks`."""
    return after.group(1)[0].isupper() and not _words("saying.txt").isdisjoint(after.group(2, 3))


def _full_stop_closes(word: str, following: str) -> bool:
    titles, others = _abbreviations()
    word = word.rpartition("-")[2] or word
    if word in titles:
        return word == "no" and following[:1].isalpha() and following.lower() in _words("openers.txt")
    if word in others or (len(word) == 1 and word.isalpha()) or re.fullmatch(r"(?:\w\.)+\w", word):
        return following[:1].isupper() and following.lower() in _words("openers.txt")
    return True
