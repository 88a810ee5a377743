"""LibreOffice's own grammar checker asks a running service; only its configuration is changed.

Run by `make test-libreoffice` with the Python that LibreOffice's `uno` is installed for: it has nothing of ours.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import Locale

SERVICE = "org.openoffice.lingu.LanguageToolGrammarChecker"
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Linguistic/GrammarChecking/LanguageTool">
<prop oor:name="BaseURL" oor:op="fuse"><value>{address}</value></prop></item>
<item oor:path="/org.openoffice.Office.Linguistic/GrammarChecking/LanguageTool">
<prop oor:name="IsEnabled" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""
WRONG = "31 June 2026"
TEXTS = (
    f"The mayors met on {WRONG} in Springfield.",
    f"\N{BRIDGE AT NIGHT} Roe & Sons met on {WRONG}; 5+3 are 8.",
)
WAIT_S = 60


def main(address: str) -> int:
    """Let LibreOffice check TEXTS against the service at `address`; 0 if it shows what the service found."""
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder) / "user"
        profile.mkdir()
        (profile / "registrymodifications.xcu").write_text(SETTINGS.format(address=address))
        pipe = f"pipe,name=auditor{time.monotonic_ns()};urp;"
        options = [f"-env:UserInstallation=file://{folder}", "--headless", "--norestore", f"--accept={pipe}"]
        office = subprocess.Popen(["soffice", *options])
        try:
            context = connect(f"uno:{pipe}StarOffice.ComponentContext")
            wrong = [text for text in TEXTS if flagged(context, text) != WRONG]
            context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context).terminate()
        finally:
            office.terminate()
            office.wait()
    for text in wrong:
        sys.stdout.write(f"not flagged as it should be: {text}\n")
    return bool(wrong)


def connect(pipe: str):
    """The context of the office that listens on `pipe`."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    end = time.monotonic() + WAIT_S
    while True:
        try:
            return resolver.resolve(pipe)
        except NoConnectException:
            if time.monotonic() > end:
                raise
            time.sleep(0.5)


def flagged(context, text: str) -> str:
    """What the office underlines in `text`, which it counts in UTF-16."""
    checker = context.ServiceManager.createInstanceWithContext(SERVICE, context)
    units = text.encode("utf-16-le")
    result = checker.doProofreading("document", text, Locale("en", "US", ""), 0, len(units) // 2, ())
    found = [
        units[2 * error.nErrorStart : 2 * (error.nErrorStart + error.nErrorLength)].decode("utf-16-le")
        for error in result.aErrors
    ]
    for error in result.aErrors:
        sys.stdout.write(f"{error.aRuleIdentifier}: {error.aShortComment} / {error.aFullComment}\n")
    return " and ".join(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
