"""A process that crashes leaves no picture of its memory behind, in which an answer could be read."""

import resource


def leave_no_core() -> None:
    """What a service manager may have said already, and a terminal or a container has not."""
    most = resource.getrlimit(resource.RLIMIT_CORE)[1]
    resource.setrlimit(resource.RLIMIT_CORE, (0, most))
