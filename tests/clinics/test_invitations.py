"""Invitations open once, for one address, and for seven days; and who may invite, change a role or remove."""

import re
from datetime import timedelta
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.mail.backends.locmem import EmailBackend
from django.utils.timezone import now

from clinics import invitations
from clinics.models import Change, Clinic, Invitation, Membership, StaffMember
from tests.clinics.staff import PASSWORD, browser, log_in, logged_in, make_clinic, make_member, text

pytestmark = pytest.mark.django_db
kept = pytest.mark.django_db(transaction=True)  # mail leaves only after the transaction
PEOPLE, INVITED = "/staff/clinics/riverside/people/", "/staff/invitation/"
NEW = "new.person@clinic.example"
ACCEPTED = {"name": "Noor Ahmadi", "password": "seven other otters"}
NOT_OPEN = "This invitation does not open"


def invite(clinic: Clinic, email: str = NEW, role: str = "editor") -> tuple[Invitation, str]:
    """An invitation by some administrator, and the path in its mail."""
    row, secret = invitations.make(clinic, email, role, make_member(administrator=True))
    return row, f"{INVITED}{secret}/"


def what(clinic: Clinic) -> list[str]:
    """The clinic's history, the newest first."""
    return [each.what for each in Change.objects.filter(clinic=clinic)]


@kept
def test_an_administrator_invites_and_the_mail_has_a_link_that_opens_it(mailoutbox: list[Any]) -> None:
    clinic, administrator = make_clinic(), make_member(administrator=True)
    client = logged_in(administrator)
    done = client.post(PEOPLE, {"email": "New.Person@Clinic.example", "role": "editor"}, follow=True)
    assert "is on its way" in text(done)
    (mail,) = mailoutbox
    assert mail.to == [NEW]
    assert "your invitation for Riverside Practice" in mail.subject
    link = re.search(re.escape(settings.SITE_URL) + rf"({INVITED}\S+/)", mail.body)
    assert link
    page = browser().get(link[1], follow=True)
    assert "Your invitation from Riverside Practice" in text(page)
    assert what(clinic) == ["Invited"]
    assert Change.objects.get().after == f"{NEW}: editor"


def test_of_the_secret_only_a_digest_is_kept() -> None:
    row, path = invite(make_clinic())
    secret = path.removeprefix(INVITED).strip("/")
    assert len(secret) >= 43
    assert secret not in str(Invitation.objects.values())
    assert row.expires_at - now() > timedelta(days=6, hours=23)


def test_the_link_takes_the_secret_out_of_the_address_and_tells_it_to_nobody() -> None:
    _row, path = invite(make_clinic())
    client = browser()
    first = client.get(path)
    assert (first.status_code, first.headers["Location"]) == (302, INVITED)
    assert first.headers["Referrer-Policy"] == "no-referrer"
    secret = path.removeprefix(INVITED).strip("/")
    page = client.get(INVITED)
    assert secret not in page.content.decode()
    assert secret not in str(dict(client.session))


@kept
def test_whoever_accepts_gets_an_account_a_role_and_goes_on_to_the_second_factor() -> None:
    clinic = make_clinic()
    row, path = invite(clinic)
    client = browser()
    form = client.get(path, follow=True)
    assert "At least 12 characters" in text(form)
    done = client.post(INVITED, ACCEPTED)
    assert (done.status_code, done.headers["Location"]) == (302, "/staff/second-factor/")
    member = StaffMember.objects.get(email=NEW)
    assert (member.name, member.is_superuser) == ("Noor Ahmadi", False)
    assert member.check_password(ACCEPTED["password"])
    assert Membership.objects.get(member=member).role == "editor"
    row.refresh_from_db()
    assert row.accepted_at
    assert what(clinic)[0] == "Accepted the invitation"
    assert client.get("/staff/clinics/riverside/").headers["Location"] == "/staff/second-factor/"
    # Just having chosen a password, they are not asked for it again.
    assert "Add a passkey" in text(client.get("/staff/account/second-factor/webauthn/add/"))


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"name": "", "password": ""}, "Please fill in “Your name”."),
        ({"name": "N" * 81}, "1 letter too long"),
        ({"name": "No\x00or"}, "cannot be shown"),
        ({"password": "short"}, "too short"),
        ({"password": "noorahmadi12"}, "too similar"),
        ({"password": "new.person@clinic.example"}, "too similar"),
        ({"password": "null\x00 byte and more"}, "Null characters"),
    ],
)
def test_what_cannot_be_taken_is_said_and_nothing_typed_is_lost(sent: dict[str, str], said: str) -> None:
    _row, path = invite(make_clinic())
    client = browser()
    client.get(path)
    answer = client.post(INVITED, ACCEPTED | sent)
    assert answer.status_code == 422
    assert said in text(answer)
    assert "Error: Your invitation" in text(answer)
    if "name" not in sent:
        assert 'value="Noor Ahmadi"' in answer.content.decode()
    assert ACCEPTED["password"] not in answer.content.decode()
    assert not StaffMember.objects.filter(email=NEW).exists()
    assert client.post(INVITED, ACCEPTED).status_code == 302


