"""auditor.toml: which rules judge which source, how severely, with which options."""

from __future__ import annotations

import dataclasses
import difflib
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from marshmallow import RAISE, Schema, ValidationError

from auditor.checks import kind_of
from auditor.cms.connection import Ghost, GhostSchema, Hook, HookSchema
from auditor.finding import Severity
from auditor.gate import Policy, PolicySchema
from auditor.layer import Layer, is_on, says, selects, strength
from auditor.rule import Rule
from auditor.ruleset import RuleSet
from auditor.service import ProviderSchema, ServiceSchema, ServiceSettings
from auditor.suppressions import KEYS as SUPPRESSION_KEYS
from auditor.suppressions import Suppression, SuppressionError, read_suppression
from auditor.toml_lines import (
    ANY,
    ROWS,
    TABLE,
    TABLES,
    TEXT,
    TEXTS,
    Shape,
    TomlError,
    find_line,
    find_row,
    first_error,
    read_toml,
)
from auditor.webhook import KEYS as WEBHOOK_KEYS
from auditor.webhook import Webhook, WebhookError, read_webhook

FILE_NAME = "auditor.toml"
Row = TypeVar("Row")
_LAYER: Mapping[str, Shape] = {
    "select": TEXTS,
    "extend_select": TEXTS,
    "ignore": TEXTS,
    "min_confidence": ANY,
    "severity": TABLE,
    "options": TABLES,
    "gate": ANY,
}
_SOURCE = {**_LAYER, "profile": TEXT, "hook": ANY, "ghost": ANY}
_TOP = {
    **_LAYER,
    "rules": TEXTS,
    "knowledge": TEXT,
    "profile": TABLES,
    "source": TABLES,
    "suppress": ROWS,
    "service": ANY,
    "webhook": ROWS,
}
UNJUDGED_KEYS = frozenset({"gate", "hook", "ghost"})
"""What a source may have set without needing checks compiled for itself."""


class SettingsError(ValueError):
    """Settings that cannot be used; the message says file, line and what would be right."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What one layer says of one rule."""

    layer: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one file; without one, every rule judges every source."""

    path: Path | None = None
    lines: tuple[str, ...] = ()
    project: Layer = dataclasses.field(default_factory=lambda: Layer("project", "", {}))
    profiles: Mapping[str, Layer] = dataclasses.field(default_factory=dict)
    sources: Mapping[str, Layer] = dataclasses.field(default_factory=dict)
    suppressions: tuple[Suppression, ...] = ()
    webhooks: tuple[Webhook, ...] = ()
    """Who is told of what the service keeps."""
    rule_folders: tuple[Path, ...] = ()
    knowledge_folder: Path | None = None
    """Where the newsroom's own facts lie: offices.yaml."""
    request: Layer | None = None
    """What the command line or a request asks for; it wins over the file."""
    service: ServiceSettings = dataclasses.field(default_factory=ServiceSettings)
    """Where editors reach the service's pages, how long they stay, who signs them in."""
    hooks: Mapping[str, Hook] = dataclasses.field(default_factory=dict)
    """What the CMS of a source sends, by source."""
    ghosts: Mapping[str, Ghost] = dataclasses.field(default_factory=dict)
    """The Ghost of a source, by source."""

    @property
    def service_url(self) -> str | None:
        """Where editors reach the service's pages, without a slash at its end."""
        return self.service.url

    def layers(self, source: str | None = None) -> list[Layer]:
        """The layers that decide for `source`, weakest first."""
        layers = [self.project]
        own = self.sources.get(source or "")
        if own is not None:
            if profile := own.wishes.get("profile"):
                layers.append(self.profiles[profile])
            layers.append(own)
        return [*layers, self.request] if self.request else layers

    def key(self, source: str | None) -> str | None:
        """Sources of one key are judged alike."""
        own = self.sources.get(source or "")
        return source if own is not None and own.wishes.keys() - UNJUDGED_KEYS else None

    def apply(self, ruleset: RuleSet, source: str | None = None) -> RuleSet:
        """The rules that judge `source`, with its severities and options. Raises SettingsError."""
        layers = self.layers(source)
        kept = [adapted for rule in ruleset.rules if (adapted := _adapt(rule, layers)) is not None]
        return RuleSet(tuple(kept), ruleset.digest)

    def min_confidence(self, source: str | None = None) -> float:
        """Findings below it are dropped."""
        floors = [layer.wishes["min_confidence"] for layer in self.layers(source) if "min_confidence" in layer.wishes]
        return float(floors[-1]) if floors else 0.0

    def gate(self, source: str | None = None) -> Policy:
        """What `source` lets be published; the strongest layer decides on each matter."""
        wishes: dict[str, Any] = {}
        for layer in self.layers(source):
            wishes |= layer.wishes.get("gate", {})
        policy: Policy = PolicySchema().load(wishes)
        return policy

    def names(self, source: str) -> bool:
        """Whether the file has a table for `source`."""
        return source in self.sources

    def with_suppressions(self, more: Iterable[Suppression]) -> Settings:
        """These settings with more findings settled."""
        return dataclasses.replace(self, suppressions=(*self.suppressions, *more))

    @property
    def digest(self) -> str | None:
        """A name of what the file says, its lines hashed; None without one."""
        return hashlib.sha256("\n".join(self.lines).encode("utf-8", "surrogatepass")).hexdigest() if self.path else None

    @property
    def folder(self) -> Path:
        """Where relative paths in the file count from."""
        return self.path.parent if self.path else Path()

    def located(self, section: str, key: str, text: str) -> str:
        """`text` behind the file and the line of `key`."""
        return f"{self.path}:{find_line(self.lines, section, key)}: {text}"

    def explain(self, rule: Rule, source: str | None = None) -> list[Decision]:
        """What each layer says of `rule`, weakest first; the last one on each matter decides."""
        decisions = [Decision("default", 0, f"on, severity {rule.severity.label}")]
        for layer in self.layers(source):
            decisions += [Decision(layer.name, self.line_of(layer, *where), text) for where, text in says(layer, rule)]
        return decisions

    def line_of(self, layer: Layer, key: str, value: str = "") -> int:
        """The line of the file where `key` of the layer's section stands, or its `value`; 0 without a file."""
        return find_line(self.lines, layer.section, key, value)


