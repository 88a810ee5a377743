"""What a message states is the arithmetic of what it quotes: figures, dates and counts are worked out again here."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

from hypothesis import assume, given
from hypothesis import strategies as st

from auditor.finding import Finding
from auditor.knowledge.gazetteer import load_gazetteer
from auditor.mentions.times.vocabulary import MONTH_NAMES, WEEKDAY_NAMES

Flag = Callable[..., list[Finding]]
SCALES = {"": 1, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
PUBLISHED = date(2023, 6, 20)


class Figure(NamedTuple):
    """A figure as a text writes it, its value, and half of what one of its last digit is worth."""

    written: str
    value: Fraction
    half: Fraction


@st.composite
def figures(draw: st.DrawFn, units: str = "", scales: tuple[str, ...] = ("", "million", "billion")) -> Figure:
    """ "1,250", "3.75 million", "$2.5 billion"; `units` are what may stand before the digits."""
    decimals, scale = draw(st.integers(0, 2)), draw(st.sampled_from(scales))
    digits = draw(st.integers(1, 10**6))
    unit, worth = draw(st.sampled_from(["", *units])), Fraction(SCALES[scale], 10**decimals)
    whole, after = divmod(digits, 10**decimals)
    written = f"{unit}{whole:,}" + (f".{after:0{decimals}d}" if decimals else "") + (f" {scale}" if scale else "")
    return Figure(written, digits * worth, worth / 2)


def read(written: str) -> Fraction:
    """The value of a figure that a message writes."""
    digits, _, scale = written.partition(" ")
    return Fraction(digits.replace(",", "")) * SCALES[scale]


def states(told: str, exact: Fraction) -> bool:
    """Whether `told` is `exact`, or says that it is rounded and is."""
    if not told.startswith("about "):
        return read(told) == exact
    digits = told.removeprefix("about ")
    step = Fraction(1, 10 ** len(digits.partition(".")[2]))
    return (exact * 1000).denominator != 1 and abs(read(digits) - exact) <= step / 2


CHANGES = (
    "Sales of the yard {verb} {percent} percent, from {start} to {end}, the owner said on Monday.",
    "Sales of the yard {verb} {percent}% to {end} from {start}, the owner said on Monday.",
    "Sales of the yard went from {start} to {end}, {noun} of {percent} percent, the owner said on Monday.",
    "Last year sales of the yard {verb} {percent} per cent to {end}, from {start} in the year before, it said.",
)
CHANGED = re.compile(r"The text says (.+) percent; from (.+) to (.+) is (an? \w+) of (.+) percent\.")
DIRECTIONS = {"an increase": 1, "a decrease": -1, "a change": 0}


@given(
    st.sampled_from(CHANGES),
    st.tuples(figures("$"), figures("$")),
    figures(scales=("",)),
    st.sampled_from([("rose", "a rise"), ("fell", "a fall")]),
)
def test_changes(flag: Flag, text: str, ends: tuple[Figure, Figure], percent: Figure, words: tuple[str, str]) -> None:
    start, end = ends
    found = flag(
        "number/change-differs",
        text.format(percent=percent.written, start=start.written, end=end.written, verb=words[0], noun=words[1]),
    )
    exact = (end.value / start.value - 1) * 100
    if not found:
        assert alike(start, end) or allowed(start, end, percent.value)
        return
    told, first, last, direction, change = CHANGED.fullmatch(found[0].message).groups()  # type: ignore[union-attr]
    assert (read(told), first, last) == (percent.value, start.written, end.written)
    assert DIRECTIONS[direction] == (exact > 0) - (exact < 0)
    assert states(change, abs(exact))


def alike(start: Figure, end: Figure) -> bool:
    """Whether the figures are not compared: of other units, or too far apart to be of one scale."""
    far = max(start.value, end.value) >= 50 * min(start.value, end.value)
    years = any(figure.written.isdigit() for figure in (start, end))
    return far or years or start.written.startswith("$") != end.written.startswith("$")


def allowed(start: Figure, end: Figure, told: Fraction) -> bool:
    """Whether a change of `told` per cent is one that rounded figures, the rule's point and a tenth leave room for."""
    least, most = (max(figure.value - figure.half, figure.value / 2) for figure in (start, end))
    low = (most / (start.value + start.half) - 1) * 100
    high = ((end.value + end.half) / least - 1) * 100
    slack = 1 + max(told, abs(low)) / 10
    return any(low - slack <= sign * told <= high + slack for sign in (1, -1))