def _used(row: Invitation) -> None:
    Invitation.objects.filter(pk=row.pk).update(accepted_at=now())


def _withdrawn(row: Invitation) -> None:
    invitations.withdraw(Invitation.objects.filter(pk=row.pk))


def _too_old(row: Invitation) -> None:
    Invitation.objects.filter(pk=row.pk).update(expires_at=now() - timedelta(seconds=1))


def _clinic_retired(_row: Invitation) -> None:
    Clinic.objects.update(retired_on=now().date())


def _sent_again(row: Invitation) -> None:
    invitations.renew(row, make_member(administrator=True))


def _account_closed(_row: Invitation) -> None:
    make_member(email=NEW, is_active=False)


ENDS = [_used, _withdrawn, _too_old, _clinic_retired, _sent_again, _account_closed]


@pytest.mark.parametrize("end", ENDS)
def test_an_invitation_that_is_over_opens_nothing_and_says_the_same_as_a_made_up_one(end: Any) -> None:
    row, path = invite(make_clinic())
    typing = browser()  # somebody who had the page open
    typing.get(path)
    end(row)
    made_up = browser().get(f"{INVITED}{'x' * 43}/")
    late, posted = browser().get(path, follow=True), typing.post(INVITED, ACCEPTED)
    for answer in (made_up, late, posted, browser().get(INVITED)):
        assert answer.status_code == 410
        assert text(answer) == text(made_up)
        assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert NOT_OPEN in text(made_up)
    assert not Membership.objects.exists()


@pytest.mark.parametrize("secret", ["%00", "x" * 3000, "..", "%F0%9F%A4%90", "a b"])
def test_a_strange_link_gets_a_page_and_no_crash(secret: str) -> None:
    assert browser().get(f"{INVITED}{secret}/").status_code in (404, 410)


