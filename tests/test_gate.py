"""The gate: what a policy makes of findings, and what editors are told."""

import dataclasses
from pathlib import Path

import pytest

from auditor.article import Article, Span
from auditor.finding import Failure, Finding, Report, Severity
from auditor.gate import Judgement, Level, Outcome, Policy, Threshold, Verdict, judge
from auditor.judged import Gap, Judged, Part, Reason
from auditor.render.editor import MAX_LINES, Override, Situation, editor_lines, unaudited_line, unknown_line
from auditor.ruleset import load_rules
from auditor.settings import Settings, SettingsError, load_settings

RULESET = load_rules()
STRICT = Policy(block=Threshold(Severity.MAJOR, 0.9))
MAX_SHOWN = 9
"""Lines at most, as docs/cms.md promises."""


def found(severity: Severity, confidence: float = 0.95, **more: object) -> Finding:
    made = Finding(
        "title/doubled", severity, confidence, "text", Span(0, 4), "Some", "It is doubled.", "Why.", (),
        f"{severity.label}{confidence}",
    )  # fmt: skip
    return dataclasses.replace(made, **more)  # type: ignore[arg-type]


def unjudged(*findings: Finding) -> Report:
    """A report on what was not judged as a whole."""
    gap = Gap(Part.ARTICLE, Reason.OTHER_LANGUAGE, "The text is in German.")
    return dataclasses.replace(report(*findings), score=None, judged=Judged("de", 2, gaps=(gap,)))


def report(*findings: Finding, failures: tuple[Failure, ...] = ()) -> Report:
    return Report(Article(text="Some text."), findings, 50.0, "rules", failures)


def settings(tmp_path: Path, text: str) -> Settings:
    path = tmp_path / "auditor.toml"
    path.write_text(text, encoding="utf-8")
    return load_settings(path, RULESET)


@pytest.mark.parametrize(
    ("finding", "verdict"),
    [
        (found(Severity.CRITICAL), Verdict.BLOCK),
        (found(Severity.MAJOR, 0.9), Verdict.BLOCK),
        (found(Severity.MAJOR, 0.89), Verdict.WARN),
        (found(Severity.MODERATE), Verdict.WARN),
        (found(Severity.MODERATE, 0.7), Verdict.PASS),
        (found(Severity.INFO), Verdict.PASS),
        (found(Severity.CRITICAL, quoted=True), Verdict.PASS),
    ],
)
def test_how_bad_and_how_sure_decide(finding: Finding, verdict: Verdict) -> None:
    assert judge(report(finding), STRICT).verdict is verdict


def test_without_a_policy_nothing_is_blocked() -> None:
    assert judge(report(found(Severity.CRITICAL, 1.0)), Policy()).verdict is Verdict.WARN


def test_the_weightiest_come_first() -> None:
    levels = [
        level
        for level, _ in judge(
            report(found(Severity.MINOR), found(Severity.MODERATE), found(Severity.MAJOR)), STRICT
        ).findings
    ]
    assert levels == [Level.BLOCK, Level.WARN, Level.INFORM]


def test_what_an_editor_dismissed_does_not_count() -> None:
    finding = found(Severity.MAJOR)
    assert judge(report(finding), STRICT, {finding.fingerprint}) == Judgement(Verdict.PASS, ())


def test_an_unfinished_audit_blocks_only_where_the_settings_say_so() -> None:
    unfinished = report(failures=(Failure(("title/doubled",), "ValueError: x"),))
    assert judge(unfinished, STRICT).verdict is Verdict.PASS
    closed = dataclasses.replace(STRICT, fail="closed")
    judgement = judge(unfinished, closed)
    assert judgement.verdict is Verdict.BLOCK
    assert "is not published" in editor_lines(judgement, closed)[0]


