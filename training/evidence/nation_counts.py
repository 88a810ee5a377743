"""Counts in how many articles each nation is named: `python -m training.evidence.nation_counts ARTICLES...`.

Writes auditor/knowledge/data/nation-counts.tsv, which `often_in_news` of auditor/checks/nation_slots reads. Nations of
fewer articles than that asks for are left out.
"""

import argparse
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from auditor.audit import Auditor
from auditor.checks.nation_slots import LEAST_ARTICLES
from auditor.mentions.focus import find_focus
from training.slips.generate import article_of, read_rows
from training.slips.slip import Row

DATA = Path(__file__).parents[2] / "auditor" / "knowledge" / "data" / "nation-counts.tsv"


def main() -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="+", type=Path, help="JSON Lines, or .jsonl.xz")
    args = parser.parse_args()
    rows = read_rows(args.articles)
    names = ", ".join(path.name.partition(".")[0] for path in args.articles)
    lines = [
        f"# In how many of {len(rows):,} articles of {names} each nation is named, where in {LEAST_ARTICLES} or more.",
        "# Written by `python -m training.evidence.nation_counts`.",
        *(f"{nation}\t{count}" for nation, count in count_nations(rows) if count >= LEAST_ARTICLES),
    ]
    DATA.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def count_nations(rows: Iterable[Row]) -> list[tuple[str, int]]:
    """Nations with the number of articles whose text names them, the most frequent first, then by code."""
    auditor = Auditor()
    documents = (auditor.read(article_of(row)) for row in rows)
    counts = Counter(nation for document in documents for nation in document.layer(find_focus).mentions)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


if __name__ == "__main__":
    main()
