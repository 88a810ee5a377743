"""Copies of a text have one key."""

from auditor.text.wording import wording_key


def test_copies() -> None:
    text = "“We open on Monday,” she said.\n\nThe bridge is new."
    assert wording_key(text) == wording_key(text.upper().replace("“", '"').replace("”", '"').replace("\n\n", "\r\n"))
    assert wording_key(text) != wording_key(text.replace("Monday", "Tuesday"))
    assert wording_key("\ud800") != wording_key("")
