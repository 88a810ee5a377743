"""`auditor connect ghost`: the webhooks of an integration, made by Ghost's own Admin API."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from urllib.parse import quote

from auditor.cms.connection import QUARANTINES, Ghost, GhostSchema, SecretError, read_secret
from auditor.cms.ghost import GhostAdmin, GhostError
from auditor.cms.paste import Pasted
from auditor.commands.hook_secret import FOLDER, file_name, write_secret
from auditor.commands.settings_file import SettingsFile, read_table
from auditor.settings import SettingsError

EVENTS = {
    f"{what}.{event}": f"{what.capitalize()} {name}"
    for what in ("post", "page")
    for event, name in (("published", "published"), ("edited", "updated"), ("scheduled", "scheduled"))
}
"""What Ghost is to tell of, and what its pages call it: what goes public, now or later, and what becomes of it."""


def add_ghost_options(parser: argparse.ArgumentParser) -> None:
    """Say where a Ghost is, and what opens its Admin API."""
    parser.add_argument("--ghost-url", metavar="URL", help="ghost: the site's address; the webhooks are made there")
    parser.add_argument(
        "--admin-key", metavar="PLACE", help="ghost: env:NAME or file:PATH of the integration's key; default: asked for"
    )
    parser.add_argument(
        "--quarantine", choices=QUARANTINES,
        help="ghost: what becomes of a post that the gate would have blocked; default: nothing",
    )  # fmt: skip


def ghost_table(args: argparse.Namespace) -> str:
    """What the table `ghost` of the source says."""
    table = f"url = {json.dumps(args.ghost_url)}\nkey = {json.dumps(_place(args), ensure_ascii=False)}\n"
    return table + (f'quarantine = "{args.quarantine}"\nnotice = ["note"]\n' if args.quarantine else "")


def _place(args: argparse.Namespace) -> str:
    return args.admin_key or f"file:{FOLDER}/{file_name(args.source)}.ghost"


def read_admin(args: argparse.Namespace, file: SettingsFile) -> GhostAdmin | None:
    """The Admin API of the Ghost that was named, which takes the key; None if none was named.

    A key that is typed is kept in a file beside auditor.toml. Raises SettingsError, OSError.
    """
    if not args.ghost_url:
        return None
    if args.cms != "ghost":
        raise SettingsError("--ghost-url is for `auditor connect ghost`")
    named = file.source(args.source).get("ghost", {"url": args.ghost_url, "key": _place(args)})
    ghost: Ghost = read_table(GhostSchema, named, f"the Ghost of {args.source}")
    try:
        typed = "" if _is_kept(ghost.key, file) else _typed_key()
        admin = GhostAdmin(ghost.url, typed or read_secret(ghost.key, file.path.parent))
        admin.check_key()
    except (GhostError, SecretError) as error:
        raise SettingsError(str(error)) from None
    if typed:
        write_secret(file.path.parent / ghost.key.partition(":")[2], [typed])
    return admin


def _is_kept(place: str, file: SettingsFile) -> bool:
    kind, _, name = place.partition(":")
    return kind != "file" or (file.path.parent / name).exists()


def _typed_key() -> str:
    """The key, typed without being shown, or the first line of standard input."""
    return (getpass.getpass("Admin API key: ") if sys.stdin.isatty() else sys.stdin.readline()).strip()


def connect_ghost(admin: GhostAdmin, known: Pasted, *, is_new: bool) -> str:
    """Make the webhooks that are missing; a line each. Ghost lets nobody change one whose number they do not know: with
    a new secret, say where it is to be put. Raises SettingsError.
    """
    target = f"{known.url}/v1/hooks/{quote(known.source)}"
    lines = [f"Webhooks in {admin.url}, all to {target}:"]
    for event, name in EVENTS.items():
        try:
            made = admin.add_webhook(event, target, name, known.secret)
        except GhostError as error:
            raise SettingsError(f"{name}: {error}") from None
        there = f"there already; its new secret is {known.secret}" if is_new else "there already"
        lines.append(f"   {name}: {'made' if made else there}")
    return "".join(f"{line}\n" for line in lines)
