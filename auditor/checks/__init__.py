"""The check kinds: what rules can be made of. A new kind is one module and one line here."""

from typing import cast

from auditor.checks import block, metadata, pattern, phrase, repetition
from auditor.checks.protocol import Kind

KINDS: dict[str, Kind] = {
    name: cast("Kind", module)
    for name, module in {
        "block": block,
        "metadata": metadata,
        "pattern": pattern,
        "phrase": phrase,
        "repetition": repetition,
    }.items()
}
