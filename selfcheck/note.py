"""The short note to start a conversation, in the person's own answers."""

from .questionnaire import Answers, Questionnaire
from .result import Result
from .words import NoteWords

MOST_STATEMENTS = 3
NAMES_ALCOHOL = "V6"  # papers reach employers, insurers and courts: only ever added by the person
CHANGES = ("start", "dose", "stop", "steady")


def short_note(questionnaire: Questionnaire, words: NoteWords, answers: Answers, result: Result) -> str:
    """The note as one paragraph. A skipped answer drops its sentence; nothing is claimed that was not said."""
    statements = own_statements(questionnaire, answers, result)
    noticed = statements or any(score.band.some_or_more for score in result.scores)
    said = [words.opening.format(duration=_duration(words, answers)) if noticed else words.nothing_marked]
    if statements:
        said.append(words.notice.format(statements="; ".join(statements[:MOST_STATEMENTS])))
    said += [words.functioning[code] for code in answers.context.get("fun", ())]
    said += [words.medicines[code] for code in CHANGES if answers.chose("med", code)]
    return " ".join([*said, *words.closing])


def own_statements(questionnaire: Questionnaire, answers: Answers, result: Result) -> list[str]:
    """The statements answered often or almost always, quoted: the strongest first, and of equals one from each area."""
    rank = {id: place for score in result.scores for place, id in enumerate(score.strong)}
    strong = [item for item in questionnaire.items if item.id in rank and item.id != NAMES_ALCOHOL]
    strong.sort(key=lambda item: (-answers.items[item.id], rank[item.id]))
    return [f"“{item.text.rstrip('.')}”" for item in strong]


def _duration(words: NoteWords, answers: Answers) -> str:
    chosen = next(iter(answers.context.get("dur", ())), "default")
    return words.durations.get(chosen, words.durations["default"])
