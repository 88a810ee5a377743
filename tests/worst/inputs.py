"""Texts that a careless program takes the square of their length for, of any length."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import count

Worst = Callable[[int], str]
"""Makes so many characters."""
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def repeat(piece: str) -> Worst:
    """The same again and again."""
    return lambda size: piece * (size // len(piece))


def vary(make: Callable[[int], str]) -> Worst:
    """Near repeats: pieces that differ in a word, so that each may be held against each."""

    def text(size: int) -> str:
        pieces: list[str] = []
        length = 0
        for number in count():
            pieces.append(make(number))
            length += len(pieces[-1])
            if length >= size:
                return "".join(pieces)
        raise AssertionError

    return text


def name(number: int) -> str:
    """A word with a capital that no other number has, one letter away from its neighbours."""
    letters = ""
    for _ in range(4):
        number, rest = divmod(number, len(LETTERS))
        letters += LETTERS[rest]
    return f"Mar{letters}".capitalize()


TEXTS: Mapping[str, Worst] = {
    "one letter": repeat("a"),
    "one word": repeat("word "),
    "near words": vary(lambda n: f"word{n} "),
    "capitals": repeat("Abc Def "),
    "capitals in a row": repeat("ABC"),
    "digits": repeat("1"),
    "numbers": repeat("12 of 25 "),
    "near numbers": vary(lambda n: f"Of the {n} members {n + 1} voted. "),
    "money": repeat("$1,000,000 "),
    "changes": repeat("sales rose 5 percent to 200 from 100, "),
    "totals": repeat("the crash killed 12 men, 9 women and 4 boys, 23 in all, and of the 30 people who were up, "),
    "votes": repeat("The council of 9 voted 8 to 7. "),
    "tolls": repeat("the crash killed 12 people, 13 people were killed, "),
    "capital cities": repeat("Istanbul, the capital of Turkey, "),
    "parts of areas": repeat("Lviv in eastern Ukraine, the northern port city of Odesa, "),
    "sums": vary(lambda n: f"The bridge cost ${n} million. "),
    "percent": vary(lambda n: f"{n % 100} percent of the {n} voters, or 1 in {n + 2}, agreed. "),
    "dates": repeat("Monday, 31 June 2024 and "),
    "near dates": vary(lambda n: f"On {n % 30 + 1} June {1900 + n % 130} the wall opened and on Monday it fell. "),
    "ages": vary(lambda n: f"{name(n)} Lund, {n % 90}, born in {1900 + n % 100}, died aged {n % 99}. "),
    "open quotes": repeat("“"),
    "quotes": repeat("“a” "),
    "straight quotes": repeat('"a'),
    "near quotations": vary(lambda n: f"“We have waited {n} years for the wall,” {name(n)} Lund said. "),
    "brackets": repeat("("),
    "brackets in pairs": repeat("()"),
    "square brackets": repeat("[a]("),
    "full stops": repeat("."),
    "marks": repeat("?!"),
    "sentences": repeat("He did. "),
    "near sentences": vary(lambda n: f"The harbour board met {n} times to talk about the new ferry of the town. "),
    "lines": repeat("Menu\n"),
    "near lines": vary(lambda n: f"Read more: story {n}\n"),
    "bullets": repeat("- item\n"),
    "paragraphs": repeat("The harbour board met on Tuesday to talk about the new ferry.\n\n"),
    "near paragraphs": vary(lambda n: f"The harbour board met on Tuesday to talk about ferry {n} of the town.\n\n"),
    "appeals": vary(lambda n: f"Sign up for newsletter {n} and never miss a story.\n\n"),
    "spaces": repeat(" "),
    "line breaks": repeat("\n"),
    "carriage returns": repeat("\r"),
    "tabs": repeat("a\t"),
    "combining marks": repeat("e\u0301"),
    "marks on one letter": repeat("\u0301"),
    "wide letters": repeat("𝔸"),
    "letters that grow when folded": repeat("ﬃİß"),
    "directions": repeat("\u202e\u2066a"),
    "zero width": repeat("a\u200b"),
    "commas": repeat("a, "),
    "officials": repeat("Senator Marco Rubio of Florida, "),
    "near officials": vary(lambda n: f"Senator {name(n)} Rubio of Florida and President {name(n + 1)} met. "),
    "near names": vary(lambda n: f"{name(n)} Lund met {name(n * 7)} Lunde. "),
    "places": repeat("Doha, Kuwait, "),
    "near places": vary(lambda n: f"in {name(n)}, Kuwait, and Paris, {name(n)}, "),
    "datelines": repeat("DOHA, Kuwait (Reuters) - "),
    "dashes": repeat("-"),
    "long dashes": repeat("— a "),
    "emoji": repeat("👩‍👩‍👧"),
    "pipes": repeat("Home | News | "),
    "addresses": vary(lambda n: f"https://harbour.example/a/{n}?b=c#d "),
    "mail addresses": vary(lambda n: f"a{n}@harbour.example "),
    "hyphens": repeat("a-"),
    "apostrophes": repeat("a's "),
    "titles of offices": repeat("former acting deputy vice "),
    "conjunctions": repeat("and "),
    "answers": repeat("Who? A ox "),
    "ordinals": vary(lambda n: f"the {n}th of {n + 1} "),
}
PAGES: Mapping[str, Worst] = {
    "opening": repeat("<"),
    "boxes never closed": repeat("<p><span>"),
    "boxes": repeat("<div>a</div>"),
    "paragraphs": vary(lambda n: f"<p>The harbour board met on Tuesday to talk about ferry {n}.</p>"),
    "closing": repeat("</div>"),
    "tables": repeat("<table><tr><td>a</td></tr></table>"),
    "cells": repeat("<td>a"),
    "lists": repeat("<li><a href=/a>a</a>"),
    "comments": repeat("<!-- a -->"),
    "comment never closed": repeat("<!--"),
    "scripts": repeat("<script>a</script>"),
    "script never closed": repeat("<script>"),
    "styles": repeat("<style>a{}</style>"),
    "characters": repeat("&#8230;&amp;"),
    "character never ended": repeat("&"),
    "attributes": lambda size: "<p " + vary(lambda n: f"a{n}=b ")(size) + ">a</p>",
    "attributes after a quote": lambda size: '<p x=">" ' + vary(lambda n: f"a{n}=b ")(size) + ">a</p>",
    "attributes parted by slashes": lambda size: "<p " + vary(lambda n: f"a{n}/")(size) + ">a</p>",
    "attributes parted by quotes": lambda size: "<p " + vary(lambda n: f'a{n}="b"')(size) + ">a</p>",
    "picture inside": lambda size: f"<p>a<img src=data:image/png;base64,{'ab/' * (size // 3)}>b</p>",
    "quote never closed": repeat('<a href="'),
    "breaks": repeat("a<br>"),
    "bold and slanted": repeat("<b>a<i>b</b>c</i>"),
    "forms": repeat("<form><input><select><option>a"),
    "meta": repeat('<meta property="og:title" content="a">'),
    "linked data": repeat('<script type="application/ld+json">{"@type":"NewsArticle"}</script>'),
    "brackets of linked data": lambda size: '<script type="application/ld+json">' + "[" * size + "</script>",
    "tags of one class": vary(lambda n: f'<div class="a{n} b c d">a</div>'),
    "declarations": repeat("<!doctype html>"),
    "instructions": repeat("<?a b?>"),
    "marked sections": repeat("<![CDATA[a]]>"),
}
