"""Rules compiled once, run over articles."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from auditor.article import Article
from auditor.checks import KINDS
from auditor.checks.protocol import Check, Context, Hit
from auditor.document import Document
from auditor.finding import Failure, Finding, Report
from auditor.knowledge import Knowledge
from auditor.lexicon import Lexicon
from auditor.rule import Rule
from auditor.ruleset import RuleSet, load_rules
from auditor.score.article import Charge, article_score
from auditor.text.fold import fold

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


class Auditor:
    """Audits articles by one set of rules; compiles them once, keeps nothing of an article."""

    def __init__(self, ruleset: RuleSet | None = None, knowledge: Knowledge | None = None) -> None:
        self.ruleset = ruleset or load_rules()
        self.knowledge = knowledge or Knowledge()
        lexicon = Lexicon()
        self._checks = compile_checks(self.ruleset.rules, Context(self.knowledge, lexicon))
        self._matcher = lexicon.build()

    def audit(self, article: Article) -> Report:
        """The report on `article`. A check that fails does not lose the others: the report names it."""
        document = Document(article, self.knowledge, self._matcher)
        hits, failures = [], []
        for check in self._checks:
            try:
                hits.extend(check.run(document))
            except Exception as error:  # noqa: BLE001 - named in the report
                failures.append(Failure(tuple(rule.id for rule in check.rules), f"{type(error).__name__}: {error}"))
        findings = make_findings(document, hits)
        charges = [Charge(finding.rule, finding.severity, quoted=finding.quoted) for finding in findings]
        score = article_score(charges, article.words)
        return Report(article, findings, score, self.ruleset.digest, tuple(failures))


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
        sentence = document.text[span.start : span.end]
    parts = (hit.rule.id, hit.field, *(" ".join(fold(part).split()) for part in (quote, sentence)))
    key = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    seen[key] += 1
    return key if seen[key] == 1 else f"{key}-{seen[key]}"
