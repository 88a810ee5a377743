"""tools/congress.py: who sat in which Congress becomes unbroken times in a seat."""

from pathlib import Path

import pytest

from tools.congress import main, usual_name

TERMS = """congress,chamber,bioguide,firstname,lastname,state,party,termstart
100,house,K1,Marta,Keel,OH,R,1987-01-06
101,house,K1,Marta,Keel,OH,R,1989-01-03
102,house,K1,Marta,Keel,OH,R,1991-01-03
102,senate,K1,Marta,Keel,OH,R,1992-11-10
105,senate,K1,Marta,Keel,OH,R,1997-01-07
106,senate,K1,Marta,Keel,OH,R,1999-01-06
106,senate,V1,Hugh,Vane,OH,R,1999-01-06
107,senate,V1,Hugh,Vane,OH,R,2001-01-03
80,house,P1,Oren,Pratt,TX,D,1947-01-03
112,house,L1,Ivo,Lund,GA,R,2011-01-05
"""
NAMES = """bioguide_id,wikipedia_id
K1,Marta O. Keel (Ohio politician)
P1,Oren Pratt
L1,Ivo Lund
V1,Hugh Vane
"""


def test_rows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "terms.csv").write_text(TERMS)
    (tmp_path / "names.csv").write_text(NAMES)
    main(str(tmp_path / "terms.csv"), str(tmp_path / "names.csv"))
    assert [line.split("\t")[:5] for line in capsys.readouterr().out.splitlines()] == [
        ["US-OH/representative", "Marta Keel", "1987-01-06", "1992-11-10", "~"],
        ["US-OH/senator", "Marta Keel", "1992-11-10", "1993-01-03", "~"],
        ["US-OH/senator", "Marta Keel", "1997-01-07", "2000-01-04", "~"],
        ["US-OH/senator", "Hugh Vane", "1999-01-06", "2003-01-03", "~"],
    ]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Hugh Vane Jr.", "Hugh Vane"),
        ("Hugh Vane, III", "Hugh Vane"),
        ("J. Hugh Vane", "J. Hugh Vane"),
        ("Dora O’Finch (congresswoman)", "Dora O'Finch"),
    ],
)
def test_usual_names(title: str, name: str) -> None:
    assert usual_name(title) == name
