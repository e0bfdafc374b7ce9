"""Take the secrets out of the addresses that the log names."""

import logging
import re

SECRET = re.compile(r"(/staff/(?:invitation|account/password/reset/key)/)[^/\s]+")


class WithoutSecrets(logging.Filter):
    """An invitation's or a reset's link still works when the database is back: the log does not hold it."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(SECRET.sub(r"\1…", a) if isinstance(a, str) else a for a in record.args)
        return True
