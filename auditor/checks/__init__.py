"""The check kinds: what rules can be made of. A new kind is one module and one line here."""

from typing import cast

from auditor.checks import (
    block,
    containment,
    date,
    dateline,
    direction,
    garbled_name,
    metadata,
    name_spelling,
    nation_differs,
    number,
    number_conflict,
    odd_one_out,
    office,
    outdated_name,
    pattern,
    phrase,
    quotation,
    repetition,
    spun_term,
    story,
    title_claim,
    title_elsewhere,
    title_name,
    title_number,
    title_place,
    title_relation,
    title_repeat,
    wording,
)
from auditor.checks.protocol import Kind

KINDS: dict[str, Kind] = {
    name: cast("Kind", module)
    for name, module in {
        "block": block,
        "containment": containment,
        "date": date,
        "dateline": dateline,
        "direction": direction,
        "garbled-name": garbled_name,
        "metadata": metadata,
        "name-spelling": name_spelling,
        "nation-differs": nation_differs,
        "number": number,
        "number-conflict": number_conflict,
        "odd-one-out": odd_one_out,
        "office": office,
        "outdated-name": outdated_name,
        "pattern": pattern,
        "phrase": phrase,
        "quotation": quotation,
        "repetition": repetition,
        "spun-term": spun_term,
        "story": story,
        "title-claim": title_claim,
        "title-elsewhere": title_elsewhere,
        "title-name": title_name,
        "title-number": title_number,
        "title-place": title_place,
        "title-relation": title_relation,
        "title-repeat": title_repeat,
        "wording": wording,
    }.items()
}
