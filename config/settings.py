"""Every setting of the site. What differs from place to place comes from the environment."""

from pathlib import Path
from urllib.parse import urlsplit

import environ

from .secret_key import kept_secret_key
from .services import attempts_cache, staff_database

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or kept_secret_key(VAR_DIR)
# Keys that the site had before: what was signed or encrypted with one of them still counts.
SECRET_KEY_FALLBACKS = env.list("OLD_SECRET_KEYS", default=[])

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

# How many servers of ours stand in front. Then, and only then, their word counts that a visitor came by https.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",  # has templates, of which ours may stand before
    "allauth",
    "allauth.account",
    "allauth.mfa",
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
    "web.padding.PaddedCompression",
    "web.middleware.SecurityHeaders",
    "web.middleware.ExplainRefusedMethods",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "web.middleware.RefuseForeignPosts",
    "web.middleware.RefuseLargeBodies",
    "clinics.door.Door",
    "django.middleware.common.CommonMiddleware",
    # The staff half: each of these does nothing outside /staff/, so that no visitor can have a session.
    "clinics.middleware.Sessions",
    "clinics.middleware.Csrf",
    "clinics.middleware.Authentication",
    "clinics.middleware.Messages",
    "allauth.account.middleware.AccountMiddleware",  # only names the request, for the code that sends mail
    "clinics.middleware.StaffOnly",
    *(["django_browser_reload.middleware.BrowserReloadMiddleware"] if DEBUG else []),
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

# The staff half lives in a database. The public half is files, read once, and answers without one.
DATABASES = {"default": staff_database(env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'thaw.sqlite3'}"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# What counts attempts to log in has to be shared by all workers; the database is there anyway.
CACHES = {"default": attempts_cache(env.cache_url("CACHE_URL", default="dbcache://attempts?max_entries=100000"))}

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["web.loaders.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "context_processors": [
                "web.context_processors.site",
                "clinics.context_processors.clinic",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["web.templatetags.site"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
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
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage" if DEBUG else "web.storage.SmallScripts"
    }
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_MAX_AGE = 0 if DEBUG else 3600
WHITENOISE_MIMETYPES = {".svg": "image/svg+xml; charset=utf-8"}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# No form of ours is larger; web.middleware answers 413 before anything is read.
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = None

# Staff log in with a password and a second factor, and only where an administrator invited them.
AUTH_USER_MODEL = "clinics.StaffMember"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": name if "." in name else f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {"user_attributes": ("email", "name")}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
        ("clinics.passwords.NotOurWords", {}),
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "staff:home"
ACCOUNT_ADAPTER = "clinics.accounts.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "clinics.account_forms.LoginForm",
    "reauthenticate": "clinics.account_forms.ReauthenticateForm",
    "change_password": "clinics.account_forms.ChangePasswordForm",
    "set_password": "clinics.account_forms.SetPasswordForm",
    "reset_password": "clinics.account_forms.ResetPasswordForm",
    "reset_password_from_key": "clinics.account_forms.ResetPasswordKeyForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation is only ever opened from the mailbox that it was sent to
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_RATE_LIMITS = {"login_failed": "20/15m/ip,5/15m/key"}
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
MFA_ADAPTER = "clinics.accounts.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "clinics.account_forms.AuthenticateForm",
    "reauthenticate": "clinics.account_forms.ReauthenticateByCodeForm",
    "activate_totp": "clinics.account_forms.ActivateTOTPForm",
    "authenticate_webauthn": "clinics.passkey_forms.AuthenticatePasskeyForm",
    "login_webauthn": "clinics.passkey_forms.LoginPasskeyForm",
    "reauthenticate_webauthn": "clinics.passkey_forms.ReauthenticatePasskeyForm",
    "add_webauthn": "clinics.passkey_forms.AddPasskeyForm",
    "edit_webauthn": "clinics.passkey_forms.RenamePasskeyForm",
}
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the invitation has proven the address; allauth asks again after a reset password
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # browsers allow it on localhost alone
MFA_TOTP_ISSUER = SITE_NAME
MFA_TOTP_TOLERANCE = 0  # a code is good for its own half minute; allauth remembers for as long that it was used

IDLE_SECONDS = 30 * 60
LONGEST_SECONDS = 12 * 3600  # since the log-in, however busy
SESSION_COOKIE_NAME = "__Host-staff" if HTTPS else "staff"
SESSION_COOKIE_AGE = IDLE_SECONDS
SESSION_SAVE_EVERY_REQUEST = True  # so that it ends after half an hour without any
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = "Lax"  # "Strict" would break the link in a mail that sets a new password
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "web.errors.not_from_our_page"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Mail goes to the console until a server is named, such as EMAIL_URL=smtp+tls://user:password@mail.example:587
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("MAIL_FROM", default=SITE_CONTACT or "thaw@localhost")

# Django looks for its own middleware; web.deployment asks whether what stands in for it is there.
SILENCED_SYSTEM_CHECKS = ["security.W001", "security.W002", "security.W003"]
SECURE_CROSS_ORIGIN_OPENER_POLICY = None  # all of these headers come from web.headers

# Of the public half only what broke is logged: no visit, no address that was not found, no refused form. "staff" tells
# of log-ins (clinics.security_log). No handler mails anything.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"route_not_path": {"()": "web.log_lines.RouteNotPath"}},
    "formatters": {"text": {"()": "web.log_lines.Lines"}, "json": {"()": "web.log_lines.JsonLines"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["route_not_path"],
            "formatter": env.str("LOG_FORMAT", default="text"),
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "CRITICAL"},
        "staff": {"level": "INFO"},
        "django.template": {"level": "WARNING"},  # its debug messages print what a page was made from
    },
}
