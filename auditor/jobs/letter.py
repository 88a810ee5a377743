"""The errand `letter`: the authors of a post that was taken back are told by e-mail, at the addresses Ghost has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from auditor.cms.ghost import NAME
from auditor.jobs.quarantine import opted_in
from auditor.jobs.work import Hopeless
from auditor.mail import MailError, MailRefused, send
from auditor.settings import Settings

MAX_AUTHORS = 10
"""Who signs an article; a post that all of a staff has signed is told to the first of them."""


def send_letter(settings: Settings, payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """Tell each author; how many were told. Their addresses are read now and kept nowhere.

    A message may come twice, if another could not be sent; its Message-ID is the same then. Raises GhostError,
    MailError, Hopeless.
    """
    if settings.mail is None:
        raise Hopeless("no table [mail] in auditor.toml says by which server e-mail goes")
    _, admin = opted_in(settings, payload["source"])
    entry = admin.read(payload["post"].removeprefix(NAME))
    if entry is None:
        return {"outcome": "gone", "audit": payload["audit"]}
    page = settings.service.page_of(payload["audit"])
    lines = [*payload["lines"], "", f"In Ghost: {admin.editor_address(entry)}"]
    lines += [f"In the auditor: {page}"] if page else []
    addresses = [author["email"] for author in entry.values["authors"][:MAX_AUTHORS] if author.get("email")]
    told = 0
    for number, address in enumerate(addresses):
        try:
            name = f"held-{payload['audit']}-{number}"
            send(settings.mail, address, f"Held back: {payload['headline']}", lines, name)
            told += 1
        except MailRefused:  # of one author, such as one who left; the others are told
            continue
        except MailError as error:  # what the server said is kept with the job, and may name the address
            raise MailError(str(error).replace(address, "an author")) from None
    return {"outcome": f"told {told}", "audit": payload["audit"]}
