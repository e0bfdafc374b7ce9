"""Once a visitor is answered, nothing that they said is in the process any more: no store of any library holds it."""

import os
import subprocess
import sys

from django.conf import settings


def test_a_process_holds_nothing_that_was_said_to_it() -> None:
    run = [sys.executable, "-m", "tests.microscope.remembered"]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"}
    done = subprocess.run(run, cwd=settings.BASE_DIR, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    *held, asked = done.stdout.splitlines()
    assert int(asked) > 90
    assert held == []
