"""Rules compiled once, run over articles."""

from __future__ import annotations

import copy
import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from auditor.article import Article, Span
from auditor.boilerplate.memory import SourceMemory, recall_passages
from auditor.checks import kind_of
from auditor.checks.protocol import Check, Context, Hit, Judgement, RevisionCheck, StoryCheck, StoryHit
from auditor.document import Document, span_at
from auditor.finding import Evidence, Failure, Finding, Report, Scope, Severity
from auditor.judged import Judged
from auditor.judging import find_judged
from auditor.knowledge import Knowledge
from auditor.lexicon import Lexicon, Matcher
from auditor.mentions.corrections import find_corrections
from auditor.mentions.languages import find_languages
from auditor.mentions.marked import is_marked
from auditor.mentions.times.contradiction import find_contradiction
from auditor.rule import Rule
from auditor.ruleset import RuleSet, load_rules
from auditor.score.article import EXTRACTION_TOPIC, Charge, article_score
from auditor.settings import Settings
from auditor.suppressions import Settled
from auditor.text.fold import fold

if TYPE_CHECKING:
    from auditor.story.telling import Telling

CONTEXT_CHARACTERS = 500
"""How much of the sentence on either side names a finding; without a bound, tables take quadratic time."""
TOLD_TOPICS = frozenset({"date", "geography", "name", "number", "office", "title"})
"""Topics of rules that judge what is told, as of the day from which the text speaks; others look at words alone."""
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class _Compiled:
    """The checks that judge one source, or all without settings of their own."""

    checks: list[Check]
    story_checks: list[StoryCheck]
    revision_checks: list[RevisionCheck]
    rules: Mapping[str, Rule]
    matcher: Matcher
    digest: str
    min_confidence: float


