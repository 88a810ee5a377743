"""Guards: conditions over features, refused where they say nothing, and idle where they flip no example."""

from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pytest

from auditor.article import Article, Span
from auditor.audit import Auditor
from auditor.checks import KINDS
from auditor.checks.guards import STOCK, WINDOWS, compile_guard
from auditor.document import Document
from auditor.examples import failing_examples
from auditor.render.judgements import explain_judgements
from auditor.rule import Guard, Rule
from auditor.ruleset import RuleError, load_rules, read_rule
from auditor.text.tokens import find_tokens
from auditor.vocabulary import words
from auditor.window import Window

FILE = """\
id: geography/city-elsewhere
title: City in another country
kind: containment
severity: info
confidence: 0.5
message: "The text puts {place} in {claimed}."
why: It is a test.
guards:
  - id: listed
    reason: In a list a comma parts two places.
    when: {listed: true}
  - id: quoted
    reason: What somebody is quoted as saying is theirs.
    when: {quoted: true}
examples:
  flag:
    - text: "The envoys met in <<Doha, Kuwait>>, on Sunday."
    - text: "Shelling went on in the <<Syrian city of Mosul>>, residents said."
  pass:
    - text: "The envoys met in Doha, Qatar, on Sunday."
    - guard: listed
      text: "Offices were opened in <<Doha, Kuwait>>, and Muscat in the same year."
    - guard: quoted
      text: "Asked where, he said: “I saw him in <<Doha, Kuwait>>, in the spring of that year, and never again.”"
"""
CONTAINMENT = read_rule(FILE.encode(), Path("rule.yaml"))
TEXT = "He had been to Doha, Kuwait, twice, the former envoy said. “I was in Doha, Kuwait, in May,” he said."


class Place:
    """A candidate with features of every sort."""

    def __init__(self, text: str, nth: int = 0) -> None:
        start = text.index("Doha", text.index("Doha") + 1 if nth else 0)
        self.window = Window.over(Document(Article(text=text)), Span(start, start + 4))
        self.people, self.kind, self.codes = 5, "city", frozenset({"QA", "KW"})


FEATURES = {"people": lambda c: c.people, "kind": lambda c: c.kind, "codes": lambda c: c.codes}


@pytest.mark.parametrize(
    ("when", "takes"),
    [
        ({"people": {"below": 5}}, False),
        ({"people": {"below": 6}}, True),
        ({"people": {"at_least": 5}}, True),
        ({"people": {"at_least": 6}}, False),
        ({"people": {"at_least": 5, "below": 5}}, False),
        ({"kind": "city"}, True),
        ({"kind": ["town", "city"]}, True),
        ({"kind": "town"}, False),
        ({"codes": ["KW"]}, True),
        ({"codes": ["QA", "OM"]}, True),
        ({"codes": ["OM"]}, False),
        ({"kind": {"words": ["city"]}}, True),
        ({"kind": {"lists": ["grammar/articles"]}}, False),
        ({"quoted": False, "in-prose": True, "opens-sentence": False}, True),
        ({"quoted": True}, False),
        ({"before": {"words": ["been"]}}, True),
        ({"before": {"words": ["been"], "within": 1}}, False),
        ({"before": {"words": ["former"]}}, False),
        ({"after": {"words": ["former"], "within": 7}}, True),
        ({"after": {"words": ["former"], "within": 5}}, False),
        ({"around": {"lists": ["grammar/saying"]}}, True),
        ({"kind": "city", "people": {"below": 5}}, False),
    ],
)
def test_conditions(when: dict[str, object], takes: bool) -> None:
    guard = Guard("g", "Why.", when)
    assert compile_guard(guard, FEATURES).takes(Place(TEXT)) is takes
    assert not compile_guard(replace(guard, unless={"kind": "city"}), FEATURES).takes(Place(TEXT))
    assert compile_guard(replace(guard, unless={"kind": "town"}), FEATURES).takes(Place(TEXT)) is takes


