"""The pages on security say what is so: every test and module they name is there, and some of what they claim."""

import ast
import re
import stat
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from allauth.account.forms import EmailAwarePasswordResetTokenGenerator
from allauth.account.utils import user_pk_to_url_str
from allauth.core.internal.httpkit import get_client_ip
from django.conf import global_settings, settings
from django.contrib.auth.hashers import get_hasher
from django.test import Client, RequestFactory
from django.urls import reverse

from config.secret_key import kept_secret_key
from tests.clinics import staff
from tests.pages import FORM, HERE, HOST
from tests.test_architecture import MODULES, ROOT
from web.headers import security_headers

PAGES = ("docs/security.md", "docs/security-asvs.md")
ROW = re.compile(r"\| V(\d+\.\d+\.\d+) \| ([12]) \| (.+) \| (.+) \| (.+) \| (.+) \|")
TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
PATH = re.compile(r"`([\w.-]+(?:/[\w.-]+)+\.(?:py|md|js|html|conf|txt|toml))`")
SETTING = re.compile(r"`([A-Z]+_[A-Z_]+|DEBUG|MIDDLEWARE|LOGGING)`")
STATUSES = ("met", "not met", "does not apply")
# The requirements of each level, as ASVS 5.0.0 numbers them: section, then the last numbers.
LEVEL_1 = """1.2:1-5 1.3:1-2 1.5:1 2.1:1 2.2:1-2 2.3:1 3.2:1-2 3.3:1 3.4:1-2 3.5:1-3 4.1:1 4.4:1 5.2:1-2 5.3:1-2 6.1:1 6.2:1-8
    6.3:1-2 6.4:1-2 7.2:1-4 7.4:1-2 8.1:1 8.2:1-2 8.3:1 9.1:1-3 9.2:1 10.4:1-5 11.3:1-2 11.4:1 12.1:1 12.2:1-2 13.4:1
    14.2:1 14.3:1 15.1:1 15.2:1 15.3:1"""
LEVEL_2 = """1.1:1-2 1.2:6-9 1.3:3-11 1.4:1-3 1.5:2 2.1:2-3 2.2:3 2.3:2-4 2.4:1 3.3:2-4 3.4:3-6 3.5:4-5 3.7:1-2 4.1:2-3 4.2:1
    4.3:1-2 4.4:2-4 5.1:1 5.2:3 5.4:1-3 6.1:2-3 6.2:9-12 6.3:3-4 6.4:3-4 6.5:1-5 6.6:1-3 6.8:1-4 7.1:1-3 7.3:1-2 7.4:3-5
    7.5:1-2 7.6:1-2 8.1:2 8.2:3 8.4:1 9.2:2-4 10.1:1-2 10.2:1-2 10.3:1-4 10.4:6-11 10.5:1-5 10.6:1-2 10.7:1-3 11.1:1-2
    11.2:1-3 11.3:3 11.4:2-4 11.5:1 11.6:1 12.1:2-3 12.3:1-4 13.1:1 13.2:1-5 13.3:1-2 13.4:2-5 14.1:1-2 14.2:2-4 14.3:2-3
    15.1:2-3 15.2:2-3 15.3:2-7 16.1:1 16.2:1-5 16.3:1-4 16.4:1-3 16.5:1-3 17.1:1 17.2:1-4 17.3:1-2"""


class Row(NamedTuple):
    """One requirement, as the table has it."""

    id: str
    level: str
    asks: str
    status: str
    where: str
    shown: str


def written_out(numbers: str) -> set[str]:
    found = set()
    for section, _, range_ in (each.partition(":") for each in numbers.split()):
        first, _, last = range_.partition("-")
        found |= {f"{section}.{number}" for number in range(int(first), int(last or first) + 1)}
    return found


