"""The pages of administrators: a clinic is made, renamed, retired and reopened, and its printed cards still lead on."""

import pytest
from django.test import Client
from django.utils.timezone import localdate
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from clinics.clinic_form import suggested_code
from clinics.codes import is_clinic_code
from clinics.directory import find_clinic
from clinics.models import Clinic, FormerCode

from .staff import browser, logged_in, make_clinic, make_member

NEW, SETTINGS = "/staff/new-clinic/", "/staff/clinics/riverside/settings/"
RETIRE = f"{SETTINGS}retire/"
TYPED = {"name": "Hill Practice", "code": "hill", "country": "GB"}
pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator() -> Client:
    return logged_in(make_member(administrator=True, name="Alex Stone", email="alex@site.example"))


def test_only_administrators_come_in() -> None:
    clinic = make_clinic()
    editor = logged_in(make_member(clinic))
    assert editor.get(NEW).status_code == 404
    assert editor.post(NEW, TYPED).status_code == 404
    for page in (SETTINGS, RETIRE):
        assert editor.get(page).status_code == 403
        assert editor.post(page, TYPED | {"to": "retire"}).status_code == 403
        assert logged_in(make_member()).post(page, TYPED).status_code == 404
        assert browser().get(page).status_code == 302
    clinic.refresh_from_db()
    assert (clinic.name, clinic.retired_on, Clinic.objects.count()) == ("Riverside Practice", None, 1)
    assert SETTINGS not in editor.get("/staff/clinics/riverside/").content.decode()


def test_a_clinic_is_made_and_its_door_opens(administrator: Client) -> None:
    assert NEW in administrator.get("/staff/").content.decode()
    answer = administrator.post(NEW, TYPED | {"code": " HILL "})
    assert (answer.status_code, answer.url) == (302, "/staff/clinics/hill/")
    found = find_clinic("hill").clinic
    assert found
    assert (found.name, found.country) == ("Hill Practice", "GB")
    change = Clinic.objects.get().changes.get()
    assert (change.what, change.after) == ("Clinic made", "Hill Practice\n/c/hill/\nUnited Kingdom")
    assert change.who == "Alex Stone (alex@site.example)"


def test_without_a_code_one_is_made_from_the_name(administrator: Client) -> None:
    for expected in ("hill-practice", "hill-practice-2"):
        answer = administrator.post(NEW, TYPED | {"code": ""})
        assert answer.url == f"/staff/clinics/{expected}/"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Riverside Surgery", "riverside-surgery"),
        ("Centre de santé de l’Île", "centre-de-sante-de-lile"),
        ("The Very Long Name of a Practice by the River", "the-very-long-name-of-a"),
        ("3rd Street_Clinic", "clinic-3rd-street-clinic"),
        ("Поликлиника", ""),
        ("A", ""),
        ("x" * 80, "x" * 24),
    ],
)
def test_a_code_comes_from_the_name(name: str, code: str) -> None:
    assert suggested_code(name) == code


