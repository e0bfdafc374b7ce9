"""What is refused on the way in, and what every answer carries on the way out."""

import hashlib
import logging
import re
from base64 import b64encode
from typing import Any

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client

from web.headers import FEATURES_OFF, content_security_policy, file_headers, security_headers

HERE = {"Sec-Fetch-Site": "same-origin"}
FORM = "application/x-www-form-urlencoded"


def send(client: Client, body: bytes | str = "", type: str = FORM, **headers: str) -> "object":
    return client.post("/self-check/", body, content_type=type, headers=headers or HERE)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Origin": "http://testserver"}, 200),
        ({"Sec-Fetch-Site": "none", "Origin": "http://testserver"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://testserver.evil.example"}, 403),
        ({"Origin": "http://[broken"}, 403),
        ({"X-Nothing": "1"}, 403),
    ],
)
def test_a_form_is_taken_only_from_our_own_pages(client: Client, headers: dict[str, str], status: int) -> None:
    response = client.post("/self-check/", "M1=3", content_type=FORM, headers=headers)
    assert response.status_code == status
    assert "/help/" in response.content.decode()


@pytest.mark.parametrize(
    ("body", "type", "status"),
    [
        ("M1=" + "3" * 70_000, FORM, 413),
        (b"M1=\xff\xfe", FORM, 400),
        ("M1=%ff%fe", FORM, 400),
        (
            b'--x\r\nContent-Disposition: form-data; name="saf"\r\n\r\n\xff\xfe\r\n--x--\r\n',
            "multipart/form-data; boundary=x",
            400,
        ),
        ('{"M1": 3}', "application/json", 400),
        ("M1=3", "text/plain", 400),
        ("M1=3", "", 400),
        ("M1=3", FORM + "; charset=iso-8859-15", 400),
        ("no boundary", "multipart/form-data", 400),
        ("x", "multipart/form-data; boundary=\xe9", 400),
        ("&&&=&=&M1", FORM, 200),
        ("M1=3&" * 5000, FORM, 200),
        ("a" * 60_000, FORM, 200),
    ],
)
def test_bad_input_gets_a_plain_page_with_help_and_no_echo(
    client: Client, body: bytes | str, type: str, status: int
) -> None:
    response = client.post("/self-check/", body, content_type=type, headers=HERE)
    html = response.content.decode()
    assert response.status_code == status
    assert ">Get help now" in html
    assert response.headers["Cache-Control"] == "no-store"


def test_what_was_sent_is_never_repeated(client: Client) -> None:
    marker = "zqxmarkerzqx"
    body = f"M1={marker}&{marker}=3&country={marker}&saf={marker}&evt={marker}&change={marker}"
    for sent in (body, body.replace("change", "other")):
        assert marker not in client.post("/self-check/", sent, content_type=FORM, headers=HERE).content.decode()
    refused = client.post(f"/{marker}/?{marker}", body, content_type=FORM, headers={"Origin": f"http://{marker}"})
    assert refused.status_code == 403
    assert marker not in re.sub(r'href="[^"]*"', "", refused.content.decode())


def test_a_body_of_unknown_length_is_not_read(client: Client) -> None:
    response = client.generic(
        "POST", "/self-check/", "", headers=HERE | {"Transfer-Encoding": "chunked"}, CONTENT_LENGTH=""
    )
    assert response.status_code == 411


@pytest.mark.parametrize("method", ["put", "delete", "patch", "trace"])
def test_other_methods_are_refused(client: Client, method: str) -> None:
    response = getattr(client, method)("/self-check/", headers=HERE)
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD, POST"
    assert "This page cannot be used that way" in response.content.decode()
    assert getattr(client, method)("/self-check/").status_code == 403