def test_quoted_words_are_told_from_the_text() -> None:
    guard = compile_guard(Guard("g", "Why.", {"quoted": True}), {})
    assert (guard.takes(Place(TEXT)), guard.takes(Place(TEXT, 1))) == (False, True)


def problems(text: str) -> list[str]:
    with pytest.raises(RuleError) as error:
        read_rule(text.encode(), Path("rule.yaml"))
    return [str(problem) for problem in error.value.problems]


LISTED = "    when: {listed: true}\n"


@pytest.mark.parametrize(
    ("when", "problem"),
    [
        ("{lsted: true}", "11:19: unknown feature 'lsted'; did you mean 'listed'? Features here are: quoted, "),
        ("{people: {beneath: 5}}", "11:20: unknown or missing keys; may hold at_least, below"),
        ("{people: {}}", "11:20: unknown or missing keys; may hold at_least, below"),
        ("{before: {within: 2}}", "11:20: unknown or missing keys; may hold lists, within, words"),
        ("{before: {words: [a], within: 0}}", "11:20: within must be a number of words from 1 to 80"),
        ("{before: {words: [a], within: true}}", "11:20: within must be a number of words from 1 to 80"),
        ("{before: {words: [a], written: 1}}", "11:20: written must be true or false"),
        ("{before: {words: said}}", "11:20: words must be a list of words"),
        ("{before: {words: []}}", "11:20: words must be a list of words"),
        ("{around: {lists: grammar/articles}}", "11:20: lists must be a list of file/section"),
        ("{around: {lists: [3]}}", "11:20: lists must be a list of file/section"),
        ("{before: {words: [vice-president]}}", "11:20: no text has the word 'vice-president', but 'vice', '-', 'pres"),
        ("{before: {words: [Monday]}}", "11:20: no text has the word 'Monday', but 'monday'"),
        ("{before: {words: [monday, Monday], written: true}, listd: 1}", "11:69: unknown feature 'listd'"),
        (
            "{after: {words: [in, on]}}",
            '11:32: YAML takes on for true or false: write that, or the word in quotes, "on"',
        ),
        ("{people: {below: x}}", "11:20: below must be a number"),
        ("{people: {at_least: true}}", "11:20: at_least must be a number"),
        ("{names: []}", "11:19: must read true, false, a word, [a word, ...], "),
        ("{names: [1]}", "11:19: must read true, false, a word, [a word, ...], "),
        ("{before: true}", "11:20: must read {words: [...], lists: [file/section], within: N}, with words or lists"),
        ("{listed: 5}", "11:20: must read "),
        (
            "{after: {lists: [grammar/artcles]}}",
            "11:19: no word list 'grammar/artcles'; did you mean 'grammar/articles'?",
        ),
        ("{}", "11:11: Shorter than minimum length 1."),
    ],
)
def test_conditions_that_say_nothing_are_refused(when: str, problem: str) -> None:
    place, _, text = problem.partition(": ")
    assert problems(FILE.replace(LISTED, f"    when: {when}\n"))[-1].startswith(f"rule.yaml:{place}: {text}")


def test_a_guard_without_an_example_and_an_example_without_a_guard_are_refused() -> None:
    assert any(
        "guard 'listed' has no pass example with `guard: listed`" in p
        for p in problems(FILE.replace("guard: listed", "why: listed"))
    )
    assert any(
        "no guard 'lsted'; did you mean 'listed'?" in p for p in problems(FILE.replace("guard: listed", "guard: lsted"))
    )
    assert any("a second guard 'listed'" in p for p in problems(FILE.replace("id: quoted", "id: listed")))


def test_guards_are_for_kinds_with_candidates() -> None:
    rule = load_rules()["metadata/silent-change"]
    assert rule.path is not None
    text = rule.path.read_text(encoding="utf-8").replace(
        "examples:", "guards: [{id: a, reason: Why., when: {quoted: true}}]\nexamples:"
    )
    assert any("rules of this kind have no candidates" in problem for problem in problems(text))


