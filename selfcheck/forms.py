"""The form, built from the questionnaire. It is rendered once; a filled one is the same with ticks."""

from functools import lru_cache

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Layout
from django import forms
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from support.directory import directory, named
from web.layout import Step
from web.moulds import SLOTS, Mould

from .library import SelfCheck, self_check
from .questionnaire import Answers, ContextQuestion
from .voice import Voice

NEVER_SENT_BACK = ("evt",)  # the person who causes harm may see the screen
RATHER_NOT_SAY = "r"
HELP = ("everyone", "blocks", "anywhere")  # the parts of the form that depend on the country


class SelfCheckForm(forms.Form):
    """Every question of the self-check; all of them can be skipped."""

    def __init__(self, check: SelfCheck, language: str) -> None:
        super().__init__(auto_id=False)
        asked = check.questionnaire
        self.fields["country"] = forms.ChoiceField(
            label=check.words.country,
            choices=[("", _("Choose a country")), *((country.code, name) for name, country in named(language))],
            widget=forms.Select(attrs={"id": "country-first"}),
        )
        labels = [("" if each.value is None else each.value, each.label) for each in asked.responses]
        for item in asked.items:
            self.fields[item.id] = forms.ChoiceField(label=item.text, choices=labels, widget=forms.RadioSelect)
        for question in asked.context:
            self.fields[question.id] = _context_field(question)
        for field in self.fields.values():
            field.required = False
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True  # web.middleware.RefuseForeignPosts stands in for a token
        self.helper.layout = self._layout(check)

    def _layout(self, check: SelfCheck) -> Layout:
        asked = check.questionnaire
        intro = Step(HTML("{% include 'selfcheck/parts/intro.html' %}"), "country", number=0, title=check.words.title)
        scales = [
            Step(*(item.id for item in scale.items), number=n, title=scale.part_title, stem=asked.stem)
            for n, scale in enumerate(asked.scales, 1)
        ]
        context = [
            Step(*_with_help(part.questions), number=n, title=part.title)
            for n, part in enumerate(asked.context_parts, 1 + len(scales))
        ]
        return Layout(intro, *scales, *context)


def _with_help(questions: tuple[str, ...]) -> list[object]:
    """Help stands before and after the question about safety."""
    if "saf" not in questions:
        return list(questions)
    before, after = "selfcheck/parts/safety_before.html", "selfcheck/parts/safety_after.html"
    return [HTML("{%% include '%s' %%}" % before), *questions, HTML("{%% include '%s' %%}" % after)]


def _context_field(question: ContextQuestion) -> forms.Field:
    options = [(option.code, option.label) for option in question.options]
    if question.several:
        return forms.MultipleChoiceField(label=question.text, choices=options, widget=forms.CheckboxSelectMultiple)
    if RATHER_NOT_SAY not in dict(options):
        options.append(("", _("I’d rather not say")))
    return forms.ChoiceField(label=question.text, choices=options, widget=forms.RadioSelect)


@lru_cache(maxsize=8)
def _mould(language: str) -> Mould:
    """The form with nothing answered and a slot for each part of HELP."""
    check = self_check(language)
    context = {
        "form": SelfCheckForm(check, language),
        "words": check.words,
        "total": len(check.questionnaire.scales) + len(check.questionnaire.context_parts),
        "lead": check.questionnaire.question("saf").lead,
        "slots": SLOTS,
    }
    return Mould.cut(render_to_string("selfcheck/form.html", context))


def form_html(language: str, code: str = "") -> SafeString:
    """The form's HTML with nothing answered, and with the help of one country or of none.

    Only what is the same for everyone is kept between requests: a store by country would remember a choice.
    """
    check = self_check(language)
    country = directory().country(code)
    voice = SafetyHelp(check, Voice(check.words, country))
    anywhere = SafetyHelp(check, Voice(check.words, None)) if country else None
    said = {"voice": voice, "anywhere": anywhere}
    return _mould(language).fill({name: render_to_string(f"selfcheck/parts/safety_{name}.html", said) for name in HELP})


class SafetyHelp:
    """The texts of the safety step, said with the numbers of one country or of none."""

    def __init__(self, check: SelfCheck, voice: Voice) -> None:
        self.words = check.words.safety
        self.country = voice.country
        self.contacts = voice.contacts
        self.everyone = voice.say(self.words.everyone)
        self.country_note = voice.fill(check.words.country_note) if voice.country else ""
        self.blocks = [(codes, voice.say(sentences)) for codes, sentences in self.words.blocks.items()]


def filled_form(language: str, answers: Answers, country: str) -> SafeString:
    """The form's HTML with these answers ticked; what may not be sent back stays blank and is asked again."""
    html = str(form_html(language, country))
    ticked = [(id, str(value)) for id, value in answers.items.items()]
    ticked += [(id, code) for id, codes in answers.context.items() if id not in NEVER_SENT_BACK for code in codes]
    for id, value in ticked:
        html = html.replace(f'name="{id}" value="{escape(value)}"', f'name="{id}" value="{escape(value)}" checked', 1)
    if country:
        html = html.replace('<option value="" selected>', '<option value="">', 1)
        html = html.replace(f'<option value="{country}"', f'<option value="{country}" selected', 1)
    for question in self_check(language).questionnaire.context:
        if question.id in NEVER_SENT_BACK:
            html = _asked_again(html, question, self_check(language).words.events_again)
    return mark_safe(html)  # noqa: S308 - our own HTML


def _asked_again(html: str, question: ContextQuestion, hint: str) -> str:
    """Say at one question that it has to be answered again."""
    legend = f"<legend>{escape(question.text)}</legend>"
    before, after = html.split(legend)
    opened, rest = before.rsplit("<fieldset", 1)
    described = f'{opened}<fieldset aria-describedby="{question.id}-again"{rest}'
    return f'{described}{legend}<p class="hint" id="{question.id}-again">{escape(hint)}</p>{after}'
