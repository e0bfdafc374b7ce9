"""Requests that nobody would send by mistake. Where they go is read from the site's own map of addresses."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()  # pytest has done so already; `python -m tests.attack` has not