@pytest.mark.parametrize(
    ("setting", "finding", "verdict", "first"),
    [
        (Verdict.PASS, None, Verdict.PASS, None),
        (Verdict.WARN, None, Verdict.WARN, "Not judged: The text is in German."),
        (Verdict.BLOCK, None, Verdict.BLOCK, "Not published: The text is in German."),
        (Verdict.PASS, found(Severity.MODERATE), Verdict.WARN, "1 passage to look at."),
        (
            Verdict.PASS,
            found(Severity.MAJOR),
            Verdict.BLOCK,
            "Not published: 1 passage to be changed or settled first.",
        ),
        (
            Verdict.WARN,
            found(Severity.MAJOR),
            Verdict.BLOCK,
            "Not published: 1 passage to be changed or settled first.",
        ),
        (Verdict.BLOCK, found(Severity.MODERATE), Verdict.BLOCK, "Not published: The text is in German."),
        (Verdict.BLOCK, found(Severity.MAJOR), Verdict.BLOCK, "Not published: The text is in German."),
    ],
)
def test_what_was_not_judged_is_answered_as_such_and_the_setting_decides(
    setting: Verdict, finding: Finding | None, verdict: Verdict, first: str | None
) -> None:
    policy = dataclasses.replace(STRICT, not_judged=setting)
    judgement = judge(unjudged(*([finding] if finding else [])), policy)
    assert (judgement.verdict, judgement.outcome) == (verdict, Outcome.NOT_JUDGED)
    lines = editor_lines(judgement, policy)
    assert lines[:1] == ([first] if first else [])
    assert sum("ot published" in line for line in lines) <= 1


def test_what_was_judged_in_part_alone_is_judged() -> None:
    gap = Gap(Part.DATE, Reason.NO_DATE, "There is no day.")
    partly = dataclasses.replace(report(), judged=Judged("en", 2, gaps=(gap,)))
    assert judge(partly, STRICT) == Judgement(Verdict.PASS, ())
    assert judge(partly, STRICT).outcome is Outcome.JUDGED


def test_editors_read_a_short_list() -> None:
    many = [found(Severity.MAJOR, 0.9 + number / 1000, quote="Some\n text " * 30) for number in range(8)]
    lines = editor_lines(judge(report(*many), STRICT), STRICT)
    assert lines[0] == "Not published: 8 passages to be changed or settled first."
    assert lines[1].startswith("“Some text Some text")
    assert lines[1].endswith(" …”: It is doubled.")
    assert lines[-1] == "And 3 more passages."
    assert len(lines) == MAX_LINES + 2
    assert not any("\n" in line or len(line) > 200 for line in lines)


@pytest.mark.parametrize("situation", Situation)
def test_a_clean_article_is_passed_without_words(situation: Situation) -> None:
    assert editor_lines(judge(report(found(Severity.MINOR)), STRICT), STRICT, situation) == []


@pytest.mark.parametrize("many", [1, 2])
@pytest.mark.parametrize(
    ("situation", "begins", "ends"),
    [
        (Situation.FIRST, "Not published", ""),
        (Situation.UPDATE, "Not updated", "; readers see the text of before"),
        (Situation.PUBLIC, "Public, against the gate", ""),
        (Situation.LOOK, "Not to be published as it is", ""),
    ],
)
def test_the_first_line_fits_what_is_done_and_how_many_there_are(
    situation: Situation, begins: str, ends: str, many: int
) -> None:
    passages = ["1 passage", "2 passages"][many - 1]
    blocked = editor_lines(judge(report(*[found(Severity.MAJOR)] * many), STRICT), STRICT, situation)
    assert blocked[0] == f"{begins}: {passages} to be changed or settled first{ends}."
    warned = editor_lines(judge(report(*[found(Severity.MODERATE)] * many), STRICT), STRICT, situation)
    assert warned[0] == f"{passages} to look at."
    policy = dataclasses.replace(STRICT, not_judged=Verdict.BLOCK)
    assert editor_lines(judge(unjudged(), policy), policy, situation) == [f"{begins}: The text is in German{ends}."]
    unfinished = report(found(Severity.MODERATE), failures=(Failure(("title/doubled",), "ValueError: x"),))
    closed = dataclasses.replace(STRICT, fail="closed")
    assert editor_lines(judge(unfinished, closed), closed, situation)[0] == f"{begins}{ends}."


