"""What the pages for what went wrong say: a title and a sentence for each HTTP status."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[int | str, tuple[str | Promise, str | Promise]] = {
    400: (
        _("We could not read what was sent"),
        _("Something in it was broken on the way. Nothing was kept. Please go back and send it again."),
    ),
    403: (
        _("This form was not sent from our own page"),
        _(
            "To protect you, we only take what was sent from a page of this site. Nothing was kept. "
            "If you came from our page, your browser or a program in between may hide where forms come from."
        ),
    ),
    "role": (
        _("Your account may not do this"),
        _("You can read this clinic's pages, or ask an administrator of the site to let you change them."),
    ),
    404: (
        _("This page is not here"),
        _("The address may have a slip in it, or the page has moved."),
    ),
    405: (_("This page cannot be used that way"), _("Please open it as a page.")),
    411: (
        _("We could not tell how much was sent"),
        _("So nothing was read, and nothing was kept. Please go back and send it again."),
    ),
    413: (
        _("That was more than we can take"),
        _("The self-check is small, so something else was sent with it. Nothing was read or kept."),
    ),
    429: (
        _("Too many tries"),
        _("To protect accounts, this page takes only a few tries in a row. Please wait a quarter of an hour."),
    ),
    503: (
        _("The staff part is away for a moment"),
        _(
            "Its database does not answer, so nothing was saved. Please try again in a minute; the Back button may "
            "still hold what you typed. All public pages work: help, reading and the self-check."
        ),
    ),
    "busy": (
        _("Too much at once"),
        _("Very much was asked for from your network in a few seconds. Nothing was kept. Please wait a moment."),
    ),
    "away": (
        _("This part is away for a moment"),
        _(
            "Nothing you sent was kept; the Back button may still hold what you typed. Please try again in a minute. "
            "The help numbers and everything to read are still here."
        ),
    ),
    500: (
        _("Something broke on our side"),
        _("It is not your doing. Nothing you sent was kept. Please try again in a minute."),
    ),
}