def _adapt(rule: Rule, layers: list[Layer]) -> Rule | None:
    if not is_on(rule, layers):
        return None
    severity, options = rule.severity, dict[str, Any]()
    for layer in layers:
        for selector, label in sorted(layer.wishes.get("severity", {}).items(), key=lambda item: strength(item[0])):
            if selects(selector, rule):
                severity = Severity.parse(label)
        options |= layer.wishes.get("options", {}).get(rule.id, {})
    if severity == rule.severity and not options:
        return rule
    return dataclasses.replace(rule, severity=severity, params=_params(rule, options))


def _params(rule: Rule, options: Mapping[str, Any]) -> Mapping[str, Any]:
    schema = kind_of(rule.kind).Params(unknown=RAISE)
    try:
        loaded: Mapping[str, Any] = schema.load({**schema.dump(rule.params), **options})
    except ValidationError as error:
        raise SettingsError(f"options for {rule.id}: {error}") from None
    return loaded


def load_settings(path: Path, ruleset: RuleSet) -> Settings:
    """The settings in `path`. Raises SettingsError for unknown keys, and selectors that name no rule; OSError."""
    return parse_settings(path.read_bytes(), path, ruleset)


def parse_settings(data: bytes, path: Path, ruleset: RuleSet) -> Settings:
    """The settings that `data`, the content of `path`, says. Raises SettingsError."""
    raw, reader = _open(data, path, ruleset)
    return reader.read(raw)


def load_suppressions(path: Path) -> tuple[Suppression, ...]:
    """The rows of `[[suppress]]` in `path`, which holds nothing else. Raises SettingsError; OSError."""
    raw, reader = _open(path.read_bytes(), path, RuleSet((), ""))  # no row names a rule
    reader.check_keys(raw, {"suppress": ROWS}, "")
    return reader.suppressions(raw.get("suppress", []))


