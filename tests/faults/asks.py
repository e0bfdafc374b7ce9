"""What visitors and staff ask while something breaks, and how a right answer is known."""

from dataclasses import dataclass
from urllib.parse import urlencode

from .load import Ask

FORM = ("Content-Type", "application/x-www-form-urlencoded")
HELP = b'href="/help/"'
CODE = "riverside"
AWAY = b"cannot be shown just now"  # what a clinic's door says when the staff database does not answer

PAGES = (
    Ask("built page", "GET", "/help/gb/", right=(200, b"tel:999")),
    Ask("built page", "GET", "/articles/feeling-numb/", right=(200, HELP)),
    Ask("built page", "GET", "/", right=(200, HELP)),
)
RESULT = Ask("result", "POST", "/self-check/", "M1=3&saf=3&country=GB", (FORM,), (200, b"tel:999"))
TAKEN = "M1=3&M2=3&dur=gt2m&wish=plan&country=GB"
NOTE = Ask("take-along page", "POST", "/self-check/note/", TAKEN, (FORM,), (200, b"note.pdf"))
PDF = Ask("PDF", "POST", "/self-check/note.pdf", TAKEN, (FORM,), (200, b"%PDF-"))
SEARCH = Ask("search", "GET", "/search/?q=numb", right=(200, b"/articles/feeling-numb/"))
PUBLIC = (*PAGES, RESULT, SEARCH, RESULT, NOTE, PDF)
DOOR = Ask("door", "GET", f"/c/{CODE}/", right=(200, b"Riverside Practice"))


@dataclass(frozen=True, slots=True)
class Editor:
    """Somebody who is logged in: the code of their own clinic, and what their browser sends along."""

    code: str
    cookie: str
    token: str

    def page(self) -> Ask:
        """A page of the staff half."""
        return Ask("staff page", "GET", f"/staff/clinics/{self.code}/", None, self._headers, (200, b"Riverside"))

    def write(self, line: str) -> Ask:
        """Make a reading list with this line: sent twice, it would be there twice."""
        body = urlencode(
            {"csrfmiddlewaretoken": self.token, "pick": "article:feeling-numb", "line": line, "do": "save"}
        )
        path = f"/staff/clinics/{self.code}/lists/new/"
        return Ask("staff write", "POST", path, body, (FORM, *self._headers), (302, b""), True, line)

    @property
    def _headers(self) -> tuple[tuple[str, str], ...]:
        return (("Cookie", self.cookie),)


def log_in(token: str, name: str) -> Ask:
    """Try a log-in that cannot succeed: the attempt is counted in the cache."""
    body = urlencode({"csrfmiddlewaretoken": token, "login": f"{name}@clinic.example", "password": "not this one"})
    headers = (FORM, ("Cookie", f"__Host-csrf={token}"))
    return Ask("log-in", "POST", "/staff/account/login/", body, headers, (200, b"do not belong together"))
