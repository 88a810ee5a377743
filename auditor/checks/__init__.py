"""The check kinds: what rules can be made of. A new kind is one module and one line here; packages bring others."""

from collections.abc import Iterator
from typing import cast

from auditor.checks import (
    amount_differs,
    area_part,
    block,
    body_name,
    cms_remains,
    containment,
    conversion,
    county,
    date,
    dateline,
    declared_language,
    direction,
    division_capital,
    expansion,
    firm_nation,
    fold_change,
    garbled_name,
    hidden_characters,
    holder_name,
    house_phrase,
    indefinite_article,
    lawmaker,
    listing,
    metadata,
    misspelling,
    name_form,
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
    paragraph_end,
    pattern,
    percent_change,
    phrase,
    place_spelling,
    promised_items,
    quotation,
    regnal_number,
    repetition,
    result,
    revision,
    royal_title,
    spun_term,
    story,
    title_claim,
    title_elsewhere,
    title_name,
    title_number,
    title_opposite,
    title_ordinal,
    title_place,
    title_quotation,
    title_relation,
    title_repeat,
    title_result,
    title_role,
    title_swap,
    title_year,
    wording,
)
from auditor.checks.brought import brought_names, load_brought
from auditor.checks.protocol import Kind

KINDS: dict[str, Kind] = {
    name: cast("Kind", module)
    for name, module in {
        "amount-differs": amount_differs,
        "area-part": area_part,
        "block": block,
        "body-name": body_name,
        "cms-remains": cms_remains,
        "containment": containment,
        "conversion": conversion,
        "county": county,
        "date": date,
        "dateline": dateline,
        "declared-language": declared_language,
        "direction": direction,
        "division-capital": division_capital,
        "expansion": expansion,
        "firm-nation": firm_nation,
        "fold-change": fold_change,
        "garbled-name": garbled_name,
        "hidden-characters": hidden_characters,
        "holder-name": holder_name,
        "house-phrase": house_phrase,
        "indefinite-article": indefinite_article,
        "lawmaker": lawmaker,
        "listing": listing,
        "metadata": metadata,
        "misspelling": misspelling,
        "name-form": name_form,
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
        "paragraph-end": paragraph_end,
        "pattern": pattern,
        "percent-change": percent_change,
        "phrase": phrase,
        "place-spelling": place_spelling,
        "promised-items": promised_items,
        "quotation": quotation,
        "regnal-number": regnal_number,
        "repetition": repetition,
        "result": result,
        "revision": revision,
        "royal-title": royal_title,
        "spun-term": spun_term,
        "story": story,
        "title-claim": title_claim,
        "title-elsewhere": title_elsewhere,
        "title-name": title_name,
        "title-number": title_number,
        "title-opposite": title_opposite,
        "title-ordinal": title_ordinal,
        "title-place": title_place,
        "title-quotation": title_quotation,
        "title-relation": title_relation,
        "title-repeat": title_repeat,
        "title-result": title_result,
        "title-role": title_role,
        "title-swap": title_swap,
        "title-year": title_year,
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