@pytest.mark.parametrize("same", [True, False])
@kept
def test_two_clicks_at_the_same_moment_make_one_account(same: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    _row, path = invite(make_clinic())
    other_path = path if same else invite(make_clinic("hill"))[1]
    slow, quick = browser(), browser()
    slow.get(path)
    quick.get(other_path)
    statuses = []

    def meanwhile(*_: object) -> None:
        """While the slow click is looked at, the quick one goes through."""
        if not statuses:
            statuses.append(0)
            statuses[0] = quick.post(INVITED, ACCEPTED).status_code

    monkeypatch.setattr("clinics.people_form.validate_password", meanwhile)
    statuses.append(slow.post(INVITED, ACCEPTED).status_code)
    assert statuses == [302, 410]
    assert StaffMember.objects.filter(email=NEW).count() == 1
    assert Membership.objects.count() == 1
    assert Invitation.objects.exclude(accepted_at=None).count() == 1


@kept
def test_a_second_click_in_the_same_browser_leaves_the_new_session_alone() -> None:
    _row, path = invite(make_clinic())
    client = browser()
    client.get(path)
    before = client.cookies["staff"].value
    assert client.post(INVITED, ACCEPTED).status_code == 302
    after = client.cookies["staff"].value
    client.cookies["staff"] = before  # the second click was sent before the first was answered
    answer = client.post(INVITED, ACCEPTED)
    assert answer.status_code == 410
    assert "staff" not in answer.cookies
    client.cookies["staff"] = after
    assert client.get("/staff/second-factor/").status_code == 200


def test_someone_with_an_account_logs_in_and_accepts_with_one_button() -> None:
    hill, clinic = make_clinic("hill", name="Hill Clinic"), make_clinic()
    member = make_member(hill, email=NEW)
    _row, path = invite(clinic, role="viewer")
    stranger = browser()
    page = stranger.get(path, follow=True)
    assert "has an account already" in text(page)
    assert "/staff/account/login/?next=/staff/invitation/" in page.content.decode()
    assert stranger.post(INVITED, ACCEPTED).status_code == 200  # a button that is not there does nothing
    assert not Membership.objects.filter(clinic=clinic).exists()
    client = logged_in(member)
    assert "Accept" in text(client.get(path, follow=True))
    done = client.post(INVITED, follow=True)
    assert "You belong to Riverside Practice now." in text(done)
    assert Membership.objects.get(clinic=clinic, member=member).role == "viewer"
    assert client.post(INVITED).status_code == 410


def test_a_password_alone_does_not_accept_for_an_account() -> None:
    member = make_member(email=NEW)
    _row, path = invite(make_clinic())
    client = logged_in(member, proven=False)
    client.get(path)
    assert client.post(INVITED).headers["Location"] == "/staff/second-factor/"
    assert not Membership.objects.exists()


def test_an_invitation_for_another_address_cannot_be_accepted() -> None:
    clinic = make_clinic()
    other = make_member(clinic)
    _row, path = invite(clinic)
    client = logged_in(other)
    assert "this invitation is for another address" in text(client.get(path, follow=True))
    client.post(INVITED, ACCEPTED)
    assert not StaffMember.objects.filter(email=NEW).exists()
    assert Membership.objects.count() == 1


@kept
def test_a_mail_that_cannot_be_sent_is_said_and_the_invitation_can_be_handed_over_or_sent_again(
    monkeypatch: pytest.MonkeyPatch, mailoutbox: list[Any]
) -> None:
    clinic = make_clinic()
    client = logged_in(make_member(administrator=True))
    send = EmailBackend.send_messages

    def away(*_: object) -> int:
        raise SMTPServerDisconnected

    monkeypatch.setattr(EmailBackend, "send_messages", away)
    page = text(client.post(PEOPLE, {"email": NEW, "role": "viewer"}, follow=True))
    assert "is kept, but the mail could not be sent" in page
    by_hand = re.search(re.escape(settings.SITE_URL) + rf"({INVITED}\S+/)", page)
    assert by_hand
    assert "Your invitation" in text(browser().get(by_hand[1], follow=True))
    monkeypatch.setattr(EmailBackend, "send_messages", send)
    row = invitations.waiting(clinic).get()
    again = f"/staff/clinics/riverside/invitations/{row.pk}/send/"
    assert "is on its way" in text(client.post(again, follow=True))
    assert len(mailoutbox) == 1
    assert browser().get(by_hand[1]).status_code == 410  # only the newest link opens
    assert what(clinic) == ["Sent the invitation again", "Invited"]


@kept
def test_an_invitation_that_is_not_kept_is_not_mailed(monkeypatch: pytest.MonkeyPatch, mailoutbox: list[Any]) -> None:
    make_clinic()
    client = logged_in(make_member(administrator=True))
    client.raise_request_exception = False

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("clinics.access.record", broken)
    assert client.post(PEOPLE, {"email": NEW, "role": "viewer"}).status_code == 500
    assert not Invitation.objects.exists()
    assert mailoutbox == []


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Please fill in “E-mail”."),
        ({"email": "no address"}, "valid email"),
        ({"email": "x" * 10_000 + "@clinic.example"}, "at most 254"),
        ({"email": "nu\x00ll@clinic.example"}, "Null characters"),
        ({"email": NEW, "role": "owner"}, "not one of the available choices"),
        ({"email": NEW}, "Please fill in “Role”."),
        ({"email": "MEMBER@clinic.example", "role": "viewer"}, "already belongs"),
        ({"email": "waiting@clinic.example", "role": "viewer"}, "is invited already"),
    ],
)
def test_an_invitation_that_cannot_be_sent_says_why(sent: dict[str, str], said: str) -> None:
    clinic = make_clinic()
    make_member(clinic, email="member@clinic.example")
    invite(clinic, "waiting@clinic.example")
    answer = logged_in(make_member(administrator=True)).post(PEOPLE, sent)
    assert answer.status_code == 422
    assert said in text(answer)
    assert Invitation.objects.count() == 1


def test_every_member_sees_who_belongs_and_only_an_administrator_has_buttons() -> None:
    clinic = make_clinic()
    editor, viewer = make_member(clinic, name="Edith"), make_member(clinic, "viewer", name="Vera")
    invite(clinic, "waiting@clinic.example")
    for member in (editor, viewer):
        page = logged_in(member).get(PEOPLE)
        for words in ("Edith", "Vera", "waiting@clinic.example", "no second lock yet"):
            assert words in text(page) or member == viewer
        assert "Send the invitation" not in text(page)
        assert page.content.decode().count("<form") == 1  # log out
    page = logged_in(make_member(administrator=True)).get(PEOPLE)
    assert {"Make a viewer", "Make an editor", "Remove", "Send again", "Withdraw"} <= set(
        re.findall(r">([A-Z][a-z ]+)</(?:button|a)>", page.content.decode())
    )


def _doings(clinic: Clinic) -> list[str]:
    other = make_member(clinic, "viewer")
    number = Membership.objects.get(member=other).pk
    row, _path = invite(clinic, f"waiting{number}@clinic.example")
    start = f"/staff/clinics/{clinic.code}"
    people = [f"{start}/people/{number}/{each}/" for each in ("role", "remove", "second-factor")]
    return [f"{start}/people/", *people, *(f"{start}/invitations/{row.pk}/{each}/" for each in ("send", "withdraw"))]


