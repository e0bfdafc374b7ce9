"""A clinic's own kit: its name, its phone, and codes that open its own door."""

import re
from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from clinics.kit import KINDS
from clinics.models import Clinic, LocalFact

from . import staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinic() -> Clinic:
    made = staff.make_clinic(name="Dr. Ängström & Søn")
    LocalFact.objects.create(
        clinic=made, kind="phone", phone="020 7946 0018", dial="+442079460018", checked_on=date(2026, 11, 1)
    )
    return made


@pytest.fixture
def client(clinic: Clinic) -> Client:
    return staff.logged_in(staff.make_member(clinic, "viewer"))


@pytest.mark.parametrize("kind", KINDS)
def test_every_paper_names_the_clinic_and_its_own_address(client: Client, kind: str) -> None:
    response = client.get(f"/staff/clinics/riverside/kit/{kind}.pdf")
    assert response.headers["Content-Type"] == "application/pdf"
    pdf = PdfReader(BytesIO(response.content))
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    for wanted in ("Dr. Ängström & Søn", "020 7946 0018"):
        assert wanted in text
    assert "localhost:8000/c/riverside" in re.sub(r"[\s\u200b]", "", text), "a long address may take two lines"
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_a_paper_that_is_none_is_not_there(client: Client) -> None:
    assert client.get("/staff/clinics/riverside/kit/flag.pdf").status_code == 404


def test_the_page_has_words_to_paste_with_the_clinics_address(client: Client) -> None:
    html = client.get("/staff/clinics/riverside/kit/").content.decode()
    assert html.count("http://localhost:8000/c/riverside/") >= 3
    assert "Dr. Ängström &amp; Søn" in html
    assert "Before you text the link, ask who else sees that phone." in html


def test_a_clinic_without_a_phone_is_told_so(client: Client, clinic: Clinic) -> None:
    clinic.facts.all().delete()
    assert "has no phone number yet" in client.get("/staff/clinics/riverside/kit/").content.decode()