@given(st.text(max_size=80))
def test_a_suggested_code_is_always_a_code(name: str) -> None:
    code = suggested_code(name)
    assert not code or is_clinic_code(code)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": ""}, "Give the name of the clinic."),
        ({"name": "x" * 81}, "This is 1 letter too long. There is room for 80."),
        ({"name": "A\x00B"}, "There is a character in here that cannot be shown."),
        ({"name": "A\u202eB"}, "There is a character in here that cannot be shown."),
        ({"code": "9lives"}, "Use 3 to 24 small letters, figures and hyphens"),
        ({"code": "x" * 25}, "Use 3 to 24 small letters, figures and hyphens"),
        ({"code": "a/b"}, "Use 3 to 24 small letters, figures and hyphens"),
        ({"code": "riverside"}, "Another clinic has this code, or had it."),
        ({"code": "old-side"}, "Another clinic has this code, or had it."),
        ({"code": "", "name": "Поликлиника"}, "We could not make a code from this name."),
        ({"country": ""}, "Choose a country."),
        ({"country": "ZZ"}, "We have no emergency lines for that country."),
    ],
)
def test_each_mistake_is_named_and_nothing_is_lost(administrator: Client, typed: dict[str, str], sentence: str) -> None:
    FormerCode.objects.create(clinic=make_clinic(), code="old-side")
    answer = administrator.post(NEW, TYPED | typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count(sentence) == 2, "in the summary and at the field"
    if typed.get("name") != "":
        assert f'value="{(TYPED | typed)["name"]}"'.replace("\x00", "�") in page.replace("\x00", "�")
    assert Clinic.objects.count() == 1


def test_a_code_that_was_taken_a_moment_ago_is_a_sentence(
    administrator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_clinic()
    monkeypatch.setattr("clinics.clinic_form.is_taken", lambda *_: False)
    answer = administrator.post(NEW, TYPED | {"code": "riverside"})
    assert answer.status_code == 422
    assert "Somebody took this code a moment ago." in answer.content.decode()


def test_a_renamed_clinic_keeps_its_old_code_and_may_go_back(administrator: Client) -> None:
    clinic = make_clinic()
    answer = administrator.post(SETTINGS, {"name": "Waterside", "code": "waterside", "country": "IE"})
    assert answer.url == "/staff/clinics/waterside/settings/"
    old, new = find_clinic("riverside"), find_clinic("waterside")
    assert old.trouble == "renamed"
    assert old.clinic
    assert new.clinic
    assert (old.clinic.code, new.clinic.name, new.clinic.country) == ("waterside", "Waterside", "IE")
    page = administrator.get(answer.url).content.decode()
    assert "<code>riverside</code>" in page
    assert "The country changed." in page
    change = clinic.changes.get()
    assert change.before == "Riverside Practice\n/c/riverside/\nUnited Kingdom"
    assert change.after == "Waterside\n/c/waterside/\nIreland"
    taken = administrator.post(NEW, TYPED | {"code": "riverside"})
    assert taken.status_code == 422
    administrator.post(answer.url, {"code": "riverside"})
    assert [each.code for each in FormerCode.objects.all()] == ["waterside"]
    assert find_clinic("riverside").trouble is None
    assert find_clinic("waterside").trouble == "renamed"


def test_settings_that_stay_write_nothing(administrator: Client) -> None:
    clinic = make_clinic()
    assert administrator.post(SETTINGS, {}).status_code == 302
    assert not clinic.changes.exists()
    assert not FormerCode.objects.exists()


def test_a_code_of_another_clinic_changes_nothing(administrator: Client) -> None:
    make_clinic(code="hillside")
    clinic = make_clinic()
    assert administrator.post(SETTINGS, {"code": "hillside", "name": "New name"}).status_code == 422
    clinic.refresh_from_db()
    assert (clinic.code, clinic.name) == ("riverside", "Riverside Practice")


def test_retiring_asks_first_and_can_be_undone(administrator: Client) -> None:
    clinic = make_clinic()
    page = administrator.get(RETIRE).content.decode()
    assert "Printed cards and posters keep working" in page
    assert find_clinic("riverside").trouble is None, "asking changes nothing"
    for to, trouble in (("retire", "retired"), ("retire", "retired"), ("reopen", None), ("reopen", None)):
        assert administrator.post(RETIRE, {"to": to}).status_code == 302
        assert find_clinic("riverside").trouble == trouble
    assert [each.what for each in clinic.changes.all()] == ["Clinic reopened", "Clinic retired"]
    Clinic.objects.update(retired_on=localdate())
    assert "Retired since" in administrator.get(SETTINGS).content.decode()


ODD = st.one_of(
    st.text(max_size=90), st.sampled_from(["\x00", "x" * 10_000, "💊", "\u202e", "مركز صحي", "a-b", "abc", "GB"])
)


class AnyForm(TestCase):
    """Whatever is sent, the answer is a page that says so."""

    def setup_example(self) -> None:
        super().setup_example()
        make_clinic()
        self.client = logged_in(make_member(administrator=True))

    @given(
        st.dictionaries(st.sampled_from(["name", "code", "country", "to"]), ODD),
        st.sampled_from([NEW, SETTINGS, RETIRE]),
    )
    def test_any_form(self, typed: dict[str, str], page: str) -> None:
        assert self.client.post(page, typed).status_code in (302, 422)
        assert self.client.get("/staff/").status_code == 200
