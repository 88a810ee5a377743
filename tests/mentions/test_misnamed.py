"""Who is meant by a name that the table does not have."""

from auditor.article import Article
from auditor.document import Document
from auditor.knowledge import Knowledge
from auditor.mentions.misnamed import find_misnamed


def test_of_several_with_near_names_the_last_in_the_office_is_meant_with_their_terms_alone() -> None:
    rows = (("Marta Keelan", "2011-01-10"), ("Marta Keelon", "2015-01-12"))
    facts = [
        {"person": name, "office": "governor", "country": "US-OH", "from": start, "as_of": "2025-10-01"}
        for name, start in rows
    ]
    (found,) = find_misnamed(Document(Article(text="They met Ohio Gov. Marta Keelin."), Knowledge({"offices": facts})))
    assert set(found.near.people) == {"Marta Keelan", "Marta Keelon"}
    assert (found.person, [term.person for term in found.terms]) == ("Marta Keelon", ["Marta Keelon"])
