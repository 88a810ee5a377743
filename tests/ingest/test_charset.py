"""Pages that come as bytes are read in the encoding that they are in, whatever they say of it."""

import pytest

from auditor.ingest.charset import decode_any

PROSE = (
    "Inès Prouvé, l’élue de la rivière, a dit « enfin » — le café d’Été rouvrira à côté du moulin près de l’écluse. "
    * 3
)
RUSSIAN = "Мост через реку закрыт с марта, сказал на собрании председатель совета, и откроется только осенью. " * 3


def page(declaration: str, prose: str = PROSE) -> str:
    return f"<!doctype html><html><head>{declaration}<title>Bridge</title></head><body><p>{prose}</p></body></html>"


@pytest.mark.parametrize(
    ("encoding", "declaration", "prose"),
    [
        ("utf-8", "", PROSE),
        ("utf-8", '<meta charset="iso-8859-1">', PROSE),
        ("utf-8-sig", '<meta charset="windows-1251">', PROSE),
        ("utf-16", "", PROSE),
        ("utf-16-le", "", PROSE),
        ("utf-16-be", '<meta charset="utf-8">', PROSE),
        ("cp1252", '<meta charset="iso-8859-1">', PROSE),
        ("cp1252", "<META CONTENT='text/html; CHARSET=latin1' HTTP-EQUIV=content-type>", PROSE),
        ("cp1252", "", PROSE),
        ("cp1252", '<meta charset="utf-8">', PROSE),
        ("cp1252", '<meta charset="punycode">', PROSE),
        ("cp1252", '<meta charset="a\0b">', PROSE),
        ("koi8-r", '<meta charset="koi8-r">', RUSSIAN),
        ("cp1251", '<meta charset="windows-1251">', RUSSIAN),
        ("cp1251", "", RUSSIAN),
        ("iso2022_jp", '<meta charset="iso-2022-jp">', "橋は三月から閉まっている。"),
        ("gb18030", '<meta charset="gb2312">', "桥梁自三月起关闭。"),
    ],
)
def test_characters_are_those_that_were_written(encoding: str, declaration: str, prose: str) -> None:
    html = page(declaration, prose)
    assert decode_any(html.encode(encoding)) == html


def test_the_declaration_of_xml_counts() -> None:
    html = f'<?xml version="1.0" encoding="windows-1251"?>{page("", RUSSIAN)}'
    assert decode_any(html.encode("cp1251")) == html


def test_the_sender_may_name_it() -> None:
    assert decode_any(page("", RUSSIAN).encode("koi8-r"), "koi8-r") == page("", RUSSIAN)
    assert decode_any(page("").encode(), "koi8-r") == page(""), "what is UTF-8 is nothing else"


def test_a_wrong_byte_in_utf_8_is_one_wrong_character() -> None:
    data = page('<meta charset="utf-8">').encode().replace("Été".encode(), b"\xc9t\xe9", 1)
    assert decode_any(data).count("\N{REPLACEMENT CHARACTER}") == 2
    assert "Inès Prouvé" in decode_any(data)


@pytest.mark.parametrize("data", [b"", b"\xff", b"\xff\xfe\x00", bytes(range(256)) * 40, b"\xe9" * 10_000])
def test_bytes_are_always_read(data: bytes) -> None:
    assert isinstance(decode_any(data), str)
