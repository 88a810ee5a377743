"""Kind `title-opposite`: the title says the opposite of the sentence of the text that says the rest of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from marshmallow import Schema

from auditor.checks.contrast import title_hit
from auditor.checks.detector import Detector
from auditor.checks.guards import Feature
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Scope
from auditor.mentions.body import first_sentences
from auditor.mentions.opposites import (
    Verb,
    find_denials,
    find_of,
    helper_of,
    is_denied,
    load_opposites,
    verb_term,
    with_denial,
)
from auditor.mentions.terms import share_told, weigh
from auditor.rule import Rule
from auditor.vocabulary import words
from auditor.window import Bounds, Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"said"})
LEAD_SENTENCES = 3
"""A report says what its title says among its first."""
MIN_WEIGHT = 1.2
"""What a word tells at least that is compared: "win" does, "two" and "new" do not."""

AVERTED_REACH = 2
"""Words before "allowing" among which stands what averts it: "instead of"."""
LEAST_WEIGHT = 0.15
"""What a word tells at least that is no word of grammar: "plan" does, "the" does not."""


class Params(Schema):
    """None."""


class Claim(NamedTuple):
    """A word of the title, and one of the text that says the opposite of it."""

    window: Window
    said: Window
    """In the text."""
    left: frozenset[str]
    """Terms of the telling words of the title before the word."""
    right: frozenset[str]
    """And behind it."""
    own: frozenset[Verb]
    """What would say the same as the title."""
    negated: bool
    """Whether the two differ in nothing but a negation."""


def propose(document: Document, rule: Rule) -> Iterator[Claim]:
    """Words of the title whose opposite stands amid the same words in one of the first sentences of the text."""
    yield from _opposed(document)
    yield from _denied(document)


def _opposed(document: Document) -> Iterator[Claim]:
    """Verbs on the other side of one of the title, unless the title has one of that side, too."""
    table, folded, whole = load_opposites(), document.title_tokens.folded, range(len(document.title_tokens))
    for titled in find_of(table, folded, whole):
        for opposition in table[titled.verb]:
            if not find_of(opposition.other, folded, whole):
                found = find_of(opposition.other, document.tokens.folded, document.layer(_lead))
                yield from (_claim(document, titled.tokens, said.tokens, opposition.own) for said in found)


def _denied(document: Document) -> Iterator[Claim]:
    """The same word behind the same one, denied in the title and not in the text, or the other way about."""
    title, lead = range(len(document.title_tokens)), document.layer(_lead)
    for at in find_denials(document.title_tokens, title):
        yield from _with_helper(document, [at], lead)
    for at in find_denials(document.tokens, lead):
        yield from _with_helper(document, title, [at])


def _with_helper(document: Document, titled: Sequence[int], said: Sequence[int]) -> Iterator[Claim]:
    """Claims of the same word of title and text, once denied and once not, that stands behind the same helper."""
    verbs = {verb_term(document.title_tokens.folded[at]): Window(document, at, at + 1, "title") for at in titled}
    for at in said:
        text = Window(document, at, at + 1)
        title = verbs.get(verb_term(text.words[0]))
        if title and is_denied(title) != is_denied(text) and helper_of(title) == helper_of(text):
            own = frozenset({Verb(verb_term(text.words[0]), "")})
            yield _claim(document, Bounds(title.first, title.end), Bounds(at, at + 1), own)._replace(negated=True)


def _claim(document: Document, titled: Bounds, said: Bounds, own: frozenset[Verb]) -> Claim:
    title, folded = Window(document, *titled, "title"), document.title_tokens.folded
    left, right = _telling(folded[: titled.first]), _telling(folded[titled.end :])
    return Claim(title, Window(document, *said), left, right, own, negated=False)


def _lead(document: Document) -> range:
    """The tokens of the first sentences of the body."""
    sentences = [Window.over(document, sentence) for sentence in first_sentences(document, LEAD_SENTENCES)]
    return range(sentences[0].first, sentences[-1].end) if sentences else range(0)


def _telling(folded: Sequence[str]) -> frozenset[str]:
    """The terms of words that tell something, and figures."""
    weights = weigh(map(verb_term, folded))
    return frozenset(term for term in weights if term[:1].isdigit() or (term.isalnum() and weights[term] >= MIN_WEIGHT))


def _share(claim: Claim, sides: Sequence[tuple[frozenset[str], Sequence[str]]]) -> float:
    """Of what the title's words tell, the share that stands on the same side of the word in the text."""
    told = {term for terms, folded in sides for term in terms & set(map(verb_term, folded))}
    return share_told(weigh(claim.left | claim.right), told)


def _same_sides(claim: Claim) -> float:
    return _share(claim, [(claim.left, claim.said.before()), (claim.right, _behind(claim))])


def _behind(claim: Claim) -> Sequence[str]:
    """What stands behind the word in the text, to a "but" that turns to something else."""
    return list(takewhile(lambda word: word != "but", claim.said.after()))


def _same_subject(claim: Claim) -> bool:
    """Whether a word that stands before the word in the title stands before it in the text, too."""
    return not claim.left.isdisjoint(map(verb_term, claim.said.before()))


def _same_object(claim: Claim) -> bool:
    """Whether a word that stands behind it does so in the text, too; of what is denied a title may have none."""
    return claim.negated or not claim.right.isdisjoint(map(verb_term, _behind(claim)))


def _said_elsewhere(claim: Claim) -> bool:
    """Whether a sentence of the text says of the subject or the object what the title says."""
    document = claim.window.document
    found = find_of(claim.own, document.tokens.folded, range(len(document.tokens)))
    return any(_says_as_title(claim, Window(document, *each.tokens)) for each in found)


def _says_as_title(claim: Claim, window: Window) -> bool:
    """Whether a sentence has the word of the title, denied as there, with another word of it, even a light one."""
    titled = weigh(map(verb_term, claim.window.around()))
    around = set(map(verb_term, window.around()))
    shared = any(weight >= LEAST_WEIGHT for term, weight in titled.items() if term in around)
    return shared and is_denied(window) == is_denied(claim.window)


def _is_averted(claim: Claim) -> bool:
    """Whether the text has it as what is not done, or not to be: "against allowing", "instead of allowing"."""
    before = claim.said.before(AVERTED_REACH)
    return claim.said.words[0].endswith("ing") and not words("grammar/averting").isdisjoint(before)


FEATURES: Mapping[str, Feature] = {
    "same-sides": _same_sides,
    "same-subject": _same_subject,
    "same-object": _same_object,
    "denied": lambda claim: not claim.negated and is_denied(claim.said),
    "denied-in-title": lambda claim: not claim.negated and is_denied(claim.window),
    "infinitive": lambda claim: claim.said.word_before == "to" and claim.window.word_before not in ("to", "will"),
    "said-elsewhere": _said_elsewhere,
    "averted": _is_averted,
}


def choose(claims: Sequence[Claim]) -> list[Claim]:
    """One for each word of the title, the first."""
    return list({claim.window.first: claim for claim in reversed(claims)}.values())[::-1]


def tell(claim: Claim, rule: Rule) -> Hit:
    """The word of the title, with what the text says; each with what denies it."""
    said = with_denial(claim.said)
    values = {"said": said.document.text[slice(*said.span)]}
    return title_hit(rule, with_denial(claim.window), said, "what the text says", **values)


compile = Detector(propose, tell, FEATURES, choose).compile
