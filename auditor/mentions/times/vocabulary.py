"""The words that times are made of, folded, and what each means."""

from auditor.mentions.times.time import Grain

MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

LONG_MONTHS = {name.lower(): number for number, name in enumerate(MONTH_NAMES, 1)}
SHORT_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11,
    "dec": 12,
}  # fmt: skip
MONTHS = LONG_MONTHS | SHORT_MONTHS

LONG_WEEKDAYS = {name.lower(): number for number, name in enumerate(WEEKDAY_NAMES)}
SHORT_WEEKDAYS = {
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "weds": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip
"""Read only before a date: "Sun" and "Sat" are words too."""
ANY_WEEKDAY = LONG_WEEKDAYS | {f"{name}'s": number for name, number in LONG_WEEKDAYS.items()} | SHORT_WEEKDAYS

DAYS = {str(number): number for number in range(1, 100)} | {f"0{number}": number for number in range(1, 10)}
"""Numbers that can stand where a day does; those above 31 are slips."""
YEARS = {str(number): number for number in range(1000, 3000)}
"""What can be a year: a number of four digits that begins with 1 or 2."""
YEAR_DIGITS = 4

SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
QUARTER_CODES = {f"q{number}": number for number in range(1, 5)}
PARTS = {"early": "early", "mid": "mid", "late": "late"}
SHIFTS = {"last": -1, "this": 0, "next": 1}
DAY_SHIFTS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
UNITS = {
    "day": Grain.DAY, "week": Grain.WEEK, "weekend": Grain.WEEK, "month": Grain.MONTH, "quarter": Grain.QUARTER,
    "half": Grain.HALF, "year": Grain.YEAR, "decade": Grain.DECADE,
}  # fmt: skip
NUMBER_WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
}  # fmt: skip
DASHES = frozenset("-–—")
