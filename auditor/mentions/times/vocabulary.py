"""The words that times are made of, folded."""

from functools import cache
from importlib.resources import files

from auditor.mentions.times.time import Grain

MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

MONTHS = {name.lower(): number for number, name in enumerate(MONTH_NAMES, 1)} | {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11,
    "dec": 12,
}  # fmt: skip
AMBIGUOUS_MONTHS = frozenset({"march", "may", "april", "june", "august", "jan", "mar", "jun", "dec", "sep"})
"""Also words or names of people: alone they are months only after a word such as "in"."""

WEEKDAYS = {name.lower(): number for number, name in enumerate(WEEKDAY_NAMES)}
WEEKDAYS |= {f"{name}'s": number for name, number in WEEKDAYS.items()}
SHORT_WEEKDAYS = {
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "weds": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip
"""Read only before a date: "Sun" and "Sat" are words too."""
ANY_WEEKDAY = WEEKDAYS | SHORT_WEEKDAYS
DAY_PARTS = frozenset({"morning", "noon", "afternoon", "evening", "night"})

DAYS = {str(number): number for number in range(1, 100)} | {f"0{number}": number for number in range(1, 10)}
"""Numbers that can stand where a day does; those above 31 are slips."""
ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})
YEARS = {str(number): number for number in range(1000, 3000)}
YEAR_DIGITS = 4

SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
QUARTER_CODES = {f"q{number}": number for number in range(1, 5)}
PARTS = {"early": "early", "mid": "mid", "late": "late"}

SHIFTS = {"last": -1, "this": 0, "next": 1}
DAY_SHIFTS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
DAY_SHIFTS |= {f"{word}'s": shift for word, shift in DAY_SHIFTS.items()}
UNITS = {
    "day": Grain.DAY, "week": Grain.WEEK, "weekend": Grain.WEEK, "month": Grain.MONTH, "quarter": Grain.QUARTER,
    "year": Grain.YEAR, "decade": Grain.DECADE,
}  # fmt: skip
CALENDAR_UNITS = {word: grain for word, grain in UNITS.items() if grain != Grain.DAY}
CALENDAR_UNITS |= {f"{word}'s": grain for word, grain in CALENDAR_UNITS.items()}
COUNTED_UNITS = UNITS | {f"{word}s": grain for word, grain in UNITS.items()}
NUMBER_WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
}  # fmt: skip
DASHES = frozenset("-–—")


@cache
def word_list(name: str, package: str = "auditor.mentions.times") -> frozenset[str]:
    """The words of `data/<name>.txt` in the package; lines that begin with "# " are comments."""
    path = files(package) / "data" / f"{name}.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(" ".join(line for line in lines if not line.startswith("# ")).split())