TOTAL = re.compile(r"(.+) make (.+); the text says (.+)\.")
COUNTED = ("barns", "sheds", "mills", "boats")


@given(st.lists(figures(), min_size=2, max_size=4), figures(), st.booleans())
def test_totals(flag: Flag, parts: list[Figure], total: Figure, exact: bool) -> None:
    assume(all(part.value > 1 for part in parts))
    listed = [f"{part.written} {noun}" for part, noun in zip(parts, COUNTED, strict=False)]
    value = sum((part.value for part in parts), Fraction(0))
    if exact:
        assume(value.denominator == 1)
        total = Figure(f"{int(value):,}", value, Fraction(1, 2))
    text = f"The fire took {', '.join(listed[:-1])} and {listed[-1]}, a total of {total.written} things, it said."
    found = flag("number/total-differs", text)
    if not found:
        rounded = sum(0 if figure.half == Fraction(1, 2) else figure.half for figure in (total, *parts))
        within = any(part.value >= total.value for part in parts)
        others = any(sum(few) == total.value for size in (2, 3) for few in combinations([p.value for p in parts], size))
        assert abs(value - total.value) <= rounded or within or others
        return
    told, made, says = TOTAL.fullmatch(found[0].message).groups()  # type: ignore[union-attr]
    assert told == " + ".join(part.written for part in parts)
    assert says == total.written
    assert states(made, value)
    assert value != total.value


RANGE = re.compile(r"The range runs from (.+) down to (.+)\.")


@given(figures("$"), figures("$"))
def test_ranges(flag: Flag, one: Figure, other: Figure) -> None:
    found = flag("number/range-reversed", f"The fair drew between {one.written} and {other.written} people on Sunday.")
    for finding in found:
        assert RANGE.fullmatch(finding.message).groups() == (one.written, other.written)  # type: ignore[union-attr]
        assert one.value > other.value


@given(st.integers(90, 200), st.integers(0, 99))
def test_shares(flag: Flag, whole: int, hundredths: int) -> None:
    share = Fraction(100 * whole + hundredths, 100)
    text = f"In the poll {whole}.{hundredths:02d} percent of voters wanted the old bridge kept, the council said."
    found = flag("number/percent-over-whole", text)
    assert [f.message for f in found] == [f"{whole}.{hundredths:02d} percent is more than all there can be."] * (
        share > 100
    )


@given(st.integers(3, 90), st.integers(3, 90), st.integers(1, 3))
def test_counts(flag: Flag, often: int, seldom: int, times: int) -> None:
    sentences = [f"The {often} people killed lived near the quay.", f"The storm killed {often} people on the coast."]
    text = "\n\n".join([*(sentences * 2)[:times], f"All {seldom} people killed were from the town."])
    for finding in flag("number/count-differs", text):
        quoted, told = re.fullmatch(r"(\d+) here; the article has (\d+) more than once, .*", finding.message).groups()  # type: ignore[union-attr]
        assert text.count(f"{told} people") > 1 == text.count(f"{quoted} people")


def spelled(day: date) -> str:
    return f"{MONTH_NAMES[day.month - 1]} {day.day}, {day.year}"


