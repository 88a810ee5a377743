"""All phrases of all rules in one automaton, all patterns in few sets: each text is read once for each."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping
from functools import cache, lru_cache
from itertools import chain
from typing import Any, NamedTuple

import re2
from ahocorasick_rs import AhoCorasick

from auditor.article import Span
from auditor.text.fold import fold
from auditor.vocabulary import VocabularyError, words

SET_SIZE = 30
"""Patterns in one RE2 set, which reads a text once: a state of its automaton stands for all that they have read so far,
and each new one costs. Of 2,300 articles the first hundred took 22 ms each with 500 patterns a set, 9 with 60, 6 with
30, 5 with 10; the next 900 5, 3, 2.5 and 2.5, and then all the same."""
SET_MEMORY_BYTES = 32 << 20
"""What RE2 may take for one set, its states among it; what needs more is parted."""
PATTERN_MEMORY_BYTES = 256 << 20
"""What it may take for one pattern."""
KEPT_PATTERNS = 1 << 12
_LIST = re.compile(r"\{([a-z][a-z-]*/[a-z][a-z -]*)\}")
_MARK = re.compile(r"\\.|[\[\]]", re.DOTALL)
"""What stands for a class or has a backslash before it, and where a class begins and ends."""
_SURROGATE = re.compile("[\ud800-\udfff]")
STAND_IN = "\ue000"
"""A code point of the private use area: part of no phrase, matched by no pattern that means text."""
FLAG_GROUP = "flag"
"""A pattern's group of this name is the passage; without it the whole match is."""

Matches = dict[Hashable, list[Span]]


class PatternError(ValueError):
    """A pattern that is not linear-time, or that RE2 would read otherwise than its author."""


class Lexicon:
    """Collects phrases and patterns while rules are compiled; `build` makes the matcher."""

    def __init__(self) -> None:
        self._phrases: dict[str, list[Hashable]] = {}
        self._patterns: list[_Pattern] = []

    def add_phrases(self, phrases: Iterable[str], owner: Hashable) -> None:
        """Have `owner` told where one of `phrases` stands as whole words, in any case."""
        for phrase in phrases:
            self._phrases.setdefault(fold(phrase), []).append(owner)

    def add_pattern(self, pattern: str, owner: Hashable, *, case: bool = False) -> None:
        """Have `owner` told where `pattern` matches, in the folded text or, with `case`, as written.

        Raises PatternError.
        """
        self._patterns.append(_Pattern(*_translate(pattern), owner, case))

    def build(self) -> Matcher:
        """A matcher for what was added. Raises PatternError if a pattern needs too much memory alone."""
        return Matcher(self._phrases, self._patterns)


_EXACT = {r"\w": r"\pL\pM\pN_", r"\d": r"\p{Nd}"}
_WIDE = {r"\w": r"A-Za-z0-9_\x{80}-\x{10ffff}", r"\d": r"0-9\x{80}-\x{10ffff}"}
"""Classes that hold at least what those of `_EXACT` do, and compile a hundred times as fast: RE2 spells each out."""
SMALL_PROGRAM = 10_000
"""Instructions of a pattern with `_WIDE` classes up to which it surely compiles with `_EXACT` ones in
PATTERN_MEMORY_BYTES: those take some 100 times as many, and 2.8 million fit."""


def translate(pattern: str) -> str:
    r"""`pattern` for RE2 with `\w` and `\d` for all alphabets. Raises PatternError.

    RE2's own `\w`, `\d` and `\b` know ASCII only; the first two are rewritten, `\b` is refused. A word list in braces,
    as `{grammar/articles}`, stands for each of its words.
    """
    return _translate(pattern)[0]


@lru_cache(KEPT_PATTERNS)
def _translate(pattern: str) -> tuple[str, str]:
    """`pattern` for RE2, and so that it matches wherever it should, and seldom elsewhere. Raises PatternError."""
    pattern = spell_out(pattern)
    exact = _rewrite(pattern, _EXACT)
    wide = exact if "[^" in pattern else _rewrite(pattern, _WIDE)  # a negated class must not be widened
    try:
        if _compile(wide).programsize > SMALL_PROGRAM:
            _compile(exact)
    except re2.error as error:
        raise PatternError(f"not a linear-time (RE2) pattern: {_text(error)}") from None
    return exact, wide


def spell_out(pattern: str) -> str:
    """`pattern` with the words of each list that it names; the longest first, for RE2 takes the first that fits.

    Raises PatternError for a list that there is not.
    """
    try:
        return _LIST.sub(lambda match: _any_of(match[1]), pattern)
    except VocabularyError as error:
        raise PatternError(str(error)) from None


@cache
def _any_of(name: str) -> str:
    """A group that any word of a list matches."""
    return f"(?:{'|'.join(map(re2.escape, sorted(words(name), key=lambda word: (-len(word), word))))})"


