"""What the server runs: built pages first, Django for the rest. Broken content stops it here."""

import gc
import os
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from web.no_core import leave_no_core

if TYPE_CHECKING:
    from web.built import Application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


def _application() -> "Application":
    leave_no_core()
    live = get_wsgi_application()
    from config.content import load_everything, render_tables  # needs Django's apps to be ready
    from web.built import BuiltPages
    from web.charset import only_utf_8
    from web.last_resort import last_resort

    load_everything()
    if settings.DEBUG:  # what is being written is read anew each time
        return live
    render_tables()
    pages = BuiltPages(last_resort(only_utf_8(live)), settings.PAGES_DIR)
    # What is here now stays: the collector of garbage need not look at it again and again while people wait.
    gc.collect()
    gc.freeze()
    return pages


application = _application()
