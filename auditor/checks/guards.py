"""Guards: exceptions as data. A rule's file says when a candidate passes, over features from here and of its kind."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from auditor.mentions.entities import is_short_form
from auditor.mentions.judged import in_caption, in_own_prose
from auditor.rule import Guard
from auditor.text.tokens import find_tokens
from auditor.vocabulary import VocabularyError, words
from auditor.window import MAX_REACH, Window


class Candidate(Protocol):
    """What a check proposes: a passage that it would flag."""

    @property
    def window(self) -> Window:
        """The passage."""


Value = bool | float | str | frozenset[str]
Feature = Callable[[Any], Value]
"""One thing that can be said of a candidate: whether, how many, which, or which several."""
Condition = Callable[[Any], bool]


def _here(test: Callable[[Window], bool]) -> Feature:
    return lambda candidate: test(candidate.window)


STOCK: Mapping[str, Feature] = {
    "quoted": _here(lambda window: window.quoted),
    "in-prose": _here(in_own_prose),
    "in-caption": _here(lambda window: window.field == "text" and in_caption(window.document, window.span.start)),
    "opens-sentence": _here(lambda window: window.opens),
    "ends-sentence": _here(lambda window: not window.after(1)),
    "short-form": _here(is_short_form),
    "before": _here(lambda window: True),
    "after": _here(lambda window: True),
    "around": _here(lambda window: True),
}
"""Features that candidates of every kind have. The last three look for words of the sentence: see WINDOWS."""
WINDOWS: Mapping[str, Callable[..., list[str]]] = {
    "before": Window.before,
    "after": Window.after,
    "around": Window.around,
}
"""Features that ask for words beside the candidate: `{words: [...], lists: [...], within: N, written: true}`; words are
folded unless asked for as written."""
LIMITS: Mapping[str, Callable[[float, float], bool]] = {
    "below": lambda value, limit: value < limit,
    "at_least": lambda value, limit: value >= limit,
}
"""What a feature that is a number may be held to."""


@dataclass(frozen=True, slots=True)
class CompiledGuard:
    """A guard, and whether it takes a candidate away."""

    guard: Guard
    conditions: Sequence[Condition]
    exceptions: Sequence[Condition]

    def takes(self, candidate: Candidate) -> bool:
        """Whether all of its conditions hold and none of its exceptions."""
        return all(holds(candidate) for holds in self.conditions) and not any(
            holds(candidate) for holds in self.exceptions
        )


def compile_guard(guard: Guard, features: Mapping[str, Feature]) -> CompiledGuard:
    """`guard` over the features of its kind."""
    known = {**STOCK, **features}
    conditions, exceptions = (
        [_condition(name, known[name], wanted) for name, wanted in part.items()] for part in (guard.when, guard.unless)
    )
    return CompiledGuard(guard, conditions, exceptions)


def _condition(name: str, feature: Feature, wanted: Any) -> Condition:
    if name in WINDOWS:
        cues, look, within = _cues(wanted), WINDOWS[name], wanted.get("within", MAX_REACH)
        written = wanted.get("written", False)
        return lambda candidate: not cues.isdisjoint(look(candidate.window, within, written=written))
    if isinstance(wanted, Mapping) and wanted.keys() & CUES:
        listed = _cues(wanted)
        return lambda candidate: not listed.isdisjoint(_several(feature(candidate)))
    if isinstance(wanted, Mapping):
        limits = [(LIMITS[key], limit) for key, limit in wanted.items()]
        return lambda candidate: all(holds(feature(candidate), limit) for holds, limit in limits)  # type: ignore[arg-type]
    if isinstance(wanted, bool):
        return lambda candidate: bool(feature(candidate)) is wanted
    among = frozenset([wanted] if isinstance(wanted, str) else wanted)
    return lambda candidate: not among.isdisjoint(_several(feature(candidate)))


def _cues(wanted: Mapping[str, Any]) -> frozenset[str]:
    """The words that a condition names, one by one or by their lists."""
    return frozenset(wanted.get("words", ())).union(*map(words, wanted.get("lists", ())))


def _several(value: Value) -> frozenset[str]:
    return value if isinstance(value, frozenset) else frozenset([str(value)])


def find_faults(conditions: Mapping[str, Any], features: Mapping[str, Feature]) -> Iterator[tuple[str, str]]:
    """What is wrong with the conditions of a guard: at which feature, and what would be right."""
    known = [*STOCK, *features]
    for name, wanted in conditions.items():
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            hint = f"; did you mean {near[0]!r}?" if near else "."
            yield name, f"unknown feature {name!r}{hint} Features here are: {', '.join(known)}"
        else:
            yield from ((name, fault) for fault in _faults(wanted, in_window=name in WINDOWS))


def _faults(wanted: Any, *, in_window: bool) -> Iterator[str]:
    """What is wrong with one condition."""
    if isinstance(wanted, Mapping):
        yield from _mapping_faults(wanted, in_window=in_window)
    elif in_window:
        yield "must read {words: [...], lists: [file/section], within: N}, with words or lists"
    elif not isinstance(wanted, (bool, str)) and not _are_words(wanted):
        yield "must read true, false, a word, [a word, ...], {words: [...], lists: [...]} or {at_least: N, below: N}"


def _mapping_faults(wanted: Mapping[str, Any], *, in_window: bool) -> Iterator[str]:
    allowed = _allowed_keys(wanted, in_window=in_window)
    needed = CUES if in_window else allowed
    if not wanted.keys() <= allowed or needed.isdisjoint(wanted):
        yield f"unknown or missing keys; may hold {', '.join(sorted(allowed))}"
        return
    unfit = [f"{key} must be {PARTS[key][1]}" for key, value in wanted.items() if not PARTS[key][0](value)]
    yield from unfit or _word_faults(wanted, in_window=in_window)


def _allowed_keys(wanted: Mapping[str, Any], *, in_window: bool) -> frozenset[str]:
    """Words with their reach beside a candidate; of another feature words, or limits of a number."""
    if in_window:
        return CUES | BESIDE
    return frozenset(LIMITS) if CUES.isdisjoint(wanted) else CUES


def _word_faults(wanted: Mapping[str, Any], *, in_window: bool) -> Iterator[str]:
    """Lists that there are not, and beside a candidate words that no text has."""
    for name in wanted.get("lists", ()):
        try:
            words(name)
        except VocabularyError as error:
            yield str(error)
    for word in wanted.get("words", ()) if in_window else ():
        tokens = find_tokens(word)
        read = tokens.words if wanted.get("written") else tokens.folded
        if read != [word]:
            yield f"no text has the word {word!r}, but {', '.join(map(repr, read)) or 'nothing'}"


def _are_words(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(each, str) for each in value)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


CUES, BESIDE = frozenset({"words", "lists"}), frozenset({"within", "written"})
PARTS: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "words": (_are_words, "a list of words"),
    "lists": (_are_words, "a list of file/section"),
    "within": (
        lambda value: type(value) is int and 1 <= value <= MAX_REACH,
        f"a number of words from 1 to {MAX_REACH}",
    ),
    "written": (lambda value: isinstance(value, bool), "true or false"),
    **dict.fromkeys(LIMITS, (_is_number, "a number")),
}
"""What each part of a condition must be."""
