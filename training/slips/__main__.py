"""Puts slips into articles, one in each of half of them, and writes what changed where.

Rows are written with `mutation`: kind, field, start, end, original (what stood there), replacement (what stands there
now) and orig_end; or with null, where the same slip could have been made. `kind_slot` has the kind in both.
"""

import argparse
import json
from collections import Counter
from pathlib import Path

from training.slips.generate import KINDS, generate, read_rows


def main() -> None:
    """Write the rows and print how many there are of each kind."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "articles", nargs="+", type=Path, help="id, title, text, published, source; JSON Lines, or .jsonl.xz"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")
    parser.add_argument("--kinds", nargs="+", choices=list(KINDS), default=list(KINDS), metavar="KIND")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--per-kind", type=int, default=100, metavar="N", help="slips, and articles without")
    args = parser.parse_args()
    made: Counter[tuple[str, bool]] = Counter()
    with args.out.open("w", encoding="utf-8") as out:
        for row in generate(read_rows(args.articles), args.kinds, args.seed, args.per_kind):
            made[row["kind_slot"], bool(row["mutation"])] += 1
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    for kind in args.kinds:
        print(f"{kind:20}{made[kind, True]:6} with a slip{made[kind, False]:6} without")


if __name__ == "__main__":
    main()
