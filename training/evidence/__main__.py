"""Learns the weights of a kind that weighs, from articles as they are and slips put into copies of them.

Writes auditor/evidence/data/KIND.tsv and training/evidence/KIND.md. Articles in which an error was found (--natural:
JSON Lines with article, field, start, end, kind) are never learnt from; the card says which of them are found.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from auditor.audit import Auditor
from auditor.evidence import Model
from training.evidence.candidate import Kind
from training.evidence.card import card, data_file
from training.evidence.kinds import KINDS
from training.evidence.material import collect, meeting
from training.evidence.train import train
from training.slips.generate import read_rows
from training.slips.slip import Row

HERE = Path(__file__).parent
DATA = HERE.parents[1] / "auditor" / "evidence" / "data"


def main() -> None:
    """Train, write the weights and the card, and print the card."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=list(KINDS))
    parser.add_argument(
        "articles", nargs="+", type=Path, help="id, title, text, published, source; JSON Lines, or .jsonl.xz"
    )
    parser.add_argument("--natural", nargs="*", type=Path, default=[], metavar="FILE")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data", type=Path, default=DATA, metavar="DIR", help="where the weights go")
    parser.add_argument("--cards", type=Path, default=HERE, metavar="DIR", help="where the card goes")
    args = parser.parse_args()
    kind, sources = KINDS[args.kind], [path.name.partition(".")[0] for path in args.articles]
    errors = [json.loads(line) for path in args.natural for line in path.read_text(encoding="utf-8").splitlines()]
    rows = read_rows(args.articles)
    spoilt = {error["article"] for error in errors}
    clean = [row for row in rows if row["id"] not in spoilt]
    material = collect(kind, clean, args.seed)
    if not 0 < material.right.sum() < len(material.right):
        count = sum(map(bool, material.slips))
        sys.exit(
            f"{args.kind}: {count} slips, {len(material.right)} candidates; it needs some that meet a slip, and others"
        )
    trained = train(args.kind, kind, material)
    natural = list(natural_errors(kind, trained.model, rows, errors))
    text = card(kind, material, trained, sources, natural)
    (args.data / f"{args.kind}.tsv").write_text(data_file(kind, trained.model, sources, clean), encoding="utf-8")
    (args.cards / f"{args.kind}.md").write_text(text, encoding="utf-8")
    print(text, end="")


def natural_errors(kind: Kind, model: Model, rows: Sequence[Row], errors: Sequence[Row]) -> Iterator[str]:
    """Lines on the errors that were found in articles: how many a candidate meets, and how it is scored."""
    articles, auditor = {row["id"]: row for row in rows}, Auditor()
    known = [error for error in errors if error["article"] in articles]
    met = [(error, meeting(kind, articles[error["article"]], error, auditor)) for error in known]
    count = sum(bool(candidates) for _, candidates in met)
    yield f"Natural errors, never learnt from: {len(known)} in these articles, {count} of them met by a candidate."
    for error, candidates in met:
        if candidates:
            score, doubtful = max((model.score(each.features), each.doubtful) for each in candidates)
            sure = score >= model.sure and not doubtful
            point = "sure" if sure else "worth a look" if score >= model.worth_a_look else "not said"
            yield f"- {error['kind']}: {score:.2g}, {point}"


if __name__ == "__main__":
    main()