@pytest.mark.parametrize(
    ("situation", "verb"),
    [(Situation.FIRST, "Published"), (Situation.UPDATE, "Updated"), (Situation.PUBLIC, "Published")],
)
def test_what_an_editor_let_pass_is_told_as_that_and_not_as_held_up(situation: Situation, verb: str) -> None:
    policy = dataclasses.replace(STRICT, not_judged=Verdict.BLOCK, fail="closed")
    failed = dataclasses.replace(
        unjudged(*[found(Severity.MAJOR)] * 9), failures=(Failure(("title/doubled",), "ValueError: x"),)
    )
    judgement = judge(failed, policy)
    lines = editor_lines(judgement, policy, situation, Override("Ada\nLund", "The board calls it so."))
    assert lines[:2] == [
        f"{verb} against the gate by Ada Lund: The board calls it so.", "Not judged: The text is in German.",
    ]  # fmt: skip
    assert lines[-2:] == ["And 4 more passages.", "Not every rule could finish."]
    assert len(lines) == MAX_SHOWN == len(editor_lines(judgement, policy, situation))
    assert not any("ot published" in line or "ot updated" in line for line in lines)


def test_who_let_a_text_pass_may_have_no_name() -> None:
    judgement = judge(report(found(Severity.MAJOR)), STRICT)
    (first, _) = editor_lines(judgement, STRICT, Situation.FIRST, Override(None, "It is so."))
    assert first == "Published against the gate by an editor: It is so."


@pytest.mark.parametrize(
    ("situation", "begins"),
    [
        (Situation.FIRST, "Not published"),
        (Situation.UPDATE, "Not updated"),
        (Situation.PUBLIC, "Not audited"),
        (Situation.LOOK, "Not audited"),
    ],
)
def test_a_source_that_nobody_knows_is_told(situation: Situation, begins: str) -> None:
    assert unknown_line("a.org", situation).startswith(f"{begins}: the auditor does not know a source “a.org”; ")


def test_the_policy_of_a_source_wins_over_the_project(tmp_path: Path) -> None:
    text = """
[gate]
fail = "closed"
block = {severity = "critical", confidence = 0.9}
[source."example.org".gate]
block = {severity = "moderate"}
warn = "never"
seconds = 1
not_judged = "block"
"""
    given = settings(tmp_path, text)
    assert given.gate("other.org").block == Threshold(Severity.CRITICAL, 0.9)
    own = given.gate("example.org")
    assert (own.block, own.warn, own.fail, own.seconds) == (Threshold(Severity.MODERATE), None, "closed", 1.0)
    assert (own.not_judged, given.gate("other.org").not_judged) == (Verdict.BLOCK, Verdict.WARN)
    assert "is not published before it is" in unaudited_line(own, "It took too long")


def test_a_gate_needs_no_checks_of_its_own(tmp_path: Path) -> None:
    given = settings(tmp_path, '[source."a.org".gate]\nfail = "closed"\n[source."b.org"]\nmin_confidence = 0.9\n')
    assert (given.key("a.org"), given.key("b.org")) == (None, "b.org")


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ('[source."a.org".gate]\nfail = "shut"', "auditor.toml:2: source.a.org.gate: fail: "),
        ('[source."a.org".gate]\nblok = "never"', "auditor.toml:2: source.a.org.gate: blok: "),
        ('[gate]\nblock = {severity = "bad"}', "auditor.toml:2: gate: block: severity: "),
        ("[gate]\nblock = {confidence = 0.9}", "auditor.toml:2: gate: block: severity: "),
        (
            '[gate]\nblock = "major"',
            'auditor.toml:2: gate: block: is {severity = "major", confidence = 0.9} or "never"',
        ),
        ("[gate]\nseconds = 0", "auditor.toml:2: gate: seconds: "),
        ('[gate]\nnot_judged = "not-judged"', "auditor.toml:2: gate: not_judged: Must be one of: pass, warn, block."),
        ('gate = "strict"', "auditor.toml:1: gate must be a table"),
        ('[source."a.org"]\ngate = {fail = "shut"}', "auditor.toml:2: source.a.org.gate: fail"),
        ('[service]\nurl = "audit.example.org"', "auditor.toml:2: service: url: is an http or https address"),
        ('[service]\nurl = "https://example.org/audit"', "auditor.toml:2: service: url: is an address without a path"),
    ],
)
def test_an_error_says_where(tmp_path: Path, text: str, error: str) -> None:
    with pytest.raises(SettingsError) as raised:
        settings(tmp_path, text)
    assert error in str(raised.value)