class Auditor:
    """Audits articles by one set of rules; compiles them once.

    It keeps nothing of an article, unless `memory` is to know which blocks stand in many articles of a source.
    """

    def __init__(
        self,
        ruleset: RuleSet | None = None,
        knowledge: Knowledge | None = None,
        settings: Settings | None = None,
        memory: SourceMemory | None = None,
    ) -> None:
        self.ruleset = ruleset or load_rules()
        self.knowledge = knowledge or Knowledge()
        self.settings = settings or Settings()
        self.memory = memory
        self._settled = Settled(self.settings.suppressions)
        self._compiled: dict[str | None, _Compiled] = {}
        self._compile(None)

    def parts(self) -> tuple[RuleSet, Knowledge, Settings, SourceMemory | None]:
        """What it was made of: `Auditor(*auditor.parts())` judges the same, in another process too."""
        return self.ruleset, self.knowledge, self.settings, self.memory

    def remembering(self, memory: SourceMemory) -> Auditor:
        """This auditor with another memory; both share what is compiled."""
        other = copy.copy(self)
        other.memory = memory
        return other

    def digest(self, source: str | None = None) -> str:
        """The name of what judges articles of `source`; reports carry it as `ruleset`."""
        return self._compile(source).digest

    def _compile(self, source: str | None) -> _Compiled:
        """The checks for `source`; sources without settings of their own share one set."""
        key = self.settings.key(source)
        if key not in self._compiled:
            rules = self.settings.apply(self.ruleset, key)
            lexicon = Lexicon()
            checks = compile_checks(rules.rules, Context(self.knowledge, lexicon))
            by_id = {rule.id: rule for rule in rules.rules}
            floor = self.settings.min_confidence(key)
            digest = _digest(rules, floor, self._settled.digest)
            self._compiled[key] = _Compiled(*checks, by_id, lexicon.build(), digest, floor)
        return self._compiled[key]

    def read(self, article: Article, today: date | None = None) -> Document:
        """The document of `article`, ready to be audited and told on the day `today`."""
        document = Document.read(article, self.knowledge, self._compile(article.source).matcher, today)
        if self.memory is not None:
            document.seen = recall_passages(document, self.memory)
        return document

    def audit(self, article: Article, today: date | None = None) -> Report:
        """The report on `article`. A check that fails does not lose the others: the report names it.

        An audit never looks at the clock: `today` is the day it is made on. It is the latest day that an article can
        speak from which does not say when it was published, and the day on which suppressions are in force. Without
        it, such an article is held against no day of its own, and no suppression has ended.
        """
        document = self.read(article, today)
        report = self.audit_document(document)
        document.forget()
        return report

    def audit_document(self, document: Document) -> Report:
        """The report on the article of a document that `read` made."""
        compiled = self._compile(document.article.source)
        judged = document.layer(find_judged)
        hits, failures = _run(compiled.checks if judged.read else filter(_holds_anywhere, compiled.checks), document)
        findings = self._kept(compiled, document, self._wrong_on_both_days(compiled, document, hits))
        score = _score(judged, findings)
        return Report(document.given, findings, score, compiled.digest, tuple(failures), judged)

    def _wrong_on_both_days(self, compiled: _Compiled, document: Document, hits: list[Hit]) -> list[Hit]:
        """The hits that hold on the day of the last revision too: a story that is updated speaks from either day.

        One whose facts contradict that day was touched then, and nothing was told anew.
        """
        given, revised = document.given, document.article.revised_on
        dated = {hit.rule for hit in hits if hit.rule.topic in TOLD_TOPICS}
        if not dated or revised is None or given.published_on is None or revised <= given.published_on:
            return hits
        other = self.read(replace(given, published=given.modified, modified=None), document.today)
        if other.layer(find_contradiction) is None:
            found, _ = _run((check for check in compiled.checks if not dated.isdisjoint(check.rules)), other)
            again = {(hit.rule, hit.field, hit.span) for hit in found}
            hits = [hit for hit in hits if hit.rule not in dated or (hit.rule, hit.field, hit.span) in again]
        other.forget()
        return hits

    def explain(self, article: Article, rule: Rule) -> list[Judgement] | None:
        """What became of each candidate of `rule` in `article`, as it came; None for a kind that has no candidates."""
        lexicon = Lexicon()
        checks, _, _ = compile_checks([rule], Context(self.knowledge, lexicon))
        document = Document.read(article, self.knowledge, lexicon.build())
        explained = [check.explain(document) for check in checks if check.explain is not None]
        return [_judged(document, each) for judgements in explained for each in judgements] if explained else None

    def audit_story(self, tellings: Sequence[Telling]) -> tuple[list[StoryHit], tuple[Failure, ...]]:
        """What the tellings of one story contradict each other in, and the rules that could not finish."""
        hits: list[StoryHit] = []
        failures: list[Failure] = []
        for check in self._compile(None).story_checks:
            try:
                hits.extend(check.run(tellings))
            except Exception as error:
                failures.append(_failure(check.rules, error, Scope.STORY))
        return hits, tuple(failures)

    def add_story(
        self, report: Report, hits: Sequence[Hit], failures: tuple[Failure, ...] = (), today: date | None = None
    ) -> Report:
        """`report` with the findings that its story gave, and its score made anew."""
        return self.add_findings(report, self.story_findings(report.article, hits, today), failures)

    def audit_revision(self, old: Document, new: Document) -> tuple[tuple[Finding, ...], tuple[Failure, ...]]:
        """What changed from one revision to the next and should not have, and the rules that could not finish.

        Both documents are such as `read` makes; the findings stand in the new one.
        """
        compiled = self._compile(new.article.source)
        hits: list[Hit] = []
        failures: list[Failure] = []
        for check in compiled.revision_checks:
            try:
                hits.extend(check.run(old, new))
            except Exception as error:
                failures.append(_failure(check.rules, error, Scope.REVISION))
        return self._kept(compiled, new, hits), tuple(failures)

    def add_findings(self, report: Report, found: Sequence[Finding], failures: tuple[Failure, ...] = ()) -> Report:
        """`report` with more findings, in their places, and its score made anew."""
        findings = tuple(sorted((*report.findings, *found), key=lambda f: (f.field != "title", f.span, f.rule)))
        score = _score(report.judged, findings)
        return replace(report, findings=findings, score=score, failures=report.failures + failures)

    def story_findings(self, article: Article, hits: Sequence[Hit], today: date | None = None) -> tuple[Finding, ...]:
        """The findings on an article of what its story gave.

        The settings of the article's own source, and the suppressions of the day, decide which of them count.
        """
        compiled = self._compile(article.source)
        mine = [replace(hit, rule=compiled.rules[hit.rule.id]) for hit in hits if hit.rule.id in compiled.rules]
        return self._kept(compiled, Document(article, self.knowledge, today=today), mine)

    def _kept(self, compiled: _Compiled, document: Document, hits: Sequence[Hit]) -> tuple[Finding, ...]:
        """The findings in what is judged that the settings let through."""
        return tuple(
            finding
            for finding in make_findings(document, _judged_hits(document, hits))
            if finding.confidence >= compiled.min_confidence
            and not self._settled.covers(finding.fingerprint, document.article.id, document.today)
        )


