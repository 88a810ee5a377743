"""The check kinds: what rules can be made of. A new kind is one module and one line here."""

from typing import cast

from auditor.checks import (
    containment,
    date,
    dateline,
    direction,
    metadata,
    nation_differs,
    odd_one_out,
    outdated_name,
    pattern,
    phrase,
)
from auditor.checks.protocol import Kind

KINDS: dict[str, Kind] = {
    name: cast("Kind", module)
    for name, module in {
        "containment": containment,
        "date": date,
        "dateline": dateline,
        "direction": direction,
        "metadata": metadata,
        "nation-differs": nation_differs,
        "odd-one-out": odd_one_out,
        "outdated-name": outdated_name,
        "pattern": pattern,
        "phrase": phrase,
    }.items()
}
