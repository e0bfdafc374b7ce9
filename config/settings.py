"""Every setting of the site. What differs from place to place comes from the environment."""

import os
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.management.utils import get_random_secret_key

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent


def kept_secret_key() -> str:
    """The key this machine made for itself the first time it was needed; only its owner may read it."""
    path = BASE_DIR / "var" / "secret_key"
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
            file.write(get_random_secret_key())
    return path.read_text()


DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or kept_secret_key()

# The address that visitors use, without a slash at the end: canonical links are made from it.
SITE_URL = env.str("SITE_URL", default="http://localhost:8000").rstrip("/")
SITE_NAME = env.str("SITE_NAME", default="Thaw")
# Who runs this copy of the site, and how to reach them (an e-mail address). Shown as they are.
SITE_OPERATOR = env.str("SITE_OPERATOR", default="")
SITE_CONTACT = env.str("SITE_CONTACT", default="")
# Where "Leave this page" leads: a neutral page that shows nobody's own suggestions.
LEAVE_URL = env.str("LEAVE_URL", default="https://www.wikipedia.org/")

HTTPS = urlsplit(SITE_URL).scheme == "https"
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]", urlsplit(SITE_URL).hostname or "localhost"]
)

INSTALLED_APPS = [
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "crispy_forms",
    "web",
    "support",
    "articles",
    "selfcheck",
    "pages",
    "clinics",
    *(["django_browser_reload"] if DEBUG else []),
]

MIDDLEWARE = [
    "django_http_compression.middleware.HttpCompressionMiddleware",
    "web.middleware.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "web.middleware.ExplainRefusedMethods",
    "web.middleware.RefuseForeignPosts",
    "web.middleware.RefuseLargeBodies",
    "django.middleware.common.CommonMiddleware",
    *(["django_browser_reload.middleware.BrowserReloadMiddleware"] if DEBUG else []),
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

# There is no database to ask: the public half is files, read once.
DATABASES: dict[str, dict[str, str]] = {}

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["web.context_processors.site"], "builtins": ["web.templatetags.site"]},
    }
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["plain"]
CRISPY_TEMPLATE_PACK = "plain"
CRISPY_FAIL_SILENTLY = False

CONTENT_DIR = Path(env.str("CONTENT_DIR", default=str(BASE_DIR / "content")))
FONTS_DIR = BASE_DIR / "fonts"
BUILD_DIR = Path(env.str("BUILD_DIR", default=str(BASE_DIR / "build")))
PAGES_DIR = BUILD_DIR / "pages"
BUILT_ADDRESSES = "config.addresses.built_addresses"

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = BUILD_DIR / "static"
STORAGES = {
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    }
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_MAX_AGE = 0 if DEBUG else 3600

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# No form of ours is larger; web.middleware answers 413 before anything is read.
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = None

SECURE_CROSS_ORIGIN_OPENER_POLICY = None  # all of these headers come from web.headers

# Only what broke on our side is logged: no visit, no address that was not found, no refused form; and no handler
# mails anything.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "CRITICAL"},
        "django.template": {"level": "WARNING"},  # its debug messages print what a page was made from
    },
}
