"""Counts on how many pages each word stands: `python tools/build_words.py < pages.jsonl > words.tsv`."""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator

MIN_PAGES = 2
"""A word of one page alone may be a slip of the keyboard, and would tell of that page."""
_WORD = re.compile(r"[^\W\d_]\w*(?:'[^\W\d_]+)*")


def count_pages(texts: Iterable[str]) -> Iterator[str]:
    """Lines of the table, most frequent first: word in lower case, its pages, those where it stands in lower case."""
    pages: Counter[str] = Counter()
    lower: Counter[str] = Counter()
    total = 0
    for text in texts:
        words = set(_WORD.findall(text.replace("’", "'")))
        lower.update(word for word in words if word[0].islower())
        pages.update({word.lower() for word in words})
        total += 1
    yield f"pages\t{total}"
    for word, count in sorted(pages.items(), key=lambda item: (-item[1], item[0])):
        if count >= MIN_PAGES:
            yield f"{word}\t{count}\t{lower[word]}"


if __name__ == "__main__":
    sys.stdout.writelines(line + "\n" for line in count_pages(json.loads(row)["text"] for row in sys.stdin))
