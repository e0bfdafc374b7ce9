"""Send one plain mail to somebody of the staff, and say whether the server took it."""

import logging
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)


def send(template: str, to: str, subject: str, **context: Any) -> bool:
    """Send `clinics/mail/<template>.txt`. The log says what failed, without the address."""
    context |= {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL, "site_contact": settings.SITE_CONTACT}
    body = render_to_string(f"clinics/mail/{template}.txt", context).strip() + "\n"
    subject = " ".join(f"{settings.SITE_NAME}: {subject}".split())  # a clinic's name stands in it
    try:
        EmailMessage(subject, body, to=[to]).send()
    except (SMTPException, OSError, ValueError) as problem:
        logger.error("A mail could not be sent (%s): %s", template, type(problem).__name__)
        return False
    return True
