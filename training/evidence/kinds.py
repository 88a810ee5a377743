"""The kinds that weigh, and what their weights are learnt from."""

from collections.abc import Mapping

from training.evidence import number_conflict, odd_one_out, office_context, title_name, title_relation, title_role
from training.evidence.candidate import Kind

KINDS: Mapping[str, Kind] = {
    "administration-context": office_context.kind_of(
        "administration-over",
        ("administration",),
        prevalence=1 / 5187,
        grounds="assumed: reading the flags on the development articles showed none",
        worth_a_look=500,
    ),
    "number-conflict": Kind(
        slips=("number_digit",),
        features=number_conflict.FEATURES,
        candidates=number_conflict.candidates,
        prevalence=1 / 2000,
        grounds="assumed: too rare for the articles that were read whole",
    ),
    "office-context": office_context.kind_of(
        "other-holder",
        ("holder_swap", "office_swap", "president_swap"),
        prevalence=3 / 5187,
        grounds="wrong offices that reading the flags on the development articles showed",
    ),
    "odd-one-out": odd_one_out.kind_of("place", "geography/odd-one-out", "place_country", strength=10.0),
    "odd-demonym": odd_one_out.kind_of("demonym", "geography/odd-demonym", "demonym"),
    "title-organisation": title_name.kind_of("title/organisation-differs", "title_org"),
    "title-person": title_name.kind_of("title/person-differs", "title_person"),
    "title-relation": Kind(
        slips=("title_other_random", "title_other_hard"),
        features=title_relation.FEATURES,
        candidates=title_relation.candidates,
        prevalence=8 / 5187,
        grounds="what was read as right of the flags on the development articles",
        worth_a_look=70,
    ),
    "title-role": Kind(
        slips=("title_role",),
        features=title_role.FEATURES,
        candidates=title_role.candidates,
        prevalence=1 / 2000,
        grounds="assumed: none is among the errors of the articles that were read whole",
    ),
}
