"""What staff save while something breaks, and what is in the database afterwards."""

import string
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from random import choices

from .asks import Editor
from .load import Ask, Record
from .stage import Outcome

Rows = Sequence[tuple[str, int]]  # the line of each reading list, and how many things are on it
KEPT = (
    "SELECT line, (SELECT count(*) FROM clinics_listitem i WHERE i.reading_list_id = l.id) FROM clinics_readinglist l"
)
SAVED = 302


def saving(editors: Sequence[Editor]) -> Callable[[int], Iterator[Ask]]:
    """Each editor makes one reading list after the other, every one with a line that none had before."""
    mark = "".join(choices(string.ascii_lowercase, k=6))

    def asks(number: int) -> Iterator[Ask]:
        for letters in product(string.ascii_lowercase, repeat=3):
            yield editors[number].write(f"{mark} {string.ascii_lowercase[number]} {''.join(letters)}")

    return asks


def judge(outcome: Outcome, writes: Sequence[Record], rows: Rows) -> None:
    """What was acknowledged is there; nothing is there twice, or in part."""
    kept = Counter(line for line, _ in rows)
    acknowledged = [each for each in writes if each.status == SAVED]
    lost = [each.mark for each in acknowledged if not kept[each.mark]]
    twice = [each.mark for each in writes if kept[each.mark] > 1]
    once = sum(kept[each.mark] == 1 for each in acknowledged)
    outcome.happened += f"; {len(acknowledged)} of {len(writes)} writes acknowledged, {once} of those kept once"
    outcome.expect(bool(acknowledged), "nothing was saved at all")
    outcome.expect(not lost, f"acknowledged and lost: {lost[:3]}")
    outcome.expect(not twice, f"saved twice: {twice[:3]}")
    outcome.expect(all(things for _, things in rows), "a list was saved in part")