def _open(data: bytes, path: Path, ruleset: RuleSet) -> tuple[Mapping[str, Any], _Reader]:
    try:
        raw, lines = read_toml(data)
    except TomlError as error:
        raise SettingsError(f"{path}: {error}") from None
    return raw, _Reader(path, lines, ruleset)


def find_settings(start: Path) -> Path | None:
    """The nearest auditor.toml in `start` or a folder above it."""
    return next((f / FILE_NAME for f in [start, *start.parents] if (f / FILE_NAME).is_file()), None)


def request_layer(select: Iterable[str], ignore: Iterable[str], ruleset: RuleSet) -> Layer | None:
    """What a command or a request asks for, as the strongest layer. Raises SettingsError."""
    wishes = {key: list(values) for key, values in (("select", select), ("ignore", ignore)) if values}
    for values in wishes.values():
        for selector in values:
            check_selector(selector, ruleset)
    return Layer("command line", "", wishes) if wishes else None


def check_selector(selector: Any, ruleset: RuleSet) -> None:
    """Raise SettingsError if `selector` names no rule."""
    if any(selects(selector, rule) for rule in ruleset.rules):
        return
    names = sorted({rule.id for rule in ruleset.rules} | {rule.topic for rule in ruleset.rules})
    near = difflib.get_close_matches(str(selector), names, 1)
    raise SettingsError(f"{selector!r} names no rule" + (f"; did you mean {near[0]!r}?" if near else ""))


