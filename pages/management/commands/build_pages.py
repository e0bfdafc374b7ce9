"""Render every public page and file once, with compressed copies, so that a server need not."""

import gzip
import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import brotli
from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.test import Client, RequestFactory
from django.utils.module_loading import import_string

from web.built import CACHE, MANIFEST
from web.errors import refuse
from web.nginx import configuration

SETTINGS = ("SITE_URL", "SITE_NAME", "SITE_OPERATOR", "SITE_CONTACT", "LEAVE_URL", "DEBUG")
NGINX_ANSWERS = {400: "", 404: "", 411: "", 413: "", 429: "busy", 503: "away"}  # status, and which of its reasons
SOURCES = (
    *("articles", "clinics", "config", "contentfiles", "fonts", "locale", "pages", "selfcheck", "static", "support"),
    *("templates", "web"),
    "requirements.txt",
    "CHANGELOG.md",  # its corrections stand on a page
)


class Command(BaseCommand):
    """See the module."""

    help = "Render every public page into build/pages, unless nothing has changed."
    requires_system_checks = "__all__"

    def handle(self, *args: Any, **options: Any) -> None:
        """Build only when a source or a setting differs from those of the last build."""
        fingerprint = _fingerprint()
        if _built_from(settings.PAGES_DIR) == fingerprint:
            return
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        fresh = settings.BUILD_DIR / "pages.new"
        shutil.rmtree(fresh, ignore_errors=True)
        # One client for all pages: each new one would look at every static file again.
        visitor = Client(headers={"host": urlsplit(settings.SITE_URL).netloc})
        pages = {address: _write(fresh, address, visitor) for address in import_string(settings.BUILT_ADDRESSES)()}
        (fresh / MANIFEST).write_text(json.dumps({"from": fingerprint, "pages": pages}, indent=0), encoding="utf-8")
        _keep_dates(fresh, settings.PAGES_DIR)
        shutil.rmtree(settings.PAGES_DIR, ignore_errors=True)
        fresh.rename(settings.PAGES_DIR)
        _for_nginx(settings.BUILD_DIR / "nginx", pages)
        self.stdout.write(f"Built {len(pages)} pages and files.")


def _write(folder: Path, address: str, visitor: Client) -> dict[str, str]:
    """Render one address, store it with its compressed copies, and say what was stored."""
    response = visitor.get(address)
    if response.status_code != 200 or response.cookies:
        raise CommandError(f"{address} answered {response.status_code}, cookies: {list(response.cookies)}")
    name = address.strip("/")
    file = name if Path(name).suffix else f"{name}/index.html".lstrip("/")
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    body = response.content
    path.write_bytes(body)
    path.with_name(path.name + ".gz").write_bytes(gzip.compress(body, mtime=0))
    path.with_name(path.name + ".br").write_bytes(brotli.compress(body))
    digest = hashlib.sha256(body).hexdigest()[:16]
    cache = response.headers.get("Cache-Control", CACHE)
    return {"file": file, "type": response.headers["Content-Type"], "hash": digest, "cache": cache}


def _keep_dates(fresh: Path, before: Path) -> None:
    """A page that did not change keeps its date: nginx makes ETags of it, and a browser need not fetch it again."""
    for path in (path for path in fresh.rglob("*") if path.is_file()):
        old = before / path.relative_to(fresh)
        if old.is_file() and old.read_bytes() == path.read_bytes():
            shutil.copystat(old, path)


def _for_nginx(folder: Path, pages: dict[str, dict[str, str]]) -> None:
    """What deploy/nginx.conf includes."""
    asked = RequestFactory().get("/")
    own = {status: refuse(asked, status, why).content.decode() for status, why in NGINX_ANSWERS.items()}
    folder.mkdir(exist_ok=True)
    for name, text in configuration(pages, own, settings.BUILD_DIR.resolve()).items():
        (folder / name).write_text(text, encoding="utf-8")


def _built_from(folder: Path) -> str | None:
    manifest = folder / MANIFEST
    return json.loads(manifest.read_text(encoding="utf-8"))["from"] if manifest.exists() else None


def _fingerprint() -> str:
    digest = hashlib.sha256(repr([str(getattr(settings, name)) for name in SETTINGS]).encode())
    for path in sorted(_source_files()):
        digest.update(str(path).encode() + path.read_bytes())
    return digest.hexdigest()


def _source_files() -> Iterator[Path]:
    for place in (settings.CONTENT_DIR, *(settings.BASE_DIR / name for name in SOURCES)):
        files = place.rglob("*") if place.is_dir() else [place]
        yield from (path for path in files if path.is_file() and "__pycache__" not in path.parts)
