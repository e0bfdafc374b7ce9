"""What only writers need is not sent: comments in scripts, indents in pages. Nothing else changes by it."""

import re
from hashlib import md5
from pathlib import Path

import pytest
import rjsmin
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template import Context, Engine
from django.template.loader import get_template

from tests.pages import every_page

SCRIPTS = sorted(path.name for path in (settings.BASE_DIR / "static/js").glob("*.js"))


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_is_served_small_under_a_name_that_holds_its_hash(name: str) -> None:
    written = (settings.BASE_DIR / "static/js" / name).read_text(encoding="utf-8")
    served = settings.STATIC_ROOT / staticfiles_storage.url(f"js/{name}").removeprefix("/static/")
    assert served.read_text(encoding="utf-8") == rjsmin.jsmin(written)
    assert served.stat().st_size < len(written.encode()) * 0.85
    assert md5(served.read_bytes()).hexdigest()[:12] == served.name.split(".")[1]


def test_scripts_of_others_are_served_as_they_are() -> None:
    name = "admin/js/theme.js"
    served = settings.STATIC_ROOT / staticfiles_storage.url(name).removeprefix("/static/")
    assert served.read_bytes() == (settings.STATIC_ROOT / name).read_bytes()
    assert b"\n    " in served.read_bytes()


def test_no_page_carries_indents() -> None:
    for name, html in every_page().items():
        kept = re.sub(r"<textarea.*?</textarea>|<style>.*?</style>", "…", html, flags=re.S)
        assert not re.search(r"\n[ \t]{2,}<", kept), name


def test_a_line_that_says_something_stays_apart_from_the_next(tmp_path: Path) -> None:
    written = (
        '{% load i18n %}\n{% if x %}\n  {% translate "Hello" %}\n  {% translate "world" %}\n{% endif %}\n<a>there</a>\n'
    )
    (tmp_path / "page.html").write_text(written)
    engine = Engine(dirs=[tmp_path], loaders=["web.loaders.Loader"], libraries={"i18n": "django.templatetags.i18n"})
    assert engine.get_template("page.html").render(Context({"x": True})) == "Hello\nworld\n<a>there</a>\n"


def test_words_keep_the_space_between_them_and_mails_their_lines() -> None:
    assert "</a>\n<a " in get_template("clinics/for_clinics.html").template.source
    assert "\n\n" in get_template("account/email/password_reset_key_message.txt").template.source
