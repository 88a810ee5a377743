"""Rule files to rules, strictly: every problem of a file at once, with its line and what would be right."""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

import yaml
from marshmallow import RAISE, Schema, ValidationError, fields

from auditor.checks import find_kind, kind_of
from auditor.checks.brought import BroughtError, brought_rules
from auditor.checks.guards import find_faults
from auditor.checks.protocol import Kind
from auditor.finding import TOPICS, Severity
from auditor.paths import data_folder
from auditor.rule import Example, Examples, Guard, Rule
from auditor.rule_schema import RuleSchema
from auditor.yaml_depth import SafeLoader, refuse_depth

_PLACEHOLDER = re.compile(r"\{(\w*)\}")
_MARK = re.compile(r"<<(.*?)>>(?!>)", re.DOTALL)
"""A mark may end in a tag."""
MAX_RULE_FILE_BYTES = 1 << 20
MAX_NODES = 50_000
"""Values in a rule file, those of aliases counted where they are used: a few lines of aliases make billions."""
PLAIN_TEXT = "tag:yaml.org,2002:str"
"""The tag of most scalars, which are what they read as."""
TRUTH = "tag:yaml.org,2002:bool"
Path_ = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong with a rule file."""

    file: str
    line: int
    column: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.text}"


class RuleError(ValueError):
    """Rule files that cannot be used; `problems` are all of them, in order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Rules in order of their ids, and the hash of what they say."""

    rules: tuple[Rule, ...]
    digest: str

    def __getitem__(self, rule_id: str) -> Rule:
        return next(rule for rule in self.rules if rule.id == rule_id)


_SCHEMA = RuleSchema()
_HEAD_SCHEMA = RuleSchema(exclude=("examples",))


@cache
def _params_schema(kind: str) -> Schema:
    return kind_of(kind).Params(unknown=RAISE)


def builtin_folder() -> Path:
    """The folder of the shipped rules."""
    return data_folder("rules")


def default_folders() -> tuple[Path, ...]:
    """The folders of the shipped rules and of those that packages bring. Raises BroughtError."""
    return builtin_folder(), *brought_rules()


def load_rules(*folders: Path) -> RuleSet:
    """The rules of all YAML files under `folders` (the default ones if none is given).

    Of shipped rules the examples, two thirds of each file, are parsed when they are asked for.
    Raises RuleError with every problem of every file.
    """
    rules: list[Rule] = []
    problems: list[Problem] = []
    digest = hashlib.sha256()
    shipped = builtin_folder()
    for folder in folders or default_folders():
        read = read_shipped_rule if folder == shipped else read_rule
        for path in sorted(folder.rglob("*.yaml")) if folder.is_dir() else [folder]:
            data = path.read_bytes()
            digest.update(data)
            try:
                rules.append(read(data, path, folder if folder.is_dir() else None))
            except RuleError as error:
                problems.extend(error.problems)
    problems.extend(_duplicates(rules))
    if problems:
        raise RuleError(problems)
    return RuleSet(tuple(sorted(rules, key=lambda rule: rule.id)), digest.hexdigest()[:16])


def _duplicates(rules: list[Rule]) -> Iterator[Problem]:
    seen: dict[str, Rule] = {}
    for rule in rules:
        if rule.id in seen:
            yield Problem(str(rule.path), 1, 1, f"rule {rule.id} stands in {seen[rule.id].path} already")
        seen.setdefault(rule.id, rule)


def read_rule(data: bytes, path: Path, folder: Path | None = None) -> Rule:
    """The rule in `data`, the content of `path`; its id must equal its path under `folder`. Raises RuleError."""
    source = _Source.read(data, str(path))
    loaded, params = _read_head(source, _SCHEMA, path, folder)
    flag = tuple(_example(e) for e in loaded["examples"]["flag"])
    for index, example in enumerate(flag):
        if not example.marks:
            source.report(("examples", "flag", index), "a flag example marks what must be flagged with << >>")
    if source.problems:
        raise RuleError(source.problems)
    passes = tuple(_example(e) for e in loaded["examples"]["passes"])
    source.check_guard_examples([guard["id"] for guard in loaded["guards"]], [example.guard for example in passes])
    if source.problems:
        raise RuleError(source.problems)
    return _make_rule(loaded, params, path, partial(Examples, flag, passes))


def read_shipped_rule(data: bytes, path: Path, folder: Path | None = None) -> Rule:
    """The same for a rule that the tests of the project hold to all that `read_rule` asks; its examples come last."""
    head, _, _ = data.partition(b"\nexamples:")
    loaded, params = _read_head(_Source.read(head, str(path)), _HEAD_SCHEMA, path, folder)
    return _make_rule(loaded, params, path, partial(_read_examples, data, path))


@cache
def _read_examples(data: bytes, path: Path) -> Examples:
    return read_rule(data, path).read_examples()


def _read_head(source: _Source, schema: Schema, path: Path, folder: Path | None) -> tuple[Mapping[str, Any], Any]:
    """What `schema` makes of a file, and the parameters of its kind. Raises RuleError."""
    raw = source.data
    kind = raw.get("kind")
    loaded = source.validate(schema, raw, ())
    params: Any = {}
    if isinstance(kind, str) and (known := _known(kind)) is not None:
        params = source.validate(_params_schema(kind), raw.get("params") or {}, ("params",))
        if isinstance(raw.get("message"), str):
            source.check_message(raw["message"], known.VALUES)
        if loaded is not None:
            source.check_guards(loaded["guards"], getattr(known, "FEATURES", None))
    if loaded is not None:
        source.check_id(loaded["id"], path, folder)
    if source.problems or loaded is None:
        raise RuleError(source.problems)
    for number, guard in enumerate(loaded["guards"]):
        guard["line"] = source.line_of(("guards", number))
    return loaded, params


def _known(kind: str) -> Kind | None:
    """The kind of a name, if it can be used; the schema has noted what is wrong with it."""
    try:
        return find_kind(kind)
    except BroughtError:
        return None


def _make_rule(loaded: Mapping[str, Any], params: Any, path: Path, read_examples: Callable[[], Examples]) -> Rule:
    return Rule(
        id=loaded["id"],
        title=loaded["title"],
        kind=loaded["kind"],
        severity=Severity.parse(loaded["severity"]),
        confidence=loaded["confidence"],
        message=loaded["message"],
        why=loaded["why"].strip(),
        params=params,
        guards=tuple(Guard(**guard) for guard in loaded["guards"]),
        measured=loaded["measured"],
        rests_on=loaded["rests_on"],
        false_positives=tuple(loaded["false_positives"]),
        read_examples=read_examples,
        path=path,
    )


def _example(raw: Mapping[str, Any]) -> Example:
    given = raw.get("articles") or [{**raw.get("article", {}), **{k: raw[k] for k in ("title", "text") if k in raw}}]
    articles: list[dict[str, Any]] = []
    marks: list[tuple[int, str, int, int]] = []
    for number, article in enumerate(given):
        clean = dict(article)
        for name in ("title", "text"):
            clean[name], spans = _unmark(str(article.get(name, "")))
            marks.extend((number, name, start, end) for start, end in spans)
        articles.append(clean)
    return Example(tuple(articles), tuple(marks), raw.get("knowledge", {}), raw.get("guard", ""))


def _unmark(text: str) -> tuple[str, list[tuple[int, int]]]:
    """`text` without its `<<` and `>>`, and the spans that stood between them."""
    out, spans, last, length = [], [], 0, 0
    for match in _MARK.finditer(text):
        before = text[last : match.start()]
        start = length + len(before)
        length = start + len(match.group(1))
        spans.append((start, length))
        out += [before, match.group(1)]
        last = match.end()
    return "".join([*out, text[last:]]), spans


class _Source:
    """A YAML file with the place of each key and value, and the problems found in it."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.data: dict[str, Any] = {}
        self._values: dict[Path_, Any] = {}
        self._keys: dict[Path_, Any] = {}
        self._nodes = 0

    @classmethod
    def read(cls, data: bytes, file: str) -> _Source:
        """The parsed file. Raises RuleError if it is not a YAML mapping."""
        source = cls(file)
        if len(data) > MAX_RULE_FILE_BYTES:
            raise RuleError([Problem(file, 1, 1, f"larger than {MAX_RULE_FILE_BYTES} bytes")])
        try:
            text = data.decode("utf-8")
            refuse_depth(data)
            loader = SafeLoader(text)
            node = loader.get_single_node()
            built = source._build(loader, node, ()) if node is not None else None
        except UnicodeDecodeError as error:
            raise RuleError([Problem(file, 1, 1, f"not UTF-8: {error.reason} at byte {error.start}")]) from None
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            reason = getattr(error, "problem", None) or " ".join(str(error).split())
            raise RuleError([Problem(file, line, column, reason)]) from None
        except RecursionError:
            raise RuleError([Problem(file, 1, 1, "nested too deeply")]) from None
        if not isinstance(built, dict):
            raise RuleError([Problem(file, 1, 1, "a rule file is a mapping with id, title, kind, ...")])
        source.data = built
        return source

    def _build(self, loader: Any, node: Any, path: Path_) -> Any:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise RuleError([Problem(self.file, 1, 1, f"more than {MAX_NODES} values, aliases among them")])
        self._values[path] = node.start_mark
        if isinstance(node, yaml.SequenceNode):
            return [self._build(loader, child, (*path, index)) for index, child in enumerate(node.value)]
        if isinstance(node, yaml.MappingNode):
            return self._build_mapping(loader, node, path)
        return self._scalar(loader, node)

    def _scalar(self, loader: Any, node: Any) -> Any:
        """The value of a scalar; None, with a problem noted, for one that is not what its form or tag says."""
        if node.tag == PLAIN_TEXT:
            return node.value
        if node.tag == TRUTH and node.value.lower() not in ("true", "false"):
            self._add(
                node.start_mark,
                f'YAML takes {node.value} for true or false: write that, or the word in quotes, "{node.value}"',
            )
            return None
        try:
            return loader.construct_object(node, deep=True)
        except ValueError as error:  # 2025-13-01 has the form of a date
            self._add(node.start_mark, str(error))
            return None

    def _build_mapping(self, loader: Any, node: Any, path: Path_) -> dict[Any, Any]:
        mapping: dict[Any, Any] = {}
        for key_node, child in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._add(key_node.start_mark, "a key is a word, not a list or a mapping")
                continue
            key = self._scalar(loader, key_node)
            if key in mapping:
                self._add(key_node.start_mark, f"duplicate key {key!r}")
            self._keys[(*path, key)] = key_node.start_mark
            mapping[key] = self._build(loader, child, (*path, key))
        return mapping

    def _add(self, mark: Any, text: str) -> None:
        self.problems.append(Problem(self.file, mark.line + 1, mark.column + 1, text))

    def report(self, path: Path_, text: str) -> None:
        """Note a problem at the nearest place in the file that `path` has."""
        nearest = path
        while nearest not in self._values:
            nearest = nearest[:-1]
        below = ".".join(map(str, path[len(nearest) :]))
        self._add(self._values[nearest], f"{below}: {text}" if below else text)

    def validate(self, schema: Schema, raw: Any, at: Path_) -> Any:
        """`raw` loaded by `schema`, or None after its problems were noted."""
        try:
            return schema.load(raw)
        except ValidationError as error:
            for path, text in _flatten(error.messages, at):
                self._explain(schema, path, text)
        return None

    def _explain(self, schema: Schema, path: Path_, text: str) -> None:
        if text == schema.error_messages["unknown"] and path in self._keys:
            near = difflib.get_close_matches(str(path[-1]), _known_names(schema, path), 1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            self._add(self._keys[path], f"unknown key {path[-1]!r}{hint}")
        else:
            self.report(path, text)

    def check_message(self, message: str, names: frozenset[str]) -> None:
        """Note placeholders of `message` that the kind does not fill."""
        allowed = {*names, "quote"}
        for name in _PLACEHOLDER.findall(message):
            if name not in allowed:
                self.report(
                    ("message",), f"unknown placeholder {{{name}}}; this kind has: {', '.join(sorted(allowed))}"
                )

    def line_of(self, path: Path_) -> int:
        """The line on which the value at `path` begins."""
        line: int = self._values[path].line + 1
        return line

    def check_guards(self, guards: Sequence[Mapping[str, Any]], features: Mapping[str, Any] | None) -> None:
        """Note guards of a kind that has no candidates, doubled ones, and conditions that say nothing."""
        if guards and features is None:
            self.report(("guards",), "rules of this kind have no candidates that a guard could take away")
            return
        for number, guard in enumerate(guards):
            if guard["id"] in [earlier["id"] for earlier in guards[:number]]:
                self.report(("guards", number, "id"), f"a second guard {guard['id']!r}")
            for part in ("when", "unless"):
                for name, text in find_faults(guard[part], features or {}):
                    self.report(("guards", number, part, name), text)

    def check_guard_examples(self, guards: Sequence[str], named: Sequence[str]) -> None:
        """Note guards that no pass example stands for, and examples of guards that do not exist."""
        for number, guard in enumerate(guards):
            if guard not in named:
                self.report(("guards", number), f"guard {guard!r} has no pass example with `guard: {guard}`")
        for number, guard in enumerate(named):
            if guard and guard not in guards:
                near = difflib.get_close_matches(guard, guards, 1)
                hint = f"; did you mean {near[0]!r}?" if near else ""
                self.report(("examples", "pass", number, "guard"), f"no guard {guard!r}{hint}")

    def check_id(self, rule_id: str, path: Path, folder: Path | None) -> None:
        """Note an id that is not the file's path, or that has no topic of ours."""
        if folder is not None and path.relative_to(folder).with_suffix("").as_posix() != rule_id:
            self.report(("id",), f"{rule_id!r} must equal the file's path, {path.relative_to(folder).with_suffix('')}")
        if rule_id.partition("/")[0] not in TOPICS:
            self.report(("id",), f"unknown topic in {rule_id!r}; topics are: {', '.join(TOPICS)}")


def _known_names(schema: Schema, path: Path_) -> list[str]:
    """Keys that `schema` knows where the unknown key at `path` stands."""
    for key in path[:-1]:
        field = next((field for name, field in schema.fields.items() if key in (name, field.data_key)), None)
        inner = field.inner if isinstance(field, fields.List) else field
        schema = inner.schema if isinstance(inner, fields.Nested) else schema
    return [field.data_key or name for name, field in schema.fields.items()]


def _flatten(messages: Any, path: Path_) -> Iterator[tuple[Path_, str]]:
    if isinstance(messages, dict):
        for key, inner in messages.items():
            yield from _flatten(inner, path if key == "_schema" else (*path, key))
    else:
        for text in messages:
            yield path, str(text)
