"""The form of a reading list: what is ticked, in which order, and one line. Moving something saves nothing yet."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Literal

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from .list_line import clean_line
from .list_things import Key, key_of, things
from .reading_lists import MOST_THINGS

Move = Literal["up", "down", "remove"]
STEPS: Mapping[str, int] = {"up": -1, "down": 1}


class ListForm(forms.Form):
    """`kept` are things that stand on the list and are gone from the site: nobody can tick them, or has to."""

    pick = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple, label=lazy("What is on it"))
    line = forms.CharField(
        required=False,
        strip=False,
        label=lazy("One line from you"),
        help_text=lazy(
            "Never anything about a person: everyone who has the code can read it. Up to 120 characters, "
            "such as “Start with the first one”."
        ),
    )

    def __init__(self, order: Sequence[Key] = (), kept: Collection[Key] = (), **fields: Any) -> None:
        super().__init__(**fields)
        self.order, self.kept = order, kept
        pick, line = self.fields["pick"], self.fields["line"]
        pick.choices = [(thing.value, thing.title) for thing in things().values()]  # type: ignore[attr-defined]
        self.fields["pick"].error_messages["invalid_choice"] = _(
            "One of these is not on this site. Please choose again."
        )
        line.validators = []  # clean_line says what is wrong in our words
        line.widget.attrs |= {"dir": "auto", "autocomplete": "off"}

    def clean_line(self) -> str:
        """The line, fit for everyone."""
        return clean_line(self.cleaned_data["line"])

    def clean_pick(self) -> list[Key]:
        """Everything on the list, in its order."""
        keys = arranged(self.order, [key_of(value) for value in self.cleaned_data["pick"]], self.kept)
        if not set(keys) & set(things()):
            raise forms.ValidationError(_("Choose at least one thing for the list."))
        if len(keys) > MOST_THINGS:
            count = len(keys)
            raise forms.ValidationError(
                _("You chose {count} things. Please choose at most {most}: a short list is read.").format(
                    count=count, most=MOST_THINGS
                )
            )
        return keys


def arranged(order: Sequence[Key], ticked: Sequence[Key], kept: Collection[Key]) -> list[Key]:
    """What is ticked: first what has a place already, then what is new, in the order of the page."""
    page = [key for key in things() if key in set(ticked)]
    stays = {*page, *kept}
    return list(dict.fromkeys([*(key for key in order if key in stays), *page]))


def moved(keys: Sequence[Key], move: Move, key: Key) -> list[Key]:
    """The same things with one of them a place further up or down, or without it."""
    rest = [each for each in keys if each != key]
    if key not in keys or move == "remove":
        return rest
    place = max(0, min(len(rest), keys.index(key) + STEPS[move]))
    return [*rest[:place], key, *rest[place:]]
