"""The check kinds: what rules can be made of. A new kind is one module and one line here."""

from typing import cast

from auditor.checks import metadata, number, number_conflict, pattern, phrase, title_elsewhere, title_name, title_place, title_relation, title_repeat
from auditor.checks.protocol import Kind

KINDS: dict[str, Kind] = {
    name: cast("Kind", module)
    for name, module in {
        "metadata": metadata,
        "number": number,
        "number-conflict": number_conflict,
        "pattern": pattern,
        "phrase": phrase,
        "title-elsewhere": title_elsewhere,
        "title-name": title_name,
        "title-place": title_place,
        "title-relation": title_relation,
        "title-repeat": title_repeat,
    }.items()
}
