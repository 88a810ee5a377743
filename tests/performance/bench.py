"""What one audit costs: `python tests/performance/bench.py [--write]`, or `make bench`.

Prints a table and fails where a figure of baseline.toml is missed by more than 15 %. The figures there are multiples
of a fixed workload, so that another machine, or a busy one, does not change them. `--write` puts the table into
README.md beside this file, and the figures into baseline.toml.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))  # the folder is no installed package

from auditor import Article, Auditor  # noqa: E402 - see above
from auditor.boilerplate.runs import find_boilerplate  # noqa: E402
from tests.performance.articles import ROOT, WORDS, make_articles  # noqa: E402
from tests.performance.clock import best_of_each, process_cost, reference_work  # noqa: E402
from tests.performance.layers import measure_layers  # noqa: E402
from tests.performance.many_rules import make_rules  # noqa: E402
from tests.performance.rivals import find_rivals  # noqa: E402

ARTICLES = 60
RIVAL_ARTICLES = 20
MAX_LOSS = 0.15
SHOWN_PARTS = 24
RULES = (500, 5_000)
LENGTHS = (1_000, 10_000, 160_000)
"""Words; the longest text has a megabyte."""
MARK = "<!-- made by make bench -->\n"
SUBJECTS = {
    "audit": "one audit, everything on",
    "block_model": "of it the model that tells boilerplate",
    "start": "`auditor check` of one file, from start to end",
    "rules_5000": f"one audit with {RULES[1]:,} rules, against {RULES[0]}",
}


@dataclass(frozen=True)
class Figures:
    """What was measured; times in milliseconds of CPU."""

    reference: float
    audit: float
    block_model: float
    start: float
    start_mb: float
    parts: dict[str, float]
    rivals: dict[str, float]
    rules: dict[int, float]
    lengths: dict[int, float]

    def ratios(self) -> dict[str, float]:
        """The figures that are held: multiples of the fixed workload, and of fewer rules."""
        return {
            "audit": self.audit / self.reference,
            "block_model": self.block_model / self.reference,
            "start": self.start / self.reference,
            "rules_5000": self.rules[RULES[1]] / self.rules[RULES[0]],
        }


def measure() -> Figures:
    """Everything; takes about two minutes."""
    articles = make_articles(ARTICLES)
    auditor = Auditor()
    for article in articles:
        auditor.audit(article)
    few = articles[:RIVAL_ARTICLES]
    start, start_mb = process_cost("-m", "auditor", "check", str(next(ROOT.glob("seeds/*.txt"))))
    reference = min(best_of_each(lambda article: reference_work(article.text), articles) for _ in range(3))
    return Figures(
        reference=reference,
        audit=best_of_each(auditor.audit, articles),
        block_model=_measure_block_model(auditor, articles),
        start=1000 * start,
        start_mb=start_mb,
        parts=measure_layers(articles, rounds=3),
        rivals={name: best_of_each(work, few) for name, work in find_rivals().items()},
        rules=_measure_rules(few),
        lengths={words: best_of_each(auditor.audit, make_articles(1, words), rounds=3) for words in LENGTHS},
    )


def _measure_rules(articles: list[Article]) -> dict[int, float]:
    """Milliseconds an article by number of rules, taken in turn: the second of two would find everything warm."""
    auditors = {count: Auditor(make_rules(count)) for count in RULES}
    turns = [{count: best_of_each(auditor.audit, articles, 3) for count, auditor in auditors.items()} for _ in range(3)]
    return {count: min(turn[count] for turn in turns) for count in RULES}


def _measure_block_model(auditor: Auditor, articles: list[Article]) -> float:
    """Milliseconds an article with the block model, less those of the layers that others need too."""
    documents = [auditor.read(article) for article in articles]
    for document in documents:
        _ = document.tokens, document.sentences, document.quotations, document.folded, document.dateline
    return best_of_each(find_boilerplate, documents)


def tell(figures: Figures) -> Iterator[str]:
    """The page, line by line."""
    yield f"One audit of {WORDS} words: {figures.audit:.2f} ms of CPU, {1000 / figures.audit:,.0f} articles a second."
    yield (
        f"`auditor check` of one file: {figures.start / 1000:.2f} s of CPU, {figures.start_mb:.0f} MB. The fixed "
        f"workload: {figures.reference:.3f} ms."
    )
    yield from ("", "| part, without what it calls | ms an article |", "|---|---:|")
    shown = list(figures.parts.items())
    yield from (f"| {name} | {spent:.3f} |" for name, spent in shown[:SHOWN_PARTS])
    yield f"| {len(shown) - SHOWN_PARTS} others | {sum(spent for _, spent in shown[SHOWN_PARTS:]):.3f} |"
    yield from ("", "| the same articles | ms an article | beside one audit |", "|---|---:|---:|")
    yield from (f"| {name} | {spent:.2f} | {spent / figures.audit:.1f} |" for name, spent in figures.rivals.items())
    yield from ("", "| rules | ms an article | beside the fewest |", "|---|---:|---:|")
    least = figures.rules[RULES[0]]
    yield from (f"| {count:,} | {spent:.2f} | {spent / least:.2f} |" for count, spent in figures.rules.items())
    yield from ("", "| words of one text | ms | ms a thousand words |", "|---|---:|---:|")
    yield from (f"| {words:,} | {spent:.1f} | {1000 * spent / words:.2f} |" for words, spent in figures.lengths.items())


def losses(ratios: dict[str, float], held: dict[str, float]) -> Iterator[str]:
    """What became slower than `held` by more than MAX_LOSS."""
    for name, ratio in ratios.items():
        if ratio > held[name] * (1 + MAX_LOSS):
            yield f"{SUBJECTS[name]}: {ratio:.2f} times its measure, held at {held[name]:.2f}"


def write(figures: Figures) -> None:
    """Keep `figures` as the baseline, and show them in the README."""
    head = (
        "# Multiples of the fixed workload of clock.py; rules_5000 of the time with 500. Written by bench.py --write.\n"
    )
    lines = [f"{name} = {ratio:.2f}\n" for name, ratio in figures.ratios().items()]
    (HERE / "baseline.toml").write_text(head + "".join(lines), encoding="utf-8")
    page = HERE / "README.md"
    kept = page.read_text(encoding="utf-8").partition(MARK)[0]
    page.write_text(kept + MARK + "\n" + "\n".join(tell(figures)) + "\n", encoding="utf-8")


def main() -> int:
    """Exit status 1 if something became slower."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="keep the figures as the new baseline")
    wanted = parser.parse_args()
    figures = measure()
    print("\n".join(tell(figures)))
    if wanted.write:
        write(figures)
        return 0
    held = tomllib.loads((HERE / "baseline.toml").read_text(encoding="utf-8"))
    slower = list(losses(figures.ratios(), held))
    print("\n".join(["", *(slower or ["Nothing became slower."])]))
    return 1 if slower else 0


if __name__ == "__main__":
    sys.exit(main())
