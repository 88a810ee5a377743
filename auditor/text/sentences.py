"""Sentence boundaries inside one block of text."""

import re

from auditor.article import Span
from auditor.vocabulary import words

# Possessive and anchored to the start of a run of marks: no run of marks or spaces is read twice.
# It begins with the mark, as the engine finds that fastest.
_CANDIDATE = re.compile(r"[.!?…](?<![.!?…].)[.!?…]*+[\"'”’»)\]]*+\s++(?=[\"'“‘«(\[¿¡]*+[^\W_a-z])")
_WORD_BEFORE = re.compile(r"[\w.'’&-]*$")
_WORD_AFTER = re.compile(r"[\"'“‘«(\[]*([\w'’]+)(?:\s+([\w'’]+))?(?:\s+([\w'’]+))?")
_INITIALS = re.compile(r"(?:\w\.)+\w")
_LOOK_BACK = 24


def find_sentences(text: str, start: int, end: int) -> list[Span]:
    """The sentences of `text[start:end]`, a single block, without surrounding white space."""
    spans = []
    for match in _CANDIDATE.finditer(text, start, end):
        if _closes(text, start, match):
            spans.append(Span(start, match.end() - _trailing_space(match)))
            start = match.end()
    rest = text[start:end]
    start += len(rest) - len(rest.lstrip())
    last = Span(start, start + len(rest.strip()))
    return [*spans, last] if last.start < last.end else spans


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
    if word in words("sentences/never closing"):
        return word == "no" and _is_opener(_following(text, match))
    return not _is_abbreviation(word) or _is_opener(_following(text, match))


def _is_abbreviation(word: str) -> bool:
    """Whether `word` takes a full stop inside a sentence: an abbreviation or an initial."""
    is_initial = len(word) == 1 and word.isalpha()
    return is_initial or word in words("sentences/seldom closing") or ("." in word and bool(_INITIALS.fullmatch(word)))


def _is_saying(after: re.Match[str] | None) -> bool:
    """Whether a speaker and a verb of saying follow: `?" Winter asks`."""
    return (
        after is not None and after.group(1)[0].isupper() and not words("grammar/saying").isdisjoint(after.group(2, 3))
    )


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
    return word.lower() in words("sentences/openers")
