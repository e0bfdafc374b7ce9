"""What the reading part says of itself to programs."""

from django.urls import reverse
from django.utils.translation import gettext as _

from web.site import this_site
from web.structured import Node, graph, medical_page, questions, trail

from .library import Article, Library


def article_graph(article: Article, books: Library) -> Node:
    """One article: its text, the question if its title is one, and the way to it."""
    about, site, address = article.about, this_site(), reverse("articles:article", args=[article.slug])
    labels = {topic.id: topic.label for topic in books.topics.topics}
    return graph(
        medical_page(site, address, about, [labels[topic] for topic in about.topics]),
        questions([(about.title, about.short_answer)]),
        trail(site, _step(), (about.title, address)),
    )


def index_graph() -> Node:
    """The reading list: the way to it."""
    return graph(trail(this_site(), _step()))


def _step() -> tuple[str, str]:
    return _("Read"), reverse("articles:index")
