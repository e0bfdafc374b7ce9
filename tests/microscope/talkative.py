"""Settings under which every logger says all that it can: what an operator who is looking for a fault may set."""

from config.settings import *  # noqa: F403
from config.settings import LOGGING

LOGGING = LOGGING | {
    "root": LOGGING["root"] | {"level": "DEBUG"},
    # django.template stays as it is: its debug messages print what a page was made from, and the settings say so.
    "loggers": {
        **{name: logger | {"level": "DEBUG"} for name, logger in LOGGING["loggers"].items()},
        "django.template": LOGGING["loggers"]["django.template"],
        "markdown_it": {"level": "WARNING"},  # reads content, at the start, in fifty thousand lines
    },
}
