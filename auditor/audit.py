"""Rules compiled once, run over articles."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from auditor.article import Article, Span
from auditor.boilerplate.memory import SourceMemory, recall_blocks
from auditor.checks import KINDS
from auditor.checks.protocol import Check, Context, Hit
from auditor.document import Document
from auditor.finding import Failure, Finding, Report
from auditor.knowledge import Knowledge
from auditor.lexicon import Lexicon, Matcher
from auditor.rule import Rule
from auditor.ruleset import RuleSet, load_rules
from auditor.score.article import Charge, article_score
from auditor.settings import Settings
from auditor.text.fold import fold

CONTEXT_CHARACTERS = 500
"""How much of the sentence on either side names a finding; without a bound, tables take quadratic time."""
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class _Compiled:
    """The checks that judge one source, or all without settings of their own."""

    checks: list[Check]
    matcher: Matcher
    digest: str
    min_confidence: float
    suppressed: frozenset[str]


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
        self._compiled: dict[str | None, _Compiled] = {}
        self._compile(None)

    def _compile(self, source: str | None) -> _Compiled:
        """The checks for `source`; sources without settings of their own share one set."""
        key = self.settings.key(source)
        if key not in self._compiled:
            rules = self.settings.apply(self.ruleset, key)
            lexicon = Lexicon()
            checks = compile_checks(rules.rules, Context(self.knowledge, lexicon))
            floor = self.settings.min_confidence(key)
            digest = _digest(rules, floor)
            settled = self.settings.suppressed(date.today())
            self._compiled[key] = _Compiled(checks, lexicon.build(), digest, floor, settled)
        return self._compiled[key]

    def audit(self, article: Article) -> Report:
        """The report on `article`. A check that fails does not lose the others: the report names it."""
        compiled = self._compile(article.source)
        document = Document(article, self.knowledge, compiled.matcher)
        if self.memory is not None:
            document.blocks_seen = recall_blocks(document, self.memory)
        hits: list[Hit] = []
        failures: list[Failure] = []
        for check in compiled.checks:
            try:
                hits.extend(check.run(document))
            except Exception as error:
                failures.append(Failure(tuple(rule.id for rule in check.rules), f"{type(error).__name__}: {error}"))
        findings = tuple(
            finding
            for finding in make_findings(document, hits)
            if finding.confidence >= compiled.min_confidence and finding.fingerprint not in compiled.suppressed
        )
        charges = [Charge(finding.rule, finding.severity, quoted=finding.quoted) for finding in findings]
        score = article_score(charges, article.words)
        return Report(article, findings, score, compiled.digest, tuple(failures))


def _digest(rules: RuleSet, min_confidence: float) -> str:
    """A name for what judges: the rule files and what settings made of them."""
    effective = [(rule.id, rule.severity.label, sorted(map(repr, rule.params.items()))) for rule in rules.rules]
    return hashlib.sha256(repr((rules.digest, effective, min_confidence)).encode()).hexdigest()[:16]


def compile_checks(rules: Iterable[Rule], context: Context) -> list[Check]:
    """The article checks of `rules`, kind by kind."""
    by_kind: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        by_kind[rule.kind].append(rule)
    return [
        check
        for name, group in by_kind.items()
        if KINDS[name].SCOPE == "article"
        for check in KINDS[name].compile(group, context)
    ]


def make_findings(document: Document, hits: Sequence[Hit]) -> tuple[Finding, ...]:
    """Findings for `hits`, title first, then by position; a passage hit twice by one rule counts once."""
    unique = {(hit.rule.id, hit.field, hit.span): hit for hit in hits}
    ordered = sorted(unique.values(), key=lambda hit: (hit.field != "title", hit.span, hit.rule.id))
    seen: Counter[str] = Counter()
    return tuple(_finding(document, hit, seen) for hit in ordered)


def _finding(document: Document, hit: Hit, seen: Counter[str]) -> Finding:
    rule = hit.rule
    quote = document.article.field(hit.field)[hit.span.start : hit.span.end]
    values = {"quote": quote, **hit.values}
    return Finding(
        rule=rule.id,
        severity=rule.severity if hit.severity is None else hit.severity,
        confidence=rule.confidence if hit.confidence is None else hit.confidence,
        field=hit.field,
        span=hit.span,
        quote=quote,
        message=_PLACEHOLDER.sub(lambda match: values.get(match.group(1), ""), rule.message),
        why=rule.why,
        evidence=hit.evidence,
        fingerprint=_fingerprint(document, hit, quote, seen),
        fix=hit.fix,
        quoted=_is_quoted(document, hit),
    )


def _is_quoted(document: Document, hit: Hit) -> bool:
    """Whether the passage lies wholly inside somebody's quoted words."""
    quotation = document.quotation_at(hit.span.start) if hit.field == "text" else None
    return quotation is not None and quotation.span.contains(hit.span)


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