@pytest.mark.parametrize("method", ["get", "head", "Post", "hEAD"])
@pytest.mark.parametrize("address", ["/self-check/", "/static/js/leave.js", "/static/nothing.js"])
def test_a_method_in_other_letters_is_another_method(client: Client, address: str, method: str) -> None:
    """A server sends the body of an answer to any method but HEAD, so Django may not leave it out for another."""
    response = client.generic("GET", address, headers=HERE, REQUEST_METHOD=method)
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_a_file_takes_no_form_and_says_so(client: Client) -> None:
    response = client.post(staticfiles_storage.url("js/leave.js"), headers=HERE)
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD"
    assert "This page cannot be used that way" in response.content.decode()


@pytest.mark.parametrize(
    ("address", "status"), [("/nothing/", 404), ("/articles/nothing/", 404), ("/help/nothing/", 404)]
)
def test_a_page_that_is_not_there_helps(client: Client, address: str, status: int) -> None:
    response = client.get(address)
    assert response.status_code == status
    assert "This page is not here" in response.content.decode()
    assert 'href="tel:112"' in response.content.decode()


def test_a_mistake_of_ours_is_a_calm_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("selfcheck.views.result_of", breaks)
    client.raise_request_exception = False
    logging.disable(logging.CRITICAL)
    response = client.post("/self-check/", "saf=3", content_type=FORM, headers=HERE)
    logging.disable(logging.NOTSET)
    assert response.status_code == 500
    html = response.content.decode()
    assert "Something broke on our side" in html
    assert 'href="tel:112"' in html
    assert "broken" not in html.replace("broken on the way", "")


def test_the_policy_allows_our_own_things_alone(client: Client) -> None:
    response = client.get("/self-check/")
    policy = response.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    styles = re.findall(r"<style>(.*?)</style>", response.content.decode(), re.S)
    hashes = {f"'sha256-{b64encode(hashlib.sha256(style.encode()).digest()).decode()}'" for style in styles}
    (allowed,) = re.findall(r"style-src ([^;]*)", policy)
    assert hashes
    assert hashes <= set(allowed.split())
    assert "*" not in policy
    assert "http" not in policy


def test_only_while_pages_are_written_any_script_may_start_a_worker(settings: Any) -> None:
    assert "trusted-types worker" in content_security_policy()
    settings.DEBUG = True  # a library of others reloads the page then
    assert "trusted-types" not in content_security_policy()


def test_every_answer_carries_the_same_security_headers(client: Client) -> None:
    answers = [
        client.get("/"),
        client.get("/nothing/"),
        client.post("/self-check/", "saf=1", content_type=FORM, headers=HERE),
        client.post("/self-check/", "saf=1", content_type=FORM),
    ]
    for response in answers:
        assert response.headers["Referrer-Policy"] == "same-origin"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        for feature in FEATURES_OFF:
            assert f"{feature}=()" in response.headers["Permissions-Policy"]
        assert "Strict-Transport-Security" not in response.headers, "only over https"


def test_files_carry_what_files_need_and_what_is_missing_among_them_is_a_page(client: Client) -> None:
    script = client.get(staticfiles_storage.url("js/leave.js"))
    assert file_headers().items() <= script.headers.items()
    assert "Permissions-Policy" not in script.headers
    missing = client.get("/static/js/nothing.js")
    assert missing.status_code == 404
    assert security_headers().items() <= missing.headers.items()


def test_https_is_kept_where_there_is_https(settings: object) -> None:
    from web.headers import security_headers

    settings.HTTPS = True  # type: ignore[attr-defined]
    assert "max-age=" in security_headers()["Strict-Transport-Security"]


@pytest.mark.parametrize(("charset", "status"), [("utf-8", 200), ("rot13", 400), ("utf-7", 400), ("latin-1", 400)])
def test_a_form_in_another_encoding_is_refused(client: Client, charset: str, status: int) -> None:
    kind = f"multipart/form-data; boundary=x; charset={charset}"
    for address in ("/self-check/", "/self-check/note/"):
        response = client.generic("POST", address, b"--x--", content_type=kind, headers=HERE)
        assert response.status_code == status
