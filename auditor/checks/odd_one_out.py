"""Kind `odd-one-out`: one lone nation stands where the article otherwise names another of the same part of the world."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from marshmallow import Schema, fields, validate

from auditor.article import Span
from auditor.checks.protocol import Check, Context, Hit
from auditor.document import Document
from auditor.finding import Evidence
from auditor.mentions.focus import Focus, Mention, find_focus, nation_of
from auditor.mentions.judged import is_judged
from auditor.mentions.places import Demonym
from auditor.rule import Rule

SCOPE = "article"
VALUES = frozenset({"place", "sibling", "count"})


class Candidate(NamedTuple):
    mention: Mention
    nation: str
    sibling: str


class Params(Schema):
    finds = fields.Str(validate=validate.OneOf(["place", "demonym"]), required=True)


@cache
def _slots() -> frozenset[str]:
    text = (files("auditor.checks") / "data" / "nation_slots.txt").read_text(encoding="utf-8")
    return frozenset(" ".join(line for line in text.splitlines() if not line.startswith("#")).split())


def compile(rules: Sequence[Rule], context: Context) -> list[Check]:
    """One check a rule."""
    return [Check([rule], lambda document, rule=rule: _run(document, rule)) for rule in rules]  # type: ignore[misc]


def _run(document: Document, rule: Rule) -> Iterator[Hit]:
    focus = document.layer(find_focus)
    for c in candidates(document, focus):
        if isinstance(c.mention, Demonym) == (rule.params["finds"] == "demonym") and is_judged(document, c.mention.span.start):
            if isinstance(c.mention, Demonym):
                if demonym_ok(document, focus, c): yield hit(document, focus, rule, c)


def hit(document, focus, rule, c):
    return Hit(rule, c.mention.span, values={"place": c.mention.key, "sibling": c.sibling, "count": str(focus.count(c.sibling))})


def candidates(document: Document, focus: Focus) -> list[Candidate]:
    gaz = document.knowledge.gazetteer
    out = []
    for nation, found in focus.mentions.items():
        if len(found) != 1 or nation in focus.titled or focus.anchors[nation] or nation == "US":
            continue
        base = nation[:2]
        if base != nation and False: continue
        sib = [s for s in focus.mentions if s != nation and s != "US" and s[:2] != base and gaz.near(base, s[:2]) and len(focus.mentions[s]) >= 3]
        if not sib: continue
        s = max(sib, key=lambda s: focus.weights[s])
        out.append(Candidate(found[0], nation, s))
    return out


def demonym_ok(document, focus, c):
    w = document.tokens.folded; W = document.tokens.words
    m = c.mention
    nxt = w[m.last:m.last+3]
    if not nxt or not (nxt[0] in _slots() or (len(nxt) > 1 and nxt[1] in _slots() and nxt[0].isalpha())): return False
    if m.first and w[m.first-1] in ("and", "or", "-", "/", ",") : return False
    if nxt[0] in ("and", "or", "-", "/", ","): return False
    s = document.sentence_at(m.span.start)
    oth = {nation_of(x) for n in focus.mentions.values() for x in n if s.contains(x.span) and x is not m} - {"US"}
    if oth - {c.sibling}: return False
    top = max((n for n in focus.weights if n not in ("US", c.nation)), key=lambda n: focus.weights[n])
    if top != c.sibling: return False
    # named
    i = m.last
    while i < len(W) and w[i] in _slots(): i += 1
    if i < len(W) and W[i][0].isupper() and w[i-1] in ("president", "minister", "chancellor", "leader", "king", "premier", "ambassador", "dictator", "prince", "ruler","official"):
        j = i
        while j + 1 < len(W) and W[j+1][0].isupper() and W[j+1][0].isalpha(): j += 1
        sur = W[j]
        sur = sur[:-2] if sur.endswith(("'s", "’s")) else sur
        n = 0
        for k, x in enumerate(W):
            if (x == sur or x[:-2] == sur and x.endswith(("'s", "’s"))) and not m.first <= k <= j:
                q = document.sentence_at(document.tokens.starts[k])
                if any(q.contains(y.span) for y in focus.mentions[c.sibling]): n += 1
        return n > 0
    return True
