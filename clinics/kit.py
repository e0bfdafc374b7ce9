"""What the kit says: the words of the site, whose papers they are, and where their code leads."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from html import escape
from typing import Any, Literal, get_args

from django.conf import settings

from support.contacts import SHARED_EMERGENCY
from web.qr import qr_file

from .kit_words import KitWords, PaperWords
from .text_message import Length, length

Kind = Literal["poster", "cards", "leaflet", "slide"]
KINDS: tuple[Kind, ...] = get_args(Kind)
LONG_NAME, LONG_ADDRESS = 36, 26  # from here on they are set smaller, so that they stay on the paper


def _front_page() -> str:
    return f"{settings.SITE_URL}/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Whose papers these are, and the whole address to which their code leads; the site's front page by itself."""

    name: str = ""
    phone: str = ""
    address: str = field(default_factory=_front_page)

    @property
    def shown(self) -> str:
        """The address as people type it."""
        return self.address.removeprefix("https://").removeprefix("http://").rstrip("/")

    @property
    def is_named(self) -> bool:
        """Whether anything of it stands on the papers besides the address."""
        return bool(self.name or self.phone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wordings:
    """What can be pasted elsewhere."""

    text: str
    text_length: Length
    site: str
    link: str
    signature: str


def paper(kind: Kind, words: KitWords, sender: Sender, language: str) -> dict[str, Any]:
    """Everything that one paper shows, for its page and for its PDF alike."""
    about: PaperWords = getattr(words, kind)
    return {
        "kind": kind,
        "title": f"{settings.SITE_NAME}: {about.title}",
        "lang": language,
        "site": settings.SITE_NAME,
        "say": filled(asdict(about), sender),
        "shared": filled(asdict(words.shared), sender),
        "name": sender.name,
        "call_us": fill(words.shared.call_us, sender) if sender.phone else "",
        "long_name": len(sender.name) >= LONG_NAME,
        "address": sender.address,
        "shown": sender.shown,
        "long_address": len(sender.shown) >= LONG_ADDRESS,
        "code": qr_file(sender.address),
    }


def wordings(words: KitWords, sender: Sender) -> Wordings:
    """The text message, the paragraph and the link for a website, and a line below e-mails."""
    say = words.wordings
    text, signature = _text_message(words, sender), fill(say.signature, sender)
    if sender.name:
        signature = fill(say.signature_named, sender, signature=signature)
    link = f'<a href="{escape(sender.address)}">{escape(fill(say.link, sender))}</a>'
    return Wordings(text=text, text_length=length(text), site=fill(say.site, sender), link=link, signature=signature)


def _text_message(words: KitWords, sender: Sender) -> str:
    """The fuller text, or the shorter one where the fuller one would go out as two messages."""
    say = words.wordings
    texts = [fill(each, sender) for each in (say.text, say.text_short)]
    if sender.name:
        texts = [fill(say.text_named, sender, text=each) for each in texts]
    return next((each for each in texts if length(each).parts == 1), texts[-1])


def fill(line: str, sender: Sender, /, **more: object) -> str:
    """A text of the kit with its gaps filled; what was typed is filled in once and never read as a gap."""
    return line.format_map(_common(sender) | more)


def filled(texts: Any, sender: Sender) -> Any:
    """The same texts, however they are nested, each with its gaps filled."""
    if isinstance(texts, str):
        return fill(texts, sender)
    if isinstance(texts, Mapping):
        return {key: filled(value, sender) for key, value in texts.items()}
    return [filled(each, sender) for each in texts]


def _common(sender: Sender) -> dict[str, object]:
    return {
        "site": settings.SITE_NAME,
        "address": sender.address,
        "numbers": ", ".join(SHARED_EMERGENCY),
        "name": sender.name,
        "phone": sender.phone,
    }