@pytest.mark.parametrize(("role", "status"), [("editor", 403), ("viewer", 403), (None, 404)])
def test_nobody_but_an_administrator_changes_anything(role: str | None, status: int) -> None:
    clinic = make_clinic()
    doings = _doings(clinic)
    member = make_member(clinic, role) if role else make_member(make_clinic("hill"))
    client = logged_in(member)
    before = (Membership.objects.count(), Invitation.objects.count(), Change.objects.count())
    for path in doings:
        answer = client.post(path, {"email": NEW, "role": "editor"})
        assert answer.status_code == status, path
    assert (Membership.objects.count(), Invitation.objects.count(), Change.objects.count()) == before
    assert not invitations.waiting(clinic).exclude(withdrawn_at=None).exists()


def test_ids_of_another_clinic_are_not_there() -> None:
    riverside = make_clinic()
    doings = _doings(make_clinic("hill"))
    client = logged_in(make_member(administrator=True))
    before = list(Membership.objects.values_list("role"))
    for path in doings[1:]:
        assert client.post(path.replace("hill", "riverside"), {"role": "editor"}).status_code == 404
    assert list(Membership.objects.values_list("role")) == before
    assert not Change.objects.filter(clinic=riverside).exists()


def test_a_role_is_changed_and_recorded() -> None:
    clinic = make_clinic()
    member = make_member(clinic)
    client = logged_in(make_member(administrator=True))
    path = f"{PEOPLE}{Membership.objects.get(member=member).pk}/role/"
    assert client.get(path).status_code == 405
    assert client.post(path, {"role": "owner"}).status_code == 422
    assert "is viewer now" in text(client.post(path, {"role": "viewer"}, follow=True))
    assert Membership.objects.get(member=member).role == "viewer"
    change = Change.objects.get(clinic=clinic)
    assert (change.what, change.before, change.after) == (
        "Changed a role",
        f"{member.email}: editor",
        f"{member.email}: viewer",
    )
    client.post(path, {"role": "viewer"})
    assert Change.objects.count() == 1  # nothing was changed


def test_a_member_who_is_removed_is_out_at_the_next_click_and_no_old_invitation_brings_them_back() -> None:
    clinic = make_clinic()
    member = make_member(clinic, email=NEW)
    _row, path = invite(clinic)
    theirs, client = logged_in(member), logged_in(make_member(administrator=True))
    assert theirs.get("/staff/clinics/riverside/").status_code == 200
    remove = f"{PEOPLE}{Membership.objects.get(member=member).pk}/remove/"
    assert "can no longer open the pages" in text(client.get(remove))
    assert Membership.objects.count() == 1
    assert "no longer belongs to the clinic" in text(client.post(remove, follow=True))
    assert theirs.get("/staff/clinics/riverside/").status_code == 404
    assert theirs.get(path).status_code == 410
    assert what(clinic) == ["Removed"]


def test_a_withdrawn_invitation_opens_nothing() -> None:
    clinic = make_clinic()
    row, path = invite(clinic)
    client = logged_in(make_member(administrator=True))
    done = client.post(f"/staff/clinics/riverside/invitations/{row.pk}/withdraw/", follow=True)
    assert "is withdrawn" in text(done)
    assert browser().get(path).status_code == 410
    assert client.post(f"/staff/clinics/riverside/invitations/{row.pk}/withdraw/").status_code == 404
    assert what(clinic) == ["Withdrew the invitation"]


@kept
def test_a_lost_second_factor_is_reset_told_and_recorded(mailoutbox: list[Any]) -> None:
    clinic = make_clinic()
    member, administrator = make_member(clinic), make_member(clinic, administrator=True)
    theirs, client = logged_in(member), logged_in(administrator)
    path = f"{PEOPLE}{Membership.objects.get(member=member).pk}/second-factor/"
    assert "make sure that it is really them" in text(client.get(path))
    assert Authenticator.objects.filter(user=member).exists()
    assert "is off" in text(client.post(path, follow=True))
    assert not Authenticator.objects.filter(user=member).exists()
    assert theirs.get("/staff/clinics/riverside/").headers["Location"].startswith("/staff/account/login/")
    assert [mail.to for mail in mailoutbox] == [[member.email]]
    assert what(clinic) == ["Took the second lock off"]
    assert "One more lock" in text(log_in(browser(), member.email, PASSWORD))


def test_nobody_resets_their_own_second_factor() -> None:
    clinic = make_clinic()
    administrator = make_member(clinic, administrator=True)
    path = f"{PEOPLE}{Membership.objects.get(member=administrator).pk}/second-factor/"
    assert logged_in(administrator).post(path).status_code == 403
    assert Authenticator.objects.filter(user=administrator).exists()
