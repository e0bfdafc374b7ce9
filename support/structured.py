"""What the pages of Find help say of themselves to programs."""

from django.urls import reverse
from django.utils.translation import gettext as _

from web.site import this_site
from web.structured import Node, graph, trail


def help_graph(name: str = "", address: str = "") -> Node:
    """The way to Find help, or to one of its pages."""
    steps = [(_("Find help"), reverse("support:index")), *([(name, address)] if name else [])]
    return graph(trail(this_site(), *steps))
