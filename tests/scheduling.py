"""Who runs which test where several processes do: whoever is free, save for tests that share a server of their own."""

from xdist.scheduler import LoadScopeScheduling

# These start (and build) a site that no other test needs; they stay in one process, which begins with them.
TOGETHER = (
    *("tests/browser/test_offline.py", "tests/browser/test_staff.py", "tests/faults/test_faults.py"),
    *("tests/deploy/test_nginx.py", "tests/attack/test_attack.py"),
)


class Together(LoadScopeScheduling):
    """Hands out tests one by one, and the tests of a module above as one."""

    def _split_scope(self, nodeid: str) -> str:
        module = nodeid.partition("::")[0]
        return module if module in TOGETHER else nodeid
