"""What rules of the kind `story` may compare, and what finds it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from auditor.checks.stories.administration import PRESIDENTS
from auditor.checks.stories.count import COUNTS
from auditor.checks.stories.day import DAYS
from auditor.checks.stories.dispute import Dispute
from auditor.checks.stories.name_spelling import NAMES
from auditor.checks.stories.office import OFFICES
from auditor.checks.stories.quotation import QUOTATIONS
from auditor.checks.stories.scene import SCENES
from auditor.checks.stories.slot import SENTENCES
from auditor.checks.stories.status import STATUSES, find_lone_disputes
from auditor.checks.stories.strength import STRENGTHS
from auditor.checks.stories.told import Story

FINDERS: Mapping[str, Callable[[Story], Iterable[Dispute[Any]]]] = {
    "number": SENTENCES.find_disputes,
    "date": SENTENCES.find_disputes,
    "place": SENTENCES.find_disputes,
    "name": SENTENCES.find_disputes,
    "title": SENTENCES.find_disputes,
    "office": OFFICES.find_disputes,
    "administration": PRESIDENTS.find_disputes,
    "count": COUNTS.find_disputes,
    "scene": SCENES.find_disputes,
    "day": DAYS.find_disputes,
    "lone": find_lone_disputes,
    "quotation": QUOTATIONS.find_disputes,
    "spelling": NAMES.find_disputes,
    "status": STATUSES.find_disputes,
    "strength": STRENGTHS.find_disputes,
}