def _rewrite(pattern: str, classes: Mapping[str, str]) -> str:
    r"""`pattern` with `classes` in place of `\w` and `\d`. Raises PatternError for `\b`."""
    in_class = False

    def rewritten(mark: re.Match[str]) -> str:
        nonlocal in_class
        written = mark[0]
        if written in (r"\b", r"\B"):
            raise PatternError(r"\b knows ASCII letters only here; leave it out: matches are whole words already")
        letters = classes.get(written)
        if letters is not None:
            return letters if in_class else f"[{letters}]"
        in_class = written == "[" or (in_class and written != "]")
        return written

    return _MARK.sub(rewritten, pattern)


def _text(error: Exception) -> str:
    reason = error.args[0] if error.args else error
    return reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)


@lru_cache(KEPT_PATTERNS)
def _compile(pattern: str) -> Any:
    """`pattern` compiled; it is asked for when a rule is read, when a check is made of it and where it may match."""
    return re2.compile(pattern, _options(PATTERN_MEMORY_BYTES))


def _options(max_bytes: int) -> Any:
    options = re2.Options()
    options.max_mem = max_bytes
    options.log_errors = False
    return options


class _Pattern(NamedTuple):
    """One pattern of a rule."""

    exact: str
    wide: str
    """Matches wherever `exact` does, and seldom elsewhere."""
    owner: Hashable
    case: bool


class Matcher:
    """Finds every phrase and pattern in a text in one pass each."""

    def __init__(self, phrases: dict[str, list[Hashable]], patterns: list[_Pattern]) -> None:
        self._owners = list(phrases.values())
        self._automaton = AhoCorasick(list(phrases)) if phrases else None
        read = {case: [pattern for pattern in patterns if pattern.case is case] for case in (False, True)}
        self._sets = [(case, _PatternSet(group)) for case, group in read.items() if group]

    def find(self, text: str, folded: str) -> Matches:
        """Where what was added stands in `text`, by owner, each list in text order; `folded` is its fold."""
        matches: Matches = {}
        folded = encodable(folded)
        if self._automaton is not None:
            owners = self._owners
            for index, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
                if is_whole_word(folded, start, end):
                    for owner in owners[index]:
                        matches.setdefault(owner, []).append(Span(start, end))
        for case, patterns in self._sets:
            patterns.find(encodable(text) if case else folded, matches)
        return matches


def encodable(text: str) -> str:
    """`text`, code point for code point, without lone surrogates, which no UTF-8 engine reads."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub(STAND_IN, text)
    return text


class _PatternSet:
    """Patterns that read the same text.

    Sets are made of wide patterns; the exact ones are compiled when a set says that they may match.
    """

    def __init__(self, patterns: list[_Pattern]) -> None:
        chunks = (patterns[first : first + SET_SIZE] for first in range(0, len(patterns), SET_SIZE))
        self._chunks = list(chain.from_iterable(map(_compiled, chunks)))

    def find(self, text: str, matches: Matches) -> None:
        """Add the passages in `text` to `matches`."""
        for compiled, patterns in self._chunks:
            for index in sorted(compiled.Match(text) or ()):
                spans = _passages(patterns[index].exact, text)
                if spans:
                    matches.setdefault(patterns[index].owner, []).extend(spans)


def _compiled(patterns: list[_Pattern]) -> list[tuple[Any, list[_Pattern]]]:
    """Sets of `patterns`: one, or as many as it takes for each to keep within SET_MEMORY_BYTES."""
    compiled = re2.Set.SearchSet(_options(SET_MEMORY_BYTES))
    for pattern in patterns:
        compiled.Add(pattern.wide)
    try:
        compiled.Compile()
    except re2.error as error:
        middle = len(patterns) // 2
        if middle == 0:
            raise PatternError(f"too large a pattern: {_text(error)}") from None
        return _compiled(patterns[:middle]) + _compiled(patterns[middle:])
    return [(compiled, patterns)]


def _passages(pattern: str, text: str) -> list[Span]:
    """Where `pattern` matches whole words of `text`, its passage and all that it asks for around it."""
    compiled = _compile(pattern)
    group = compiled.groupindex.get(FLAG_GROUP, 0)
    found = (match for match in compiled.finditer(text) if is_whole_word(text, *match.span()))
    spans = (Span(*match.span(group)) for match in found)
    return [span for span in spans if span.start < span.end and is_whole_word(text, *span)]


def is_whole_word(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` neither begins nor ends inside a word."""
    return not (
        (start > 0 and _in_word(text[start - 1]) and _in_word(text[start]))
        or (end < len(text) and _in_word(text[end]) and _in_word(text[end - 1]))
    )


def _in_word(char: str) -> bool:
    return char.isalnum() or char == "_" or "\u0300" <= char <= "\u036f"