class _Reader:
    """Turns a parsed file into settings, with the line of what is wrong."""

    def __init__(self, path: Path, lines: tuple[str, ...], ruleset: RuleSet) -> None:
        self._path, self._lines, self._ruleset = path, lines, ruleset

    def read(self, raw: Mapping[str, Any]) -> Settings:
        self.check_keys(raw, _TOP, "")
        profiles = {n: self._layer(f"profile.{n}", w, _LAYER) for n, w in raw.get("profile", {}).items()}
        sources = {n: self._layer(f"source.{n}", w, _SOURCE) for n, w in raw.get("source", {}).items()}
        for name, layer in sources.items():
            profile = layer.wishes.get("profile")
            if profile is not None and profile not in profiles:
                self._fail(f"source.{name}", "profile", f"unknown profile {profile!r}; there are: {sorted(profiles)}")
        top = {key: value for key, value in raw.items() if key in _LAYER}
        return Settings(
            path=self._path,
            lines=self._lines,
            project=self._layer("", top, _LAYER),
            profiles=profiles,
            sources=sources,
            suppressions=self.suppressions(raw.get("suppress", [])),
            webhooks=self._webhooks(raw.get("webhook", [])),
            rule_folders=tuple(self._path.parent / folder for folder in raw.get("rules", [])),
            knowledge_folder=self._path.parent / raw["knowledge"] if "knowledge" in raw else None,
            service=self._service(raw.get("service", {})),
            hooks=self._load_all("hook", HookSchema, sources),
            ghosts=self._load_all("ghost", GhostSchema, sources),
        )

    def _service(self, raw: Any) -> ServiceSettings:
        """The table `service`; what is wrong in its table `oidc` is told with its own line."""
        oidc = raw.get("oidc") if isinstance(raw, Mapping) else None
        if oidc is not None:
            self._load("service.oidc", ProviderSchema, oidc)
        loaded: ServiceSettings = self._load("service", ServiceSchema, raw)
        if loaded.oidc and loaded.url is None:
            self._fail("service.oidc", "issuer", "[service] needs its url, where the provider sends people back to")
        return loaded

    def _load_all(self, key: str, schema: type[Schema], sources: Mapping[str, Layer]) -> dict[str, Any]:
        """The table `key` of each source that has one."""
        return {
            name: self._load(f"{layer.section}.{key}", schema, layer.wishes[key])
            for name, layer in sources.items()
            if key in layer.wishes
        }

    def _load(self, section: str, schema: type[Schema], raw: Any) -> Any:
        """What `schema` makes of the table `section`; its first error is told with its line."""
        if not isinstance(raw, Mapping):
            self._fail(section.rpartition(".")[0], section.rpartition(".")[2], f"{section} must be a table")
        try:
            return schema(unknown=RAISE).load(raw)
        except ValidationError as error:
            key, text = first_error(error)
            self._fail(section, key, f"{section}: {key}: {text}")

    def _fail(self, section: str, key: str, text: str, row: int | None = None) -> NoReturn:
        """Raise SettingsError with the line of `key`, which stands in the table `section` or in a row of it."""
        line = find_line(self._lines, section, key) if row is None else find_row(self._lines, section, row, key)
        line = line or find_line(self._lines, *section.rpartition(".")[::2])
        raise SettingsError(f"{self._path}:{line}: {text}")

    def check_keys(
        self, raw: Mapping[str, Any], known: Mapping[str, Shape], section: str, row: int | None = None
    ) -> None:
        """Raise SettingsError for a key that is not known, or whose value has another shape."""
        for key, value in raw.items():
            if key not in known:
                near = difflib.get_close_matches(key, list(known), 1)
                hint = f"; did you mean {near[0]!r}?" if near else f"; keys are: {', '.join(sorted(known))}"
                self._fail(section, key, f"unknown key {key!r}{hint}", row)
            if not known[key].fits(value):
                self._fail(section, key, f"{key} must be {known[key].name}", row)

    def _layer(self, section: str, wishes: Mapping[str, Any], known: Mapping[str, Shape]) -> Layer:
        self.check_keys(wishes, known, section)
        if "gate" in wishes:
            self._load(f"{section}.gate".removeprefix("."), PolicySchema, wishes["gate"])
        for key in ("select", "extend_select", "ignore"):
            for selector in wishes.get(key, []):
                self._selector(section, key, selector)
        for selector, label in wishes.get("severity", {}).items():
            self._selector(section, selector, selector)
            if label not in [severity.label for severity in Severity]:
                self._fail(
                    section, selector, f"{label!r} is no severity; they are: info, minor, moderate, major, critical"
                )
        for rule_id, options in wishes.get("options", {}).items():
            self._options(section, rule_id, options)
        floor = wishes.get("min_confidence", 0)
        if not isinstance(floor, int | float) or not 0 <= floor <= 1:
            self._fail(section, "min_confidence", f"min_confidence must be from 0 to 1, not {floor!r}")
        return Layer(section or "project", section, wishes)

    def _selector(self, section: str, key: str, selector: Any) -> None:
        try:
            check_selector(selector, self._ruleset)
        except SettingsError as error:
            self._fail(section, key, str(error))

    def _options(self, section: str, rule_id: str, options: Mapping[str, Any]) -> None:
        rule = next((rule for rule in self._ruleset.rules if rule.id == rule_id), None)
        where = f"{section}.options.{rule_id}".removeprefix(".")
        if rule is None:
            self._fail(where, "", f"{rule_id!r} names no rule; options belong to one rule each")
        try:
            _params(rule, options)
        except SettingsError as error:
            self._fail(where, next(iter(options), ""), str(error))

    def suppressions(self, rows: Sequence[Mapping[str, Any]]) -> tuple[Suppression, ...]:
        """What the rows of `[[suppress]]` say. Raises SettingsError."""
        return tuple(self._rows("suppress", rows, SUPPRESSION_KEYS, read_suppression))

    def _webhooks(self, rows: Sequence[Mapping[str, Any]]) -> tuple[Webhook, ...]:
        hooks: dict[str, Webhook] = {}
        for number, hook in enumerate(
            self._rows("webhook", rows, dict.fromkeys(sorted(WEBHOOK_KEYS), ANY), read_webhook)
        ):
            if hook.url in hooks:
                self._fail("webhook", "url", f"two webhooks have the url {hook.url}", number)
            hooks[hook.url] = hook
        return tuple(hooks.values())

    def _rows(
        self, table: str, rows: Sequence[Mapping[str, Any]], known: Mapping[str, Shape], read: Callable[[Any], Row]
    ) -> Iterator[Row]:
        """What `read` makes of each row of `[[table]]`."""
        for number, row in enumerate(rows):
            self.check_keys(row, known, table, number)
            try:
                made = read(row)
            except (SuppressionError, WebhookError) as error:
                self._fail(table, error.key, str(error), number)
            yield made