def without_rules(report: Report, rules: Collection[str]) -> Report:
    """`report` as it is where `rules` are switched off: without their findings, scored and named anew."""
    if not rules:
        return report
    findings = tuple(finding for finding in report.findings if finding.rule not in rules)
    digest = hashlib.sha256(repr((report.ruleset, sorted(rules))).encode()).hexdigest()[:16]
    return replace(report, findings=findings, score=_score(report.judged, findings), ruleset=digest)


def _score(judged: Judged, findings: Iterable[Finding]) -> float | None:
    if not judged.whole:
        return None
    charges = [Charge(finding.rule, finding.severity, quoted=finding.quoted) for finding in findings]
    return article_score(charges, judged.words)


def _in_any_language(rule: Rule) -> bool:
    """Whether a rule holds in text of any language, as its kind says; the others read English alone."""
    return getattr(kind_of(rule.kind), "ANY_LANGUAGE", False)


def _holds_anywhere(check: Check) -> bool:
    return all(map(_in_any_language, check.rules))


def _judged_hits(document: Document, hits: Sequence[Hit]) -> Sequence[Hit]:
    """The hits in what is judged: in English, or of rules that hold in any language, and in no note on an error.

    Blocks that are left over of a page are so in an English article whatever they are written in; those that a body out
    of a CMS sets apart, as captions and cards, are in their place and no left-overs.
    """
    if document.article.apart:
        hits = [hit for hit in hits if not _is_set_apart(document, hit)]
    if not document.layer(find_judged).read:
        return [hit for hit in hits if _in_any_language(hit.rule)]
    languages = document.layer(find_languages)
    hits = [hit for hit in hits if not _is_called_wrong(document, hit)]
    return [hit for hit in hits if not languages.holds(hit.span) or _is_of_page(hit) or _in_any_language(hit.rule)]


def _judged(document: Document, judgement: Judgement) -> Judgement:
    """A judgement where it stands in the article as it came, and whether that is judged."""
    hit = Hit(judgement.rule, judgement.span, judgement.field)
    judged = bool(_judged_hits(document, [hit]))
    return replace(judgement, span=document.place(hit.field, hit.span), judged=judged)


def _is_called_wrong(document: Document, hit: Hit) -> bool:
    """Whether the article says itself that it is wrong there: with "[sic]", or in a note on an error of its own."""
    if not hit.whole and is_marked(document.article.field(hit.field), hit.span.end):
        return True
    told = hit.rule.topic in TOLD_TOPICS and not _is_of_page(hit)
    return told and span_at(document.layer(find_corrections), hit.span.start) is not None


def _is_of_page(hit: Hit) -> bool:
    """Whether a hit speaks of what came as a whole, or of its blocks, and not of its words."""
    return hit.whole or hit.field != "text" or hit.rule.topic == EXTRACTION_TOPIC


def _is_set_apart(document: Document, hit: Hit) -> bool:
    """Whether a hit calls a left-over what the layout shows to be a caption, a card or the like."""
    around = span_at(document.article.apart, hit.span.start)
    told = hit.rule.topic == EXTRACTION_TOPIC and hit.field == "text" and not hit.whole
    return told and around is not None and around.contains(hit.span)


def _run(checks: Iterable[Check], document: Document) -> tuple[list[Hit], list[Failure]]:
    """What checks find in a document, and those that could not finish."""
    hits: list[Hit] = []
    failures: list[Failure] = []
    for check in checks:
        try:
            hits.extend(check.run(document))
        except Exception as error:
            failures.append(_failure(check.rules, error, Scope.ARTICLE))
    return hits, failures


def _failure(rules: Sequence[Rule], error: Exception, scope: Scope) -> Failure:
    return Failure(tuple(rule.id for rule in rules), f"{type(error).__name__}: {error}", scope)


