"""What rules of the kind `story` may compare besides like sentences, and what finds it."""

from collections.abc import Callable, Iterator, Sequence

from auditor.checks.protocol import StoryHit
from auditor.checks.stories.administration import find_administration_hits
from auditor.checks.stories.count import find_count_hits
from auditor.checks.stories.day import find_day_hits
from auditor.checks.stories.name_spelling import find_spelling_hits
from auditor.checks.stories.office import find_office_hits
from auditor.checks.stories.place import find_place_hits
from auditor.checks.stories.quotation import find_quotation_hits
from auditor.checks.stories.status import find_lone_hits, find_status_hits
from auditor.checks.stories.strength import find_strength_hits
from auditor.knowledge import Knowledge
from auditor.rule import Rule
from auditor.story.telling import Telling

Finder = Callable[[Rule, Knowledge, Sequence[Telling]], Iterator[StoryHit]]
FINDERS: dict[str, Finder] = {
    "office": lambda rule, knowledge, tellings: find_office_hits(rule, knowledge.offices, tellings),
    "administration": lambda rule, knowledge, tellings: find_administration_hits(rule, knowledge.offices, tellings),
    "count": lambda rule, _, tellings: find_count_hits(rule, tellings),
    "scene": lambda rule, _, tellings: find_place_hits(rule, tellings),
    "day": lambda rule, _, tellings: find_day_hits(rule, tellings),
    "lone": lambda rule, _, tellings: find_lone_hits(rule, tellings),
    "quotation": lambda rule, _, tellings: find_quotation_hits(rule, tellings),
    "spelling": lambda rule, _, tellings: find_spelling_hits(rule, tellings),
    "status": lambda rule, _, tellings: find_status_hits(rule, tellings),
    "strength": lambda rule, _, tellings: find_strength_hits(rule, tellings),
}
