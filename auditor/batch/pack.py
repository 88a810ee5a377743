"""The rules, settings and the user's own facts of a run as bytes, so that every process judges by the same ones.

The tables of the package are not sent: they are part of the program, and `code_version` says which.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from auditor.article import Article
from auditor.audit import Auditor
from auditor.batch.task import BatchError
from auditor.knowledge import Knowledge
from auditor.knowledge.tables import own_files
from auditor.ruleset import RuleSet
from auditor.settings import Settings

FILE = "rules.pack"
FIRST_TITLE = "Mayor opens a bridge in Vienna"
FIRST_TEXT = """Mayor Ann Roe said on Monday, 3 March 2025, that “12 bridges” of Vienna would open.

Prime Minister John Doe told 300 people in Austria that the old one closed in May. Share this article."""
"""What a process audits first, so that the time of loading the tables is not taken for that of an article."""
CODE_SUFFIXES = frozenset({".py", ".tsv", ".txt", ".json", ".yaml", ".gz"})


@dataclass(frozen=True, slots=True)
class Pack:
    """What judges."""

    ruleset: RuleSet
    settings: Settings
    own_facts: Mapping[str, bytes]
    """What the user's own files of facts hold, by their names."""
    code: str
    """The version of the program that may open it."""


def make_pack(ruleset: RuleSet, settings: Settings) -> Pack:
    """What judges by these rules and settings, on this machine as on any other. Raises OSError."""
    own_facts = {path.name: path.read_bytes() for path in own_files(settings.knowledge_folder)}
    return Pack(ruleset, settings, own_facts, code_version())


def write_pack(pack: Pack, path: Path) -> str:
    """Write a pack; the digest that it is asked for by."""
    data = pickle.dumps(pack, pickle.HIGHEST_PROTOCOL)
    path.write_bytes(data)
    return pack_digest(data)


def read_pack(path: Path, digest: str) -> Pack:
    """The pack in a file. Raises BatchError for another one."""
    data = path.read_bytes()
    if pack_digest(data) != digest:
        raise BatchError(f"{path}: not the rules that this run began with")
    pack: Pack = pickle.loads(data)  # its digest is the one that this run wrote down # nosec B301
    return pack


def pack_digest(data: bytes) -> str:
    """The name of a pack."""
    return hashlib.sha256(data).hexdigest()


@lru_cache(maxsize=1)
def open_auditor(path: str, digest: str) -> Auditor:
    """The auditor of the pack in a file, compiled once a process. Raises BatchError for another pack or program."""
    pack = read_pack(Path(path), digest)
    if pack.code != code_version():
        raise BatchError(f"this machine has version {code_version()} of the auditor, the run has {pack.code}")
    auditor = Auditor(pack.ruleset, _knowledge(pack), pack.settings)
    auditor.audit(Article(title=FIRST_TITLE, text=FIRST_TEXT))
    return auditor


def _knowledge(pack: Pack) -> Knowledge:
    with tempfile.TemporaryDirectory() as folder:
        for name, content in pack.own_facts.items():
            (Path(folder) / name).write_bytes(content)
        knowledge = Knowledge(folder=Path(folder))
        knowledge.read_own()  # while the files are there
    return knowledge


@cache
def code_version() -> str:
    """The program's version and a hash of its code and tables: two machines of one value audit alike."""
    root = Path(str(files("auditor")))
    digest = hashlib.sha256()
    for folder, names, found in os.walk(root):
        names.sort()
        for name in sorted(found):
            path = Path(folder, name)
            if path.suffix in CODE_SUFFIXES:
                digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return f"{version('article-auditor')}+{digest.hexdigest()[:12]}"
