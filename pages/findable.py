"""What search can find: articles and their questions, small steps, claims, help, and the site's own pages."""

import re
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from articles.library import library as articles
from articles.small_steps import SmallStep, small_steps
from clinics.library import texts as clinic_texts
from support.directory import named
from support.library import texts
from support.phrases import country_in_text
from web.texts import Page

from .claims import claims
from .index import Document
from .library import library as pages

CLAIM, ABOUT_US = 0.6, 0.5  # an article answers a question more fully, and few look for the site itself
HELP_PAGES = {"young-people": "support:young-people", "someone-else": "support:someone-else"}
NOT_FOUND = re.compile(r"\[\^[^\]]+\]|[*_>#]|\{[^}]*\}|\+\+\+|\*\*\*")


def documents(language: str) -> list[Document]:
    """Everything that can be found in one language."""
    found = (_articles, _small_steps, _claims, _help, _countries, _pages)
    return [document for part in found for document in part(language)]


def plain(markdown: str) -> str:
    """The words of a text without its marks, links and sources."""
    text = re.sub(r"\[([^\]^]+)\]\([^)]+\)", r"\1", markdown)
    text = re.sub(r"^#+ (.*)$", r"\1.", text, flags=re.M)  # a heading ends like a sentence
    text = re.sub(r"^\s*[-*] ", "", text, flags=re.M)
    return " ".join(NOT_FOUND.sub(" ", text).split())


def _articles(language: str) -> Iterator[Document]:
    for slug, article in articles(language).articles.items():
        about = article.about
        yield Document(
            address=reverse("articles:article", args=[slug]),
            title=about.title,
            kind=_("Article"),
            lead=about.short_answer,
            questions=(about.question, about.card, *(words for _anchor, words in article.prose.headings)),
            text=plain(article.markdown),
        )


def _small_steps(language: str) -> Iterator[Document]:
    for slug, step in small_steps(language).steps.items():
        yield Document(
            address=reverse("pages:small-step", args=[slug]),
            title=step.about.title,
            kind=_("Something small to try"),
            lead=step.about.lead,
            questions=(step.about.description,),
            text=" ".join([plain(step.markdown), *_listed(step)]),
        )


def _listed(step: SmallStep) -> Iterator[str]:
    """The words of a step's list or minutes."""
    for part in step.about.parts:
        yield f"{part.title}. {part.text}"
    for group in step.about.groups:
        yield " ".join([group.title, *(word.word for word in group.words)])


def _claims(language: str) -> Iterator[Document]:
    page = claims(language)
    yield Document(address=reverse("pages:claims"), title=page.about.title, kind=_("Claims"), lead=page.about.lead)
    for claim in page.about.claims:
        yield Document(
            address=f"{reverse('pages:claims')}#{claim.id}",
            title=f"“{claim.claim}”",
            weight=CLAIM,
            kind=_("What you may read elsewhere"),
            text=plain(claim.says),
        )


def _help(language: str) -> Iterator[Document]:
    yield Document(
        address=reverse("support:index"),
        title=_("Find help"),
        kind=_("Help"),
        lead=_("Emergency numbers and people to talk to, by country."),
        text=plain(texts(language)["when-you-call"].about.lead),
    )
    for slug, name in HELP_PAGES.items():
        yield _of_page(texts(language)[slug], reverse(name), _("Help"))


def _countries(language: str) -> Iterator[Document]:
    for _name, country in named(language):
        yield Document(
            address=reverse("support:country", args=[country.slug]),
            title=_("Help in {country}").format(country=country_in_text(country)),
            kind=_("Help"),
            questions=tuple(country.name.values()),
            text=", ".join(line.name for line in country.lines),
        )


def _pages(language: str) -> Iterator[Document]:
    for slug, page in pages(language).items():
        yield _of_page(page, reverse(f"pages:{slug}"), _("About this site"), ABOUT_US)
    for slug, page in clinic_texts(language).items():
        yield _of_page(page, reverse(f"clinics:{slug}"), _("About this site"), ABOUT_US)


def _of_page(page: Page, address: str, kind: str, weight: float = 1.0) -> Document:
    headings = tuple(words for _anchor, words in page.prose.headings)
    text = plain(re.sub(r"<[^>]+>", " ", page.prose.html))
    return Document(
        address=address,
        title=page.about.title,
        kind=kind,
        lead=page.about.lead,
        questions=headings,
        text=text,
        weight=weight,
    )
