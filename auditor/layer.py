"""One section of auditor.toml: which rules it switches on and off, and what else it says of a rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from auditor.rule import Rule

ALL = "*"


@dataclass(frozen=True, slots=True)
class Layer:
    """One section's wishes; later layers win, key by key."""

    name: str
    section: str
    """The table it was read from, "" for the top of the file."""
    wishes: Mapping[str, Any]


def selects(selector: str, rule: Rule) -> bool:
    """Whether `selector` (a rule's id, a topic, or `*`) names `rule`."""
    return selector in (ALL, rule.topic, rule.id)


def strength(selector: str) -> int:
    """How narrow a selector is: the narrower wins."""
    return 0 if selector == ALL else 1 + selector.count("/")


def verdict(layer: Layer, rule: Rule) -> tuple[str, str] | None:
    """The key and selector by which `layer` decides whether `rule` is on, or None if it says nothing.

    The narrower selector wins, then ignore over select. A layer with `select` turns off what it does not name.
    """
    found = [
        (strength(selector), key == "ignore", key, selector)
        for key in ("select", "extend_select", "ignore")
        for selector in layer.wishes.get(key, ())
        if selects(selector, rule)
    ]
    if found:
        return max(found)[2:]
    return ("select", "") if "select" in layer.wishes else None


def is_on(rule: Rule, layers: Iterable[Layer]) -> bool:
    """Whether `rule` judges, by `layers`, weakest first."""
    on = True
    for layer in layers:
        decided = verdict(layer, rule)
        if decided is not None:
            on = decided[0] != "ignore" and decided[1] != ""
    return on


def says(layer: Layer, rule: Rule) -> Iterator[tuple[tuple[str, str], str]]:
    """Key, value and wording of each wish of `layer` that touches `rule`."""
    decided = verdict(layer, rule)
    if decided:
        key, selector = decided
        off = key == "ignore" or not selector
        yield (key, selector), f"{'off' if off else 'on'}, by {key}" + (f" {selector!r}" if selector else "")
    for selector, label in layer.wishes.get("severity", {}).items():
        if selects(selector, rule):
            yield (selector, ""), f"severity {label}, by {selector!r}"
    for name, value in layer.wishes.get("options", {}).get(rule.id, {}).items():
        yield (name, ""), f"option {name} = {value!r}"
    if "min_confidence" in layer.wishes:
        yield ("min_confidence", ""), f"findings below confidence {layer.wishes['min_confidence']} are dropped"
