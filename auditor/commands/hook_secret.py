"""The secret with which a CMS signs what it tells: where it is kept, and a new one."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from auditor.cms.connection import Hook, HookSchema, SecretError, read_secrets
from auditor.commands.settings_file import SettingsFile, read_table
from auditor.settings import SettingsError

FOLDER = "secrets"
"""Beside auditor.toml."""
SECRET_BYTES = 32
"""Standard Webhooks asks for 24 to 64."""


@dataclass(frozen=True, slots=True)
class HookSecret:
    """Where the secret of a source's hook is kept."""

    place: str
    """As auditor.toml has it: `file:PATH` from its folder, or `env:NAME`."""
    folder: Path
    is_named: bool
    """Whether auditor.toml names it already."""

    def make(self) -> str:
        """A new secret, which stands above the old one in the file; both are good. Raises SettingsError, OSError."""
        kind, _, name = self.place.partition(":")
        if kind != "file":
            raise SettingsError(f"the secret is in {self.place}: change it there, and in the CMS")
        path = self.folder / name
        made = f"whsec_{base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()}"
        old = path.read_text(encoding="utf-8").split()[:1] if path.exists() else []
        write_secret(path, [made, *old])
        return made

    def read(self) -> str:
        """The secret, the newest where there are two. Raises SettingsError."""
        try:
            return read_secrets(self.place, self.folder)[0]
        except SecretError as error:
            raise SettingsError(str(error)) from None


def find_secret(file: SettingsFile, sender: str, source: str) -> HookSecret:
    """Where the secret of `source` is, or will be. Raises SettingsError where its hook is another CMS's."""
    own = file.source(source)
    if "hook" not in own:
        return HookSecret(f"file:{FOLDER}/{file_name(source)}", file.path.parent, is_named=False)
    hook: Hook = read_table(HookSchema, own["hook"], f"{file.path}: the hook of {source}")
    if hook.sender != sender:
        raise SettingsError(f"{file.path}: the hook of {source} is of the sender {hook.sender}, not {sender}")
    return HookSecret(hook.secrets[0], file.path.parent, is_named=True)


def file_name(source: str) -> str:
    """The name of a file that belongs to no other source."""
    plain = re.sub(r"[^a-z0-9.-]", "_", source).lstrip(".")
    return plain if plain == source else f"{plain}-{hashlib.sha256(source.encode()).hexdigest()[:8]}"


def write_secret(path: Path, lines: Sequence[str]) -> None:
    """Write a file that its owner alone can read, whole or not at all. Raises OSError."""
    from auditor.store.files import make_folder, private  # noqa: PLC0415 - the store waits for SQLAlchemy

    make_folder(path.parent)
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    with open(new, "x", encoding="utf-8", opener=private) as file:
        file.write("".join(f"{line}\n" for line in lines))
    os.replace(new, path)
