"""What is due, by whom it was reviewed, and what was corrected: the report, the change log, and dates in order."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client

from contentfiles import ContentError
from pages.corrections import corrections
from pages.library import CHANGES
from pages.reviews import reviews
from support.directory import directory
from web.texts import read_page

TODAY = date(2026, 11, 24)


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Texts of every kind, and one that nobody has thought of yet."""
    files = {
        "en/articles/one.md": "+++\nwritten_on = 2026-01-01\nreview_due = 2026-07-01\n+++\nText.\n",
        "en/pages/two.md": '+++\nwritten_on = 2026-01-02\nreview_due = 2027-07-01\nreviewed_on = 2026-02-03\n'
        'reviewed_by = "Dr Ada Lee, GP"\n+++\nText with +++ in it.\n',
        "helplines/gb.toml": 'code = "GB"\ncompiled_on = 2026-11-22\ncheck_due = 2027-02-22\n',
        "helplines/rejected.toml": "rejected = []\n",
        "en/new/thing.toml": '[about]\nreview_due = 2026-11-24\n[[parts]]\nid = "a"\nreview_due = 2028-01-01\n[[parts]]\nreview_due = 2028-01-02\n',
        "en/new/undated.md": "No front matter.\n",
    }  # fmt: skip
    for name, text in files.items():
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    monkeypatch.setattr(settings, "CONTENT_DIR", tmp_path / "content")
    monkeypatch.setattr("pages.management.commands.review_report.localdate", lambda: TODAY)
    return tmp_path / "content"


def report(capsys: pytest.CaptureFixture[str], *options: str) -> list[str]:
    call_command("review_report", *options)
    return capsys.readouterr().out.splitlines()


def test_the_report_lists_every_dated_text_and_what_is_overdue_first(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report(capsys) == [
        "Due                 Written     Reviewed                    Text",
        "2026-07-01 OVERDUE  2026-01-01  not yet                     en/articles/one.md",
        "2026-11-24                      not yet                     en/new/thing.toml",
        "2027-02-22          2026-11-22  not yet                     helplines/gb.toml",
        "2027-07-01          2026-01-02  2026-02-03, Dr Ada Lee, GP  en/pages/two.md",
        "2028-01-01                      not yet                     en/new/thing.toml (a)",
        "2028-01-02                      not yet                     en/new/thing.toml (2)",
        "",
        "6 texts: 1 overdue, 1 reviewed by someone named in the file.",
    ]


def test_the_report_can_stop_at_a_day(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = report(capsys, "--due-before", "2027-02-22")
    assert [line.split()[-1] for line in lines[1:3]] == ["en/articles/one.md", "en/new/thing.toml"]
    assert lines[-1].startswith("2 texts: 1 overdue")
    with pytest.raises(CommandError, match="due-before"):
        call_command("review_report", "--due-before", "soon")


def test_the_report_knows_every_real_text() -> None:
    found = {review.text for review in reviews(settings.CONTENT_DIR)}
    for folder in ("articles", "pages", "help"):
        for path in (settings.CONTENT_DIR / "en" / folder).glob("*.md"):
            assert f"content/en/{folder}/{path.name}" in found
    for country in directory().countries.values():
        assert f"content/helplines/{country.slug}.toml" in found


# Corrections


def test_corrections_of_the_change_log_stand_on_the_page() -> None:
    html = Client(headers={"host": "localhost"}).get("/how-we-write/").content.decode()
    shown = html.partition('<h2 id="corrections">')[2].partition("<h2")[0]
    for line in corrections(CHANGES).splitlines():
        assert re.sub(r"^- ", "", line) in shown
    assert shown.count("<li>") == corrections(CHANGES).count("\n- ") + corrections(CHANGES).startswith("- ")


def log(folder: Path, text: str) -> Path:
    path = folder / "CHANGELOG.md"
    path.write_text(f"# Changes\n\n{text}\n\n## Unreleased\n\n- Something.\n")
    return path


def test_dated_corrections_are_a_list(tmp_path: Path) -> None:
    listed = "- 2027-02-01: One was wrong.\n- 2027-01-31: Two was wrong."
    assert corrections(log(tmp_path, f"## Corrections\n\nHow to add one.\n\n{listed}")) == listed


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Nothing.", "'## Corrections' needs a paragraph"),
        ("## Corrections\n\nHow to add one.", "'## Corrections' needs a paragraph"),
        ("## Corrections\n\nHow.\n\n- Last week: X.", "a correction opens with its date, as '- 2027-01-31: …'"),
        ("## Corrections\n\nHow.\n\n- 2027-01-31: X.\n- 2027-02-01: Y.", "corrections stand with the newest first"),
    ],
)
def test_a_wrong_change_log_is_named(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ContentError) as error:
        corrections(log(tmp_path, text))
    assert said in str(error.value)


# The page on how we write


def test_it_measures_itself_by_both_standards_and_claims_neither() -> None:
    html = Client(headers={"host": "localhost"}).get("/how-we-write/").content.decode()
    for heading in ("The NHS standard for health content", "The ten criteria of the PIF TICK"):
        assert heading in html
    criteria = html.partition("ten criteria of the PIF TICK</h2>")[2].partition("</table>")[0]
    assert re.findall(r'<th scope="row">(\d+)\. ', criteria) == [str(n) for n in range(1, 11)]
    for row in re.findall(r"<td>(.*?)</td>", criteria):
        assert re.match(r"<strong>(?:Yes|Partly|Not yet)\.</strong>", row), row
    assert "We do not hold it, and have not applied." in html
    assert "Nobody has assessed us." in html
    assert "style=" not in html.partition("<main")[2]


def test_dates_of_a_page_are_in_order(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_text(
        '+++\ntitle = "X"\ndescription = "X"\nlead = "X"\nwritten_on = 2026-07-01\nreview_due = 2026-07-01\n+++\nText.\n'
    )
    with pytest.raises(ContentError, match="review_due must be later than written_on"):
        read_page(path)
