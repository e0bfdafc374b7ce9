"""The policy of every page: nothing unsafe, and no code from text."""

import pytest

from web.headers import content_security_policy


@pytest.mark.parametrize("staff", [False, True])
def test_the_policy_has_no_unsafe_word(staff: bool) -> None:
    policy = content_security_policy(staff=staff)
    assert "unsafe" not in policy
    assert "data:" not in policy
    assert "default-src 'none'" in policy
    assert "object-src 'none'" in policy


def test_on_public_pages_no_script_makes_code_from_text() -> None:
    assert "require-trusted-types-for 'script'; trusted-types worker" in content_security_policy()
    assert "trusted-types" not in content_security_policy(staff=True)