def _digest(rules: RuleSet, min_confidence: float, settled: str) -> str:
    """A name for what judges: the rule files, what settings made of them, and what is settled until when."""
    effective = [(rule.id, rule.severity.label, sorted(map(repr, rule.params.items()))) for rule in rules.rules]
    return hashlib.sha256(repr((rules.digest, effective, min_confidence, settled)).encode()).hexdigest()[:16]


def compile_checks(
    rules: Iterable[Rule], context: Context
) -> tuple[list[Check], list[StoryCheck], list[RevisionCheck]]:
    """The checks of `rules`, kind by kind: those of one article, those of a story, those of two revisions."""
    by_kind: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        by_kind[rule.kind].append(rule)
    checks: dict[Scope, list[Any]] = defaultdict(list)
    for name, group in by_kind.items():
        checks[kind_of(name).SCOPE] += kind_of(name).compile(group, context)
    return checks[Scope.ARTICLE], checks[Scope.STORY], checks[Scope.REVISION]


def make_findings(document: Document, hits: Sequence[Hit]) -> tuple[Finding, ...]:
    """Findings for `hits`, title first, then by position; a passage hit twice by one rule counts once."""
    unique = {(hit.rule.id, hit.field, hit.span): hit for hit in hits}
    ordered = sorted(unique.values(), key=lambda hit: (hit.field != "title", hit.span, hit.rule.id))
    seen: Counter[str] = Counter()
    return tuple(_finding(document, hit, seen) for hit in ordered)


def _finding(document: Document, hit: Hit, seen: Counter[str]) -> Finding:
    rule = hit.rule
    quote = document.article.field(hit.field)[hit.span.start : hit.span.end]
    span = document.place(hit.field, hit.span)
    values = {"quote": quote, **hit.values}
    return Finding(
        rule=rule.id,
        severity=_severity(hit),
        confidence=rule.confidence if hit.confidence is None else min(hit.confidence, rule.confidence),
        field=hit.field,
        span=span,
        quote=document.given.field(hit.field)[span.start : span.end],
        message=_PLACEHOLDER.sub(lambda match: values.get(match.group(1), ""), rule.message),
        why=rule.why,
        evidence=tuple(_placed(document, evidence) for evidence in hit.evidence),
        fingerprint=_fingerprint(document, hit, quote, seen),
        fix=hit.fix,
        quoted=_is_quoted(document, hit),
        scope=kind_of(rule.kind).SCOPE,
        whole=hit.whole,
    )


def _placed(document: Document, evidence: Evidence) -> Evidence:
    """`evidence` with the place of its passage in the article as it came; one of another article is placed there."""
    if evidence.span is None or evidence.article is not None:
        return evidence
    span = document.place(evidence.field, evidence.span)
    return replace(evidence, span=span, quote=document.given.field(evidence.field)[span.start : span.end])


def _severity(hit: Hit) -> Severity:
    """The hit's own severity, if it has one; but what a rule gives as advice stays advice."""
    rule = hit.rule
    return rule.severity if hit.severity is None or rule.severity is Severity.INFO else hit.severity


def _is_quoted(document: Document, hit: Hit) -> bool:
    """Whether the passage lies wholly inside somebody's words.

    What is left over of a page is nobody's where it is merely set as a quotation, as sites let their appeals stand out.
    """
    if hit.field != "text":
        return False
    said = document.quoted_at(hit.span.start)
    if hit.rule.topic == EXTRACTION_TOPIC:
        quotation = document.quotation_at(hit.span.start)
        said = quotation and quotation.span
    return said is not None and said.contains(hit.span)


def _fingerprint(document: Document, hit: Hit, quote: str, seen: Counter[str]) -> str:
    """A name for the finding that survives edits elsewhere: rule, folded passage and sentence, occurrence."""
    sentence = ""
    if hit.field == "text" and document.sentences:
        span = document.sentence_at(hit.span.start)
        reach = Span(hit.span.start - CONTEXT_CHARACTERS, hit.span.end + CONTEXT_CHARACTERS)
        sentence = document.text[max(span.start, reach.start) : min(span.end, reach.end)]
    parts = (hit.rule.id, hit.field, *(" ".join(fold(part).split()) for part in (quote, sentence)))
    key = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    seen[key] += 1
    return key if seen[key] == 1 else f"{key}-{seen[key]}"
