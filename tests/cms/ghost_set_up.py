"""Set-up as the guide says: what `auditor connect ghost` makes in a real Ghost, and the first post that is taken back."""

from __future__ import annotations

import re
from pathlib import Path

from tests.cms.conftest import ROOT, Note, Service, Text, wait_for
from tests.cms.ghost_site import GHOST, Admin, admin, folder, mailbox, mariadb, newsletters, package
from tests.ports import free_ports

__all__ = ["admin", "folder", "mailbox", "mariadb", "newsletters", "package"]
SOURCE = "harbour.example"
TITLE = "Board votes for a ferry"


def example() -> str:
    """The text that the guide has published."""
    guide = (ROOT / "clients" / "ghost" / "README.md").read_text(encoding="utf-8")
    (quoted,) = re.findall(r"(?:^> .*\n)+", guide, re.MULTILINE)
    return " ".join(quoted.replace("> ", "").split())


def test_from_nothing_to_the_first_blocked_article(admin: Admin, tmp_path: Path, stopwatch: Note) -> None:
    with free_ports() as port:
        service = Service(tmp_path, port, "", GHOST_ADMIN_KEY=admin.integrate(""))
        command = ["connect", "ghost", "--source", SOURCE, "--url", service.url, "--ghost-url", GHOST]
        command += ["--admin-key", "env:GHOST_ADMIN_KEY", "--quarantine", "restore"]
        assert service.run(*command).count(": made") == 6
        assert service.run(*command).count(": there already") == 7, "the secret, and six webhooks"
        stopwatch("Ghost connected")
        with service.up():
            post = admin.change(admin.draft(Text(TITLE, [example()])), status="published")
            wait_for("the post is a draft again", lambda: admin.read(post)["status"] == "draft")
            stopwatch("the first article was published and taken back")
            corrected = Text(TITLE, [example().replace("Friday", "Thursday")])
            admin.change(admin.read(post), html=corrected.html, status="published")
            service.key = service.run("keys", "create", "desk", "--scope", "read", "--source", SOURCE).split()[-1]
            audits = wait_for(
                "its audit",
                lambda: [each for each in service.get(f"/v1/audits?source={SOURCE}")["audits"] if not each["counts"]],
            )
            assert admin.read(post)["status"] == "published", audits
            stopwatch("the corrected one stays")