def text_of(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def rows() -> list[Row]:
    lines = [line for line in text_of(PAGES[1]).splitlines() if line.startswith("| V")]
    found = [ROW.fullmatch(line) for line in lines]
    assert all(found), [line for line, row in zip(lines, found, strict=True) if not row]
    return [Row(*row.groups()) for row in found if row]


@lru_cache(maxsize=200)
def names_in(path: str) -> set[str]:
    return {node.name for node in ast.walk(ast.parse(text_of(path))) if isinstance(node, ast.FunctionDef)}


def test_every_requirement_of_both_levels_has_one_row() -> None:
    for level, numbers in (("1", LEVEL_1), ("2", LEVEL_2)):
        ids = [row.id for row in rows() if row.level == level]
        assert len(ids) == len(set(ids))
        assert set(ids) == written_out(numbers)


def test_every_row_has_a_status_and_says_where_or_why() -> None:
    for row in rows():
        assert row.status in STATUSES, row.id
        assert row.where.strip(" –"), row.id
        assert len(row.asks.split()) <= 15, row.id
        shown = row.shown.split("<br>")
        none = ["no test" if row.status == "met" else "–"]
        assert shown == none or (row.status == "met" and all(TEST.fullmatch(each) for each in shown)), row.id


def test_the_sums_above_the_table_are_right() -> None:
    sums = [sum(row.status == status for row in rows()) for status in STATUSES]
    assert "{} met, {} not met, {} do not apply.".format(*sums) in text_of(PAGES[1])


@pytest.mark.parametrize("document", PAGES)
def test_whatever_a_page_names_is_there(document: str) -> None:
    text = text_of(document)
    tests, paths = TEST.findall(text), PATH.findall(text)
    assert tests
    assert [path for path in paths if not (ROOT / path).exists()] == []
    assert [f"{path}::{name}" for path, name in tests if name not in names_in(path)] == []
    assert [name for name in SETTING.findall(text) if name not in text_of("config/settings.py")] == []


def test_what_a_row_says_is_written_above_is_written_there() -> None:
    headings = re.findall(r"^## (.+)$", text_of(PAGES[1]), re.M)
    named = {part for row in rows() for part in re.findall(r"“(.+?)” above", row.where)}
    assert named
    assert named <= set(headings)


# Some of what the table claims, where no other test shows it


STARTS_OR_RUNS = {"subprocess", "pickle", "marshal", "shelve", "ctypes", "pty"}
DANGEROUS = {"eval", "exec", "compile", "__import__", "system", "popen", "execv", "spawnl"}


def test_no_module_starts_a_program_or_runs_a_text() -> None:
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = {alias.name for alias in node.names} | {getattr(node, "module", None) or ""}
                assert not {name.partition(".")[0] for name in names} & STARTS_OR_RUNS, path
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in DANGEROUS, (path, node.lineno)
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "os":
                assert node.attr not in DANGEROUS, (path, node.lineno)


def test_no_script_makes_markup_or_code_from_text() -> None:
    scripts = [*(ROOT / "static/js").glob("*.js"), ROOT / "templates/support/offline.js"]
    assert len(scripts) > 5
    sinks = (
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|\beval\(|new Function|srcdoc"
    )
    for script in scripts:
        assert not re.search(rf"{sinks}|addEventListener\(\"message|onmessage", script.read_text()), script


def test_every_kind_of_answer_says_what_it_is_and_what_it_may_do(client: Client) -> None:
    sent: dict[str, Any] = {"content_type": FORM, "headers": HERE | HOST}
    answers = [
        *(client.get(path, headers=HOST) for path in ("/help/", "/nothing/", "/robots.txt", "/feed.xml")),
        *(client.post(f"/self-check/{end}", "saf=1", **sent) for end in ("", "note.pdf", "response.json")),
    ]
    for answer in answers:
        policy = answer.headers["Content-Security-Policy"].split("; ")
        assert {"default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"} <= set(policy)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert answer.headers["Content-Type"]
        assert not [name for name in answer.headers if name.lower().startswith("access-control-")]


def test_https_is_kept_for_two_years_with_every_subdomain(settings: Any) -> None:
    settings.HTTPS = True
    for staff_page in (False, True):
        value = security_headers(staff=staff_page)["Strict-Transport-Security"]
        assert "includeSubDomains" in value
        assert int(re.findall(r"max-age=(\d+)", value)[0]) >= 2 * 365 * 24 * 3600


@pytest.mark.parametrize(("proxies", "seen"), [(0, "192.0.2.1"), (1, "198.51.100.2")])
def test_no_visitor_says_for_themselves_where_they_come_from(proxies: int, seen: str, settings: Any) -> None:
    """The header that they send is before the one that our own server adds; with no server of ours none counts."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    forwarded = "203.0.113.9, 198.51.100.2"
    request = RequestFactory().get("/", headers={"x-forwarded-for": forwarded}, REMOTE_ADDR="192.0.2.1")
    assert get_client_ip(request) == seen


def test_passwords_are_kept_by_a_slow_hash() -> None:
    assert settings.PASSWORD_HASHERS == global_settings.PASSWORD_HASHERS
    hasher: Any = get_hasher("default")
    assert (hasher.algorithm, hasher.iterations >= 600_000) == ("pbkdf2_sha256", True)


def test_the_key_of_the_site_is_for_its_owner_alone(tmp_path: Path) -> None:
    made = kept_secret_key(tmp_path / "var")
    assert len(made) >= 50
    assert kept_secret_key(tmp_path / "var") == made
    assert stat.S_IMODE((tmp_path / "var/secret_key").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "var").stat().st_mode) == 0o700


@pytest.fixture
def quick(settings: Any, db: None) -> None:
    """What takes long on purpose, or is shared, is not what these tests are about."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "quick"}}


@pytest.mark.usefixtures("quick")
def test_a_log_in_begins_a_session_of_its_own() -> None:
    member = staff.make_member(staff.make_clinic())
    secret, client = staff.give_second_factor(member), staff.browser()
    staff.log_in(client, member.email)
    before = client.cookies[settings.SESSION_COOKIE_NAME].value
    client.post(reverse("mfa_authenticate"), {"code": staff.code_of(secret)})
    assert client.get("/staff/clinics/riverside/").status_code == 200
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != before


@pytest.mark.usefixtures("quick")
def test_a_session_that_was_logged_out_opens_nothing_any_more() -> None:
    client, thief = staff.logged_in(staff.make_member(staff.make_clinic())), staff.browser()
    kept = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert client.get("/staff/clinics/riverside/").status_code == 200
    client.post(reverse("account_logout"))
    thief.cookies[settings.SESSION_COOKIE_NAME] = kept
    assert thief.get("/staff/clinics/riverside/").status_code == 302


@pytest.mark.usefixtures("quick")
def test_a_link_for_a_new_password_that_was_changed_or_is_old_opens_nothing(settings: Any) -> None:
    member = staff.make_member()
    token = EmailAwarePasswordResetTokenGenerator().make_token(member)
    place = {"uidb36": user_pk_to_url_str(member), "key": token}

    def opens(**changed: str) -> bool:
        page = staff.browser().get(reverse("account_reset_password_from_key", kwargs=place | changed), follow=True)
        return 'name="password1"' in page.content.decode()

    assert opens()
    assert not opens(key=token[:-1] + ("0" if token[-1] != "0" else "1"))
    assert not opens(uidb36=user_pk_to_url_str(staff.make_member()))
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert not opens()


@pytest.mark.usefixtures("quick")
def test_a_password_is_masked_changed_with_the_old_one_and_taken_exactly_as_typed() -> None:
    member = staff.make_member(staff.make_clinic())
    client, page = staff.logged_in(member), reverse("account_change_password")
    fields = re.findall(r"<input [^>]*password[^>]*>", client.get(page).content.decode())
    assert len(fields) == 3
    assert all('type="password"' in field and "autocomplete=" in field for field in fields)
    new = "  Sixty-four Letters or more, ünder a ROOF of 7 tiles; spaces too.  "
    typed = {"password1": new, "password2": new}
    for old, changed in (("not the old one", False), (staff.PASSWORD, True)):
        client.post(page, typed | {"oldpassword": old})
        member.refresh_from_db()
        assert member.check_password(new) is changed
    assert not any(member.check_password(each) for each in (new.strip(), new.lower(), new[:64]))
    for typed_now, known in ((new.strip(), False), (new, True)):
        assert (
            "do not belong together" not in staff.text(staff.log_in(staff.browser(), member.email, typed_now))
        ) is known


@pytest.mark.usefixtures("quick")
def test_every_frame_of_a_staff_page_has_a_way_to_log_out() -> None:
    client = staff.logged_in(staff.make_member(staff.make_clinic(), administrator=True))
    for path in ("/staff/clinics/riverside/", reverse("mfa_index"), reverse("admin:index")):
        assert re.search(rf'<form[^>]* action="{reverse("account_logout")}"', client.get(path).content.decode()), path
