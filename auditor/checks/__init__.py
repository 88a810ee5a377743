"""The check kinds: what rules can be made of. A new kind is one module and one line here."""

from typing import cast

from auditor.checks import date, metadata, office, pattern, phrase
from auditor.checks.protocol import Kind

KINDS: dict[str, Kind] = {
    name: cast("Kind", module)
    for name, module in {
        "date": date,
        "metadata": metadata,
        "office": office,
        "pattern": pattern,
        "phrase": phrase,
    }.items()
}
