"""What programs ask for that read the site as a whole: a feed of articles, a sitemap, and robots.txt."""

from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap as sitemap_view
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.timezone import now
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles.library import library
from articles.small_steps import small_steps
from clinics.library import texts as clinic_texts
from pages.claims import claims
from pages.library import library as pages
from support.directory import directory
from support.library import texts as help_texts

from .addresses import findable_addresses

VALID = timedelta(days=180)  # RFC 9116 asks for less than a year


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Every article, the newest first, as Atom. An article's address is its id, so it stays the same one."""
    books = library(get_language())
    labels = {topic.id: topic.label for topic in books.topics.topics}
    atom = Atom1Feed(
        title=settings.SITE_NAME,
        link=settings.SITE_URL + reverse("articles:index"),
        description="",
        language=get_language(),
        author_name=settings.SITE_OPERATOR or settings.SITE_NAME,
        feed_url=settings.SITE_URL + reverse("feed"),
        feed_copyright="CC BY 4.0",
        subtitle=None,
    )
    by_title = sorted(books.articles.values(), key=lambda article: article.about.title)
    for article in sorted(by_title, key=lambda article: article.about.written_on, reverse=True):
        about, address = article.about, settings.SITE_URL + reverse("articles:article", args=[article.slug])
        atom.add_item(
            title=about.title,
            link=address,
            description=escape(about.short_answer),  # Atom1Feed declares it as HTML
            unique_id=address,
            pubdate=_start_of(about.written_on),
            updateddate=_start_of(about.changed_on),
            categories=[labels[topic] for topic in about.topics],
        )
    return HttpResponse(atom.writeString("utf-8"), content_type=atom.content_type)


class PublicPages(Sitemap):  # type: ignore[type-arg]  # at run time Django's class takes none
    """Every page that may be found, with the day of its last change where that is known."""

    def __init__(self) -> None:
        self.changed_on = _changed_on()

    def items(self) -> list[str]:
        """The addresses."""
        return findable_addresses()

    def location(self, item: str) -> str:
        """An address is its own place."""
        return item

    def lastmod(self, item: str) -> date | None:
        """When a page's text was last written, reviewed or compiled."""
        return self.changed_on.get(item)

    def get_protocol(self, protocol: str | None = None) -> str:
        """As visitors reach the site, whatever the request said."""
        return str(urlsplit(settings.SITE_URL).scheme)

    def get_domain(self, site: object = None) -> str:
        """The host that visitors use, whatever the request said."""
        return str(urlsplit(settings.SITE_URL).netloc)


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The sitemap."""
    return sitemap_view(request, {"pages": PublicPages}, content_type="application/xml; charset=utf-8").render()


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything may be read. What is not to be found says so itself, so it must be open to be read, too."""
    text = f"User-agent: *\nDisallow:\n\nSitemap: {settings.SITE_URL}{reverse('sitemap')}\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Where to tell of a weakness (RFC 9116). Rendered live, because it has to name a day on which it grows old."""
    if not settings.SITE_CONTACT:
        raise Http404
    address = f"{settings.SITE_URL}{reverse('security')}"
    expires = (now() + VALID).strftime("%Y-%m-%dT%H:%M:%SZ")
    lines = [f"Contact: mailto:{settings.SITE_CONTACT}", f"Expires: {expires}", f"Canonical: {address}"]
    languages = ", ".join(code for code, _ in settings.LANGUAGES)
    text = "\n".join([*lines, f"Preferred-Languages: {languages}", ""])
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def _changed_on() -> dict[str, date]:
    language = get_language() or settings.LANGUAGE_CODE
    texts = {
        reverse("pages:home"): pages(language) | {"claims": claims(language)},
        reverse("pages:small-steps"): small_steps(language).steps,
        reverse("support:index"): help_texts(language),
    }
    clinics = {reverse("clinics:for-clinics"): clinic_texts(language)["for-clinics"].about.written_on}
    found = {f"{place}{slug}/": text.about.written_on for place, each in texts.items() for slug, text in each.items()}
    articles = library(language).articles
    found |= {reverse("articles:article", args=[slug]): each.about.changed_on for slug, each in articles.items()}
    countries = directory().countries.values()
    countries_on = {reverse("support:country", args=[country.slug]): country.compiled_on for country in countries}
    return found | clinics | countries_on


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=UTC)
