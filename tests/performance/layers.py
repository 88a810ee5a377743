"""Where an audit's time goes: milliseconds an article in each layer and each check kind, what they call left out."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, partial
from typing import Any
from unittest.mock import patch

from auditor import Article, Auditor
from auditor.audit import compile_checks
from auditor.checks.protocol import Check, Context, Hit
from auditor.document import Document
from auditor.rule import Rule

REST = "the loop, findings, score"


class Profile:
    """Exclusive seconds by part; parts call each other."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._inner: list[float] = []

    def timed(self, part: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """`work`, its time booked under `part`."""

        def run(*arguments: Any) -> Any:
            begun = time.process_time()
            self._inner.append(0.0)
            try:
                return work(*arguments)
            finally:
                spent = time.process_time() - begun
                self.seconds[part] += spent - self._inner.pop()
                if self._inner:
                    self._inner[-1] += spent

        return run


def measure_layers(articles: Sequence[Article], rounds: int) -> dict[str, float]:
    """Milliseconds an article by part, at the best of `rounds`."""
    profile = Profile()
    with patch("auditor.audit.compile_checks", partial(_compile_timed, profile)):
        auditor = Auditor()
    runs: list[dict[str, float]] = []
    with patch.multiple(Document, layer=_timed_layer(profile), **_timed_properties(profile)):
        audit = profile.timed(REST, auditor.audit)
        for _ in range(rounds):
            profile.seconds.clear()
            for article in articles:
                audit(article)
            runs.append(dict(profile.seconds))
    best = {part: 1000 * min(run.get(part, 0.0) for run in runs) / len(articles) for part in runs[0]}
    return dict(sorted(best.items(), key=lambda item: -item[1]))


def _compile_timed(profile: Profile, rules: Iterable[Rule], context: Context) -> tuple[object, ...]:
    """The checks of `rules`; the time of each that judges an article is booked under its kind."""
    checks, *others = compile_checks(rules, context)
    timed = [Check(check.rules, profile.timed(f"kind {check.rules[0].kind}", _listed(check))) for check in checks]
    return timed, *others


def _listed(check: Check) -> Callable[[Document], list[Hit]]:
    return lambda document: list(check.run(document))


def _timed_properties(profile: Profile) -> dict[str, Any]:
    """The layers that a document has by name, timed."""
    made = {}
    for name, layer in vars(Document).items():
        if isinstance(layer, cached_property) and not name.startswith("_"):
            made[name] = cached_property(profile.timed(f"document.{name}", layer.func))
            made[name].__set_name__(Document, name)
    return made


def _timed_layer(profile: Profile) -> Callable[[Document, Callable[[Document], object]], object]:
    """`Document.layer`, each finder timed."""
    plain = Document.layer
    timed: dict[object, Callable[[Document], object]] = {}

    def layer(document: Document, find: Callable[[Document], object]) -> object:
        if find not in timed:
            name = f"{find.__module__.removeprefix('auditor.')}.{find.__qualname__.split('.')[0].strip('_')}"
            timed[find] = profile.timed(name, find)
        return plain(document, timed[find])

    return layer