def weekday(year: int, month: int, day: int, *, julian: bool = False) -> int:
    """The weekday of a date, 0 for Monday, by Zeller's congruence. Source: Zeller, Acta Mathematica 9, 1886."""
    if month < 3:
        year, month = year - 1, month + 12
    century = 5 if julian else year // 400 - year // 100
    return (day + 13 * (month + 1) // 5 + year + year // 4 + century + 5) % 7


WEEKDAY = re.compile(r"The text says (\w+); (.+) is a (\w+)(?: \(in the Julian calendar a (\w+)\))?\.")


@given(st.dates(date(1300, 1, 1), PUBLISHED), st.integers(0, 6))
def test_weekdays(flag: Flag, day: date, said: int) -> None:
    gregorian, julian = (weekday(day.year, day.month, day.day, julian=julian) for julian in (False, True))
    told = {julian} if day < date(1582, 10, 15) else {gregorian, julian} if day.year < 1924 else {gregorian}
    text = f"The quay in Lemmer burned on {WEEKDAY_NAMES[said]}, {spelled(day)}, the minutes say."
    found = flag("date/weekday-differs", text, published=PUBLISHED)
    assert bool(found) == (said not in told)
    for finding in found:
        says, when, *names = WEEKDAY.fullmatch(finding.message).groups()  # type: ignore[union-attr]
        assert (says, when) == (WEEKDAY_NAMES[said], spelled(day))
        assert {WEEKDAY_NAMES.index(name) for name in names if name} == told


@given(st.integers(1, 12), st.integers(1, 40), st.one_of(st.none(), st.integers(1600, 2023)))
def test_days_of_months(flag: Flag, month: int, day: int, year: int | None) -> None:
    when = f"on {MONTH_NAMES[month - 1]} {day}" + (f", {year}" if year else "")
    found = flag("date/impossible", f"The board met {when}, and sold the ferry.", published=PUBLISHED)
    most = 30 if month in (4, 6, 9, 11) else 31
    if month == 2:
        leap = year is None or (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0 or year < 1924))
        most = 29 if leap else 28
    assert bool(found) == (day > most)
    for finding in found:
        said = re.search(rf"; {MONTH_NAMES[month - 1]} has (\d+) days(?: in {year}| at most)?\.$", finding.message)
        assert said
        assert int(said[1]) == most


@given(st.integers(1, 120), st.integers(1900, 2040))
def test_years_apart(flag: Flag, ago: int, year: int) -> None:
    text = f"The bridge fell {ago} years ago, in {year}, and the town built another."
    for finding in flag("date/anniversary", text, published=PUBLISHED):
        said = re.fullmatch(r"(\d+) is (\d+) years? (before|after) (\d+), the year of the article\.", finding.message)
        assert said
        assert int(said[1]) + int(said[2]) * (1 if said[3] == "before" else -1) == int(said[4]) == PUBLISHED.year
        assert int(said[1]) == year
        assert ("1 years" in finding.message) is (said[2].endswith("1") and said[2] != "1")
        assert ago != PUBLISHED.year - year


@given(st.dates(date(1990, 1, 1), PUBLISHED), st.integers(-3000, 3000))
def test_orders_and_ranges(flag: Flag, begin: date, days: int) -> None:
    end = begin + timedelta(days)
    texts = {
        "date/order": f"The museum opened on {spelled(begin)} and closed on {spelled(end)}.",
        "date/range-reversed": f"The dike was shut from {spelled(begin)}, to {spelled(end)}, the board said.",
    }
    for rule, text in texts.items():
        found = flag(rule, text, published=PUBLISHED)
        assert bool(found) == (days < 0)
        for finding in found:
            assert re.findall(r"\w+ \d+, \d{4}", finding.message) in (
                [spelled(begin), spelled(end)],
                [spelled(end), spelled(begin)],
            )


@given(st.integers(-40, 4000))
def test_days_after_publication(flag: Flag, ahead: int) -> None:
    day = PUBLISHED + timedelta(ahead)
    for rule, least, text in (
        ("date/after-publication", 2, f"The ferry sank on {spelled(day)}, with all its cargo."),
        ("date/stale", 2, f"UPDATED {spelled(day)}\nThe ferry sank with all its cargo, its owners said in a letter."),
    ):
        found = flag(rule, text, published=PUBLISHED)
        assert bool(found) == (ahead >= least)
        for finding in found:
            assert set(re.findall(r"[A-Z]\w+ \d+, \d{4}", finding.message)) == {spelled(day), spelled(PUBLISHED)}


