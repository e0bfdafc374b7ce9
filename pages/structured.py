"""What the front page says of itself to programs."""

from collections.abc import Iterable

from articles.library import Article
from web.site import this_site
from web.structured import Node, graph, questions, website


def home_graph(articles: Iterable[Article]) -> Node:
    """The site, and the questions that the front page asks and answers in short."""
    asked = [(article.about.question or article.about.title, article.about.short_answer) for article in articles]
    return graph(website(this_site()), questions(asked))
