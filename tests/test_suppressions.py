"""Findings that editors have settled: where a suppression counts, until when, and what it does to the ruleset's name."""

import pickle
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from auditor import Article, Auditor
from auditor.ruleset import RuleSet, load_rules
from auditor.settings import Settings, SettingsError, load_settings, load_suppressions
from auditor.suppressions import Settled, Suppression

RULE = "language/doubled-word"
SHIPPED = load_rules()
RULES = RuleSet((SHIPPED[RULE],), SHIPPED.digest)
ARTICLE = Article(
    id="harbour", title="The ferry of the harbour", text="The ferry of the the harbour was late again, the board said."
)
LAST = date(2026, 3, 31)
NEXT = date(2026, 4, 1)


def fingerprint() -> str:
    (finding,) = Auditor(RULES).audit(ARTICLE).findings
    return finding.fingerprint


def auditor(*suppressions: Suppression) -> Auditor:
    return Auditor(RULES, settings=Settings().with_suppressions(suppressions))


def flagged(judge: Auditor, article: Article = ARTICLE, today: date | None = NEXT) -> bool:
    return bool(judge.audit(article, today).findings)


def test_a_settled_finding_stays_away_when_other_text_changes() -> None:
    judge = auditor(Suppression(fingerprint(), "the name of the boat"))
    assert not flagged(judge)
    assert not flagged(judge, replace(ARTICLE, text=f"Another sentence stands first. {ARTICLE.text}"))
    assert flagged(judge, replace(ARTICLE, text="The bus to the the harbour was late again, the board said."))


def test_it_ends_on_its_day_within_one_auditor() -> None:
    judge = auditor(Suppression(fingerprint(), "draft", until=LAST))
    assert [flagged(judge, today=day) for day in (LAST, NEXT, LAST)] == [False, True, False]


def test_where_no_day_is_known_nothing_has_ended() -> None:
    assert not flagged(auditor(Suppression(fingerprint(), "draft", until=LAST)), today=None)


def test_an_article_s_own_counts_in_that_article_only() -> None:
    judge = auditor(Suppression(fingerprint(), "settled", article="harbour"))
    assert not flagged(judge)
    assert flagged(judge, replace(ARTICLE, id="other"))
    assert flagged(judge, replace(ARTICLE, id=None))


def test_of_several_for_one_finding_the_longest_counts() -> None:
    name = fingerprint()
    ended, own = Suppression(name, "draft", until=LAST), Suppression(name, "settled", article="harbour")
    for rows in ((ended, own), (own, ended)):
        assert not flagged(auditor(*rows))
        assert flagged(auditor(*rows), replace(ARTICLE, id="other"))
    assert not flagged(auditor(ended, Suppression(name, "draft", until=NEXT)))


def test_what_is_settled_until_when_names_the_ruleset() -> None:
    one, two = Suppression("a" * 16, "x"), Suppression("b" * 16, "y", until=LAST)
    names = {
        auditor(*rows).digest()
        for rows in (
            (), (one,), (two,), (one, two), (replace(two, until=NEXT),), (replace(one, article="a"),),
        )
    }  # fmt: skip
    assert len(names) == 6
    assert auditor(one, two).digest() == auditor(two, one).digest()
    assert auditor(one).digest() == auditor(replace(one, reason="z", by="Ada")).digest(), "words judge nothing"
    assert auditor(two).audit(ARTICLE, LAST).ruleset == auditor(two).audit(ARTICLE, NEXT).ruleset


def test_of_one_fingerprint_in_many_articles_each_is_found_at_once() -> None:
    """A newsroom's own footer has one fingerprint in every article: to look through all rows would take the square."""
    rows = [Suppression("a" * 16, "baseline", article=str(number)) for number in range(20_000)]
    settled = Settled(rows)
    assert all(settled.covers("a" * 16, str(number), NEXT) for number in range(20_000))
    assert not settled.covers("a" * 16, "20000", NEXT)


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_those_of_another_file_join_the_settings(tmp_path: Path) -> None:
    name = fingerprint()
    settings = load_settings(write(tmp_path / "auditor.toml", 'ignore = ["title"]\n'), SHIPPED)
    baseline = write(
        tmp_path / "baseline.toml",
        f"[[suppress]]\nfingerprint = '{name}'\nreason = 'baseline'\narticle = 'harbour'\nuntil = 2026-03-31\n",
    )
    (row,) = load_suppressions(baseline)
    assert row == Suppression(name, "baseline", until=LAST, article="harbour")
    joined = settings.with_suppressions([row])
    assert joined.suppressions == (row,)
    assert joined.project == settings.project
    assert pickle.loads(pickle.dumps(joined)) == joined, "a batch sends it to its processes"
    assert load_suppressions(write(tmp_path / "empty.toml", "")) == ()


ROW = "[[suppress]]\nfingerprint = 'a'\nreason = 'b'\n"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("ignore = ['title']\n", "baseline.toml:1: unknown key 'ignore'; keys are: suppress"),
        ("suppress = 'a'\n", "baseline.toml:1: suppress must be a list of tables"),
        (f"{ROW}artcle = 'c'\n", "baseline.toml:4: unknown key 'artcle'; did you mean 'article'?"),
        (f"{ROW}\n{ROW}# its place\nuntil = 'soon'\n", "baseline.toml:9: until must be a day, as 2026-01-31"),
        (f"{ROW}{ROW}[[suppress]]\nfingerprint = 'a'\n", "baseline.toml:7: a suppression needs a fingerprint and a reason"),
        (f"{ROW}article = ''\n", "baseline.toml:4: article must be the id of an article"),
        ("[[suppress]\n", "baseline.toml: "),
    ],
)  # fmt: skip
def test_a_file_that_says_anything_else_is_refused_with_its_line(tmp_path: Path, text: str, error: str) -> None:
    with pytest.raises(SettingsError) as raised:
        load_suppressions(write(tmp_path / "baseline.toml", text))
    assert error in str(raised.value)
