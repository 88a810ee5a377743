"""A source has one key, however it is spelled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor import Article
from auditor.sources import is_named, source_key, source_of


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("https://www.bbc.co.uk/news/world-1", "bbc.co.uk"),
        ("WWW.BBC.CO.UK", "bbc.co.uk"),
        ("news.example.org", "example.org"),
        ("http://user@www.dawn.com:8080/x", "dawn.com"),
        ("foo.blogspot.com", "foo.blogspot.com"),
        ("The  Media\nLine", "the media line"),
        ("A.B.", "a.b."),
        ("http://localhost:8000/", "localhost"),
        ("https://www.herald.example/a", "herald.example"),
        ("http://192.168.1.1/x", "192.168.1.1"),
        ("http://[broken", "http://[broken"),
        ("", ""),
    ],
)
def test_key(name: str, key: str) -> None:
    assert source_key(name) == key


@pytest.mark.parametrize(
    ("source", "url", "key"),
    [
        ("EconoTimes", "https://www.econotimes.com/a", "econotimes"),
        (None, "https://www.EconoTimes.com/a", "econotimes.com"),
        ("  ", "https://www.econotimes.com/a", "econotimes.com"),
        (None, "not a url", None),
        (None, None, None),
    ],
)
def test_source_of_an_article(source: str | None, url: str | None, key: str | None) -> None:
    assert source_of(Article(text="", source=source, url=url)) == key


@given(st.text())
def test_a_key_is_its_own_key(name: str) -> None:
    assert source_key(source_key(name)) == source_key(name)


@pytest.mark.parametrize(
    ("source", "url", "letters", "named"),
    [
        ("The Lemmer Herald", None, "lemmerherald", True),
        ("The Lemmer Herald", None, "lemmer", True),
        ("The Lemmer Herald", None, "lem", False),
        (None, "https://www.lemmerherald.example/a", "lemmerherald", True),
        ("Staff", "https://www.lemmerherald.example/a", "lemmerherald", True),
        ("Staff", "https://www.lemmerherald.example/a", "barfordherald", False),
        (None, None, "lemmer", False),
    ],
)
def test_named_by_its_source_or_its_site(source: str | None, url: str | None, letters: str, named: bool) -> None:
    assert is_named(Article(text="", source=source, url=url), letters) is named
