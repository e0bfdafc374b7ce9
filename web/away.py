"""Whether something broke because a service behind the staff half does not answer: no fault of ours or of theirs."""

from django.db import DataError, Error, IntegrityError


def is_away(problem: BaseException | None) -> bool:
    """The database or the cache is away, slow or full. What was sent to it was not wrong in itself."""
    from redis.exceptions import RedisError  # only where something has broken already: most copies have no Redis

    if isinstance(problem, RedisError):
        return True
    return isinstance(problem, Error) and not isinstance(problem, DataError | IntegrityError)
