"""The text behind the code for another phone: who asks can read it, so it holds the three areas and nothing else."""

from .questionnaire import Questionnaire
from .take_along import TakeAlong
from .take_along_words import CodeWords

LONGEST_SITE = 24  # so that the code stays small enough for a cheap phone


def code_text(questionnaire: Questionnaire, words: CodeWords, taken: TakeAlong, site: str, date: str) -> str:
    """Plain text of 150 to 300 characters: site, date, three areas in words, and whether they sound right."""
    areas = []
    for scale, score in zip(questionnaire.scales, taken.scores, strict=True):
        said = words.area.format(area=scale.name, band=words.bands[score.band.value])
        agree = taken.choices.agree.get(scale.id)
        areas.append(f"{said} ({words.agree[agree]})" if agree else said)
    return words.text.format(site=site[:LONGEST_SITE], date=date, areas=". ".join(areas))
