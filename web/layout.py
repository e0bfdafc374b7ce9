"""The Python part of our crispy template pack: a step of a long form."""

from typing import Any

from crispy_forms.layout import LayoutObject
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString


class Step(LayoutObject):  # type: ignore[misc]
    """Fields that stand together under one heading. `number` is 0 for an introduction."""

    template = "plain/layout/step.html"

    def __init__(self, *fields: Any, number: int, title: str, stem: str = "") -> None:
        self.fields = list(fields)
        self.number, self.title, self.stem = number, title, stem

    def render(self, form: Any, context: Context, template_pack: str = "plain", **kwargs: Any) -> SafeString:
        """The step with its fields."""
        inner = self.get_rendered_fields(form, context, template_pack, extra_context={"step": self}, **kwargs)
        around: dict[str, Any] = {str(name): value for name, value in context.flatten().items()}
        return render_to_string(self.template, around | {"step": self, "fields": inner})
