"""Writes the rare words that read as slips of common ones: `python tools/rare_words.py SLIPS LIST... > rare-words.txt`.

The lists are those of SCOWL, size 80, for American and British English, a word a line; Debian has them as
wamerican-huge and wbritish-huge. The next size has too many slips, as "forseeable". Those of this one, as "belive",
the first file takes out: the dictionary of codespell, a line `slip->word` each.
"""

import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from textwrap import fill
from unicodedata import normalize

from auditor.knowledge.words import load_words
from auditor.mentions.misspellings import MIN_LETTERS, is_derived, is_listed, read_misspelling
from auditor.text.near import MAX_LETTERS

HEAD = """\
# Words of SCOWL, sizes up to 80, that the table of counted pages lacks and that are a slip away from one of its common
# words; accents are left out. Made by tools/rare_words.py of the lists of 7 December 2020.
# Copyright 2000-2011 by Kevin Atkinson. Permission to use, copy, modify, distribute and sell these word lists, the
# associated scripts, the output created from the scripts, and its documentation for any purpose is hereby granted
# without fee, provided that the above copyright notice appears in all copies and that both that copyright notice and
# this permission notice appear in supporting documentation. Kevin Atkinson makes no representations about the
# suitability of this array for any purpose. It is provided "as is" without express or implied warranty.
"""


def rare_words(listed: Iterable[str], slips: Iterable[str]) -> Iterator[str]:
    """Those of `listed` that would be read as slips and are none, and that nothing else vouches for."""
    words = sorted(set(map(_without_accents, listed)).difference(slips, load_words().counts))
    long = (word for word in words if word.isalpha() and word.islower() and MIN_LETTERS <= len(word) <= MAX_LETTERS)
    return (word for word in long if read_misspelling(word) and not is_listed(word) and not is_derived(word))


def _without_accents(word: str) -> str:
    """A word in letters of ASCII, as many write it."""
    return normalize("NFKD", word).encode("ascii", "ignore").decode()


if __name__ == "__main__":
    slips, *lists = (Path(name).read_text(encoding="utf-8").splitlines() for name in sys.argv[1:])
    found = rare_words(chain.from_iterable(lists), [line.partition("->")[0] for line in slips])
    sys.stdout.write(HEAD + fill(" ".join(found), 120) + "\n")
