"""Why a back-up is not made or not restored."""


class RefusedError(Exception):
    """A sentence for whoever asked; nothing has been changed."""
