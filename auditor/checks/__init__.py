"""The check kinds: what rules can be made of. A new kind is one module and one line here; packages bring others."""

from collections.abc import Iterator
from typing import cast

from auditor.checks import (
    area_part,
    block,
    body_name,
    containment,
    date,
    dateline,
    direction,
    division_capital,
    expansion,
    firm_nation,
    garbled_name,
    holder_name,
    indefinite_article,
    lawmaker,
    metadata,
    misspelling,
    name_spelling,
    nation_differs,
    number,
    number_conflict,
    odd_one_out,
    office,
    office_nature,
    office_ordinal,
    office_year,
    outdated_name,
    pattern,
    percent_change,
    phrase,
    place_spelling,
    quotation,
    regnal_number,
    repetition,
    revision,
    royal_title,
    spun_term,
    story,
    title_claim,
    title_elsewhere,
    title_name,
    title_number,
    title_opposite,
    title_place,
    title_relation,
    title_repeat,
    title_role,
    title_swap,
    wording,
)
from auditor.checks.brought import brought_names, load_brought
from auditor.checks.protocol import Kind

KINDS: dict[str, Kind] = {
    name: cast("Kind", module)
    for name, module in {
        "area-part": area_part,
        "block": block,
        "body-name": body_name,
        "containment": containment,
        "date": date,
        "dateline": dateline,
        "direction": direction,
        "division-capital": division_capital,
        "expansion": expansion,
        "firm-nation": firm_nation,
        "garbled-name": garbled_name,
        "indefinite-article": indefinite_article,
        "lawmaker": lawmaker,
        "holder-name": holder_name,
        "metadata": metadata,
        "misspelling": misspelling,
        "name-spelling": name_spelling,
        "nation-differs": nation_differs,
        "number": number,
        "number-conflict": number_conflict,
        "odd-one-out": odd_one_out,
        "office": office,
        "office-nature": office_nature,
        "office-ordinal": office_ordinal,
        "office-year": office_year,
        "outdated-name": outdated_name,
        "pattern": pattern,
        "percent-change": percent_change,
        "phrase": phrase,
        "place-spelling": place_spelling,
        "quotation": quotation,
        "regnal-number": regnal_number,
        "repetition": repetition,
        "revision": revision,
        "royal-title": royal_title,
        "spun-term": spun_term,
        "story": story,
        "title-claim": title_claim,
        "title-elsewhere": title_elsewhere,
        "title-name": title_name,
        "title-number": title_number,
        "title-opposite": title_opposite,
        "title-place": title_place,
        "title-relation": title_relation,
        "title-repeat": title_repeat,
        "title-role": title_role,
        "title-swap": title_swap,
        "wording": wording,
    }.items()
}
"""The kinds that are shipped, by name."""


def find_kind(name: str) -> Kind | None:
    """The kind `name`, shipped or brought by a package; None if there is none. Raises BroughtError."""
    if name in KINDS:
        return KINDS[name]
    return load_brought(name) if name in brought_names() else None


def kind_of(name: str) -> Kind:
    """The kind of a rule that was read. Raises KeyError if there is none."""
    kind = find_kind(name)
    if kind is None:
        raise KeyError(name)
    return kind


def kind_names() -> Iterator[str]:
    """The names of all kinds, the shipped ones first."""
    yield from KINDS
    yield from sorted(brought_names().keys() - KINDS.keys())
