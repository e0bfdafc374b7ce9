"""Everything that can be taken along from one set of sent fields, as text."""

from io import BytesIO

from django.http import HttpResponse
from django.test import Client
from pypdf import PdfReader

from tests.pages import FORM, HERE, HOST

PAGE = "/self-check/note/"
FILES = {
    "note.pdf": "application/pdf",
    "summary.pdf": "application/pdf",
    "response.json": "application/fhir+json",
    "step.ics": "text/calendar; charset=utf-8",
}


def send(name: str, fields: str) -> HttpResponse:
    """The answer to these fields at one address of the self-check."""
    address = name if name.startswith("/") else f"/self-check/{name}"
    response: HttpResponse = Client(headers=HOST).post(address, fields, content_type=FORM, headers=HERE)  # type: ignore[assignment]
    return response


def pdf(content: bytes) -> PdfReader:
    """A PDF as others read it."""
    return PdfReader(BytesIO(content))


def pdf_text(content: bytes) -> str:
    """What a PDF says, in its reading order, with line breaks as spaces."""
    pages = (page.extract_text() for page in pdf(content).pages)
    return " ".join(" ".join(pages).replace("\u200b", "").split())


def taken_along(fields: str) -> dict[str, str]:
    """What each paper and file says. The calendar file needs a day among the fields."""
    said = {}
    for name, kind in FILES.items():
        response = send(name, fields)
        assert response.status_code == 200, name
        assert response.headers["Content-Type"] == kind
        said[name] = pdf_text(response.content) if kind == "application/pdf" else response.content.decode()
    return said