def test_a_guard_that_flips_no_example_is_told_with_its_line() -> None:
    text = FILE.replace("<<Doha, Kuwait>>, and Muscat", "Doha, the capital, and Muscat")
    (line,) = failing_examples(read_rule(text.encode(), Path("rule.yaml")))
    assert line.startswith(
        f"rule.yaml:{CONTAINMENT.guards[0].line}: guard 'listed': its example 1 is not flipped by it: "
    )


def test_explain_names_the_guard_that_let_a_candidate_pass() -> None:
    judgements = Auditor().explain(Article(text=TEXT), CONTAINMENT)
    assert judgements is not None
    assert [(j.told, j.guard.id if j.guard else "") for j in judgements] == [(True, ""), (False, "quoted")]
    assert judgements[0].features["people"] == pytest.approx(344_939)
    assert Auditor().explain(Article(text=TEXT), load_rules()["metadata/silent-change"]) is None


def test_explain_tells_the_place_in_the_article_as_it_came_and_what_is_not_judged() -> None:
    note = "Correction: An earlier version of this article misstated where they met. It was not in Doha, Kuwait."
    article = Article(text=f"The en\u00advoys met in Doha, Kuwait, on Sunday, and left by boat.\n\n{note}")
    judgements = Auditor().explain(article, CONTAINMENT)
    assert judgements is not None
    assert [(article.text[slice(*j.span)], j.told, j.judged) for j in judgements] == [
        ("Doha, Kuwait", True, True),
        ("Doha, Kuwait", True, False),
    ]
    lines = list(explain_judgements(article, judgements))
    assert lines[2].endswith("passes: what is in another language, or in a note on an error, is not judged")
    assert lines[-1] == "2 candidates, 1 finding"


def test_every_stock_feature_holds_of_some_candidate_and_not_of_another() -> None:
    title = Place(TEXT)
    title.window = Window(Document(Article(title="Doha, Kuwait", text="Rain.")), 0, 1, "title")
    prose = "The road was shut by sand for two days, and the drivers slept in their lorries beside it."
    beside = Place(f"Doha and the road\n\n{prose}")
    caption = Place(f"{prose}\n\nThe road to Doha on Monday. (Photo by Ann Lee/Coast Wire via Getty Images)\n\n{prose}")
    places = [Place(TEXT), Place(TEXT, 1), title, beside, caption]
    for name in ("quoted", "in-prose", "in-caption", "opens-sentence"):
        assert {bool(STOCK[name](place)) for place in places} == {True, False}, name


GUARDED = [rule for rule in load_rules().rules if rule.guards]


@pytest.mark.parametrize("rule", GUARDED, ids=lambda rule: rule.id)
def test_words_that_a_guard_looks_for_beside_a_candidate_are_words_of_texts(rule: Rule) -> None:
    conditions = [each for guard in rule.guards for part in (guard.when, guard.unless) for each in part.items()]
    lists = {name for feature, wanted in conditions if feature in WINDOWS for name in wanted.get("lists", ())}
    read = {f"{name}: {word}": find_tokens(word).words for name in lists for word in words(name)}
    assert [entry for entry, tokens in read.items() if len(tokens) != 1] == []


@pytest.mark.parametrize("rule", GUARDED, ids=lambda rule: rule.id)
def test_a_guard_says_why_in_a_sentence(rule: Rule) -> None:
    reasons = [guard.reason.strip() for guard in rule.guards]
    assert len(set(reasons)) == len(reasons)
    assert all(reason.endswith(".") and "\n\n" not in reason for reason in reasons)


def test_a_guard_of_some_rule_asks_for_each_feature() -> None:
    guards = ((rule.kind, guard) for rule in load_rules().rules for guard in rule.guards)
    asked = {(kind, name) for kind, guard in guards for name in (*guard.when, *guard.unless)}
    kinds: dict[tuple[str, int], set[str]] = defaultdict(set)
    for kind, module in KINDS.items():
        for name, feature in (getattr(module, "FEATURES", None) or {}).items():
            kinds[name, id(feature)].add(kind)
    assert [name for (name, _), those in kinds.items() if asked.isdisjoint((kind, name) for kind in those)] == []
    assert {*STOCK} <= {name for _, name in asked}