CITIES = ("Paris", "Lyon", "Marseille", "Berlin", "Munich", "Madrid", "Seville", "Sydney", "Melbourne", "Nairobi",
          "Mombasa", "Lagos", "Kano", "Tokyo", "Osaka", "Mumbai", "Delhi", "Bogota", "Quito", "Lima")  # fmt: skip


@given(st.sampled_from(CITIES), st.sampled_from(CITIES), st.sampled_from(["north", "south", "east", "west"]))
def test_directions(flag: Flag, place: str, other: str, claimed: str) -> None:
    for finding in flag("geography/direction", f"{place}, {claimed} of {other}, is a city of many trams."):
        known = re.search(r"is ([a-z]+) of it\.$", finding.message)
        assert known
        here, there = (load_gazetteer().places(name)[0] for name in (place, other))
        assert here.latitude and here.longitude and there.latitude and there.longitude
        signs = {"north": here.latitude > there.latitude, "south": here.latitude < there.latitude,
                 "east": here.longitude > there.longitude, "west": here.longitude < there.longitude}  # fmt: skip
        assert all(true for name, true in signs.items() if name in known[1])
        assert claimed not in known[1]


SENTENCES = (
    "{} left the water board on Monday.", "The members said that {} had led it well.", "Under {} the charges stayed.",
    "Pensioners wrote to {} about the bill.", "In March {} will speak in the hall.", "The paper had asked {} for years.",
)  # fmt: skip


@given(st.integers(0, 6))
def test_mentions_of_a_person(flag: Flag, times: int) -> None:
    rest = "The board has nine members, and its budget is 40 million crowns a year. It meets in the old hall. " * 3
    text = " ".join(sentence.format("Brandt") for sentence in SENTENCES[:times]) + " " + rest
    found = flag("title/person-differs", text, title="Margaret Collins resigns as head of the water board")
    assert bool(found) == (times >= 2)
    for finding in found:
        assert finding.message.endswith(f"It names Brandt {times} times.")


@given(st.integers(1, 5))
def test_mentions_of_a_place(flag: Flag, times: int) -> None:
    text = "The ferry crews walked out on Monday. " + "The boats of Denmark lay still that day. " * times
    found = flag("title/place-differs", text, title="Ferry strike in Norway enters second week")
    for finding in found:
        assert finding.message.endswith(f"but speaks of Denmark {times} times.")
    assert bool(found) == (times > 1)


@given(st.integers(0, 8))
def test_mentions_of_the_country_that_a_dateline_is_not_of(flag: Flag, times: int) -> None:
    head = (
        "BERGEN (Staff) - The votes will be counted again, the court said on Friday after three days of protest. It had"
    )
    text = f"{head} asked for the ballots in spring, and nobody was hurt. " + "Voters in Peru had waited. " * times
    found = flag("geography/dateline-differs", text)
    assert bool(found) == (times >= 5)
    for finding in found:
        assert finding.message.endswith(f"it speaks of Peru {times} times.")


PROSE = "The council met on Monday and spoke of the bridge that fell in the storm. It was the third meeting in a month."


@given(st.lists(st.sampled_from(["Sign up for our newsletter", "Get our newsletter by email", ""]), max_size=5))
def test_lines_of_boilerplate(flag: Flag, lines: list[str]) -> None:
    head = "\n".join(["Subscribe to our newsletter", *lines])
    for finding in flag("boilerplate/sign-up", f"{head}\n\n{PROSE}\n\n{PROSE.replace('third', 'fourth')}"):
        count = sum(line.strip() != "" for line in finding.quote.split("\n"))
        assert finding.message.endswith("(1 line)." if count == 1 else f"({count} lines).")
