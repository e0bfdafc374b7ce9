"""The claims as they are in content/: verdicts, sources, the writing rules that a machine can check, and anchors."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from articles.library import library
from articles.writing import plain, rules
from contentfiles import ContentError
from pages.checks import check_claims
from pages.claims import VERDICTS, Claim, claims, read_claims
from tests import reading
from tests.pages import Elements, text_of

PAGE = claims("en")
CLAIMS = PAGE.about.claims
RULES = rules("en")
MEDICINES = RULES.medicines
NAMED = ("ketamine", "psilocybin")  # medicines that the writing rules do not know by name
# These are addresses that people may have passed on: a claim may come, and none of these may go or change.
ANCHORS = {
    "tears-on-the-list", "tears-and-how-ill", "tears-and-the-brain", "brain-chemicals", "crying-on-purpose",
    "stored-feelings", "cold-water", "vitamins", "waiting-for-help", "cannot-cry-so-depressed", "a-good-cry",
    "telltale-numbness", "half-go-numb", "the-right-tablet", "nothing-can-be-fun", "work-and-numbness",
    "feeling-unreal", "new-treatments", "how-long-it-lasts", "the-brain-protects-you", "how-many", "cannabis",
    "worry-and-tears", "well-without-tears", "good-and-bad", "exercise", "talking-therapy", "ask-first",
    "thoughts-of-ending-life", "lost-sleep",
}  # fmt: skip


def words(claim: Claim) -> str:
    """A claim and what is known of it, as a reader meets them."""
    return f"{claim.claim}\n\n{plain(claim.says)}"


def banned(text: str) -> list[str]:
    return [phrase for phrase in RULES.banned if re.search(rf"(?<![\w-]){re.escape(phrase)}(?![\w-])", text.lower())]


def page_html(client: Client) -> str:
    return client.get("/claims/").content.decode()


@pytest.fixture(params=CLAIMS, ids=lambda claim: claim.id)
def claim(request: pytest.FixtureRequest) -> Claim:
    found: Claim = request.param
    return found


def test_there_are_thirty_and_every_verdict_is_used() -> None:
    assert len(CLAIMS) == 30
    assert {claim.verdict for claim in CLAIMS} == set(VERDICTS)
    assert [message for message in check_claims() if message.is_serious()] == []


def test_every_claim_has_a_source_and_it_says_what_was_read(claim: Claim) -> None:
    sources = {citation.id: citation for citation in PAGE.about.citations}
    assert claim.cites
    assert all(sources[id].read_as for id in claim.cites)


def test_a_source_has_the_same_address_as_in_the_articles() -> None:
    everywhere = [citation for article in library("en").articles.values() for citation in article.about.citations]
    for citation in PAGE.about.citations:
        elsewhere = {other.address for other in everywhere if other.id == citation.id}
        assert not elsewhere or citation.address in elsewhere, citation.id
        assert re.fullmatch(r"10\.\d{4,9}/\S+", citation.doi) if citation.doi else citation.url.startswith("https://")


def test_it_reads_at_grade_seven_or_lower_in_two_to_four_sentences(claim: Claim) -> None:
    assert reading.grade(words(claim)) <= RULES.limits.grade
    known = reading.sentences(words(claim).replace(MEDICINES.sentence, ""))[1:]
    assert 2 <= len(known) <= 4


def test_no_sentence_is_longer_than_25_words(claim: Claim) -> None:
    assert [each for each in reading.sentences(words(claim)) if len(each) > RULES.limits.sentence] == []


def test_no_banned_phrase_stands_in_it(claim: Claim) -> None:
    assert banned(words(claim)) == []


def test_the_medicines_sentence_stands_where_medicines_are_mentioned(claim: Claim) -> None:
    if any(word in words(claim).lower() for word in (*MEDICINES.mentioned, *NAMED)):
        assert MEDICINES.sentence in claim.says


def test_no_phone_number_stands_in_it(claim: Claim) -> None:
    assert not re.search(r"\b(?:988|911|999|112|116 ?123)\b|\+\d{6,}", claim.says)


def test_the_words_around_the_claims_keep_the_same_rules() -> None:
    about = PAGE.about
    text = "\n\n".join([about.title, about.lead, *about.chosen, *(verdict.means for verdict in about.verdicts)])
    assert reading.grade(text) <= RULES.limits.grade
    assert [each for each in reading.sentences(text) if len(each) > RULES.limits.sentence] == []
    assert banned(text) == []


def test_anchors_never_change() -> None:
    ids = [claim.id for claim in CLAIMS]
    assert len(set(ids)) == len(ids)
    assert set(ids) >= ANCHORS


def test_the_page_shows_each_claim_with_its_verdict_in_words_its_sources_and_its_own_link(client: Client) -> None:
    html = page_html(client)
    for found in CLAIMS:
        part = re.search(rf'<article class="claim" id="{found.id}".*?</article>', html, re.S)
        assert part, found.id
        label = next(verdict.label for verdict in PAGE.about.verdicts if verdict.id == found.verdict)
        assert label in text_of(part[0])
        assert part[0].count('href="#source-') >= len(found.cites)
        assert f'href="#{found.id}"' in part[0]
        assert not found.article or f'href="/articles/{found.article}/"' in part[0]


def test_every_source_is_listed_and_leads_back(client: Client) -> None:
    html = page_html(client)
    places = Elements(html).values("href")
    assert html.count('<li id="source-') == len(PAGE.about.citations)
    for number in range(1, len(PAGE.about.citations) + 1):
        assert f"#source-{number}" in places
        assert f"#mark-{number}" in places


def test_the_claims_stand_under_their_verdicts_which_can_be_jumped_to(client: Client) -> None:
    html = page_html(client)
    for verdict, shown in PAGE.groups:
        assert f'href="#{verdict.id}"' in html
        assert f'<h2 id="{verdict.id}">' in html
        assert {row.claim.verdict for row in shown} == {verdict.id}
    assert sum(len(shown) for _, shown in PAGE.groups) == len(CLAIMS)


def test_a_sign_never_stands_without_its_word(client: Client) -> None:
    signs = re.findall(r'<span aria-hidden="true">([^<]+)</span>(\w+)', page_html(client))
    assert len(signs) == len(CLAIMS) + 2 * len(VERDICTS)
    assert len({sign for sign, _ in signs}) == len({word for _, word in signs}) == len(VERDICTS)


def test_help_stands_above_and_below_and_nobody_is_said_to_have_reviewed_it(client: Client) -> None:
    html = page_html(client)
    assert html.index('id="help-top"') < html.index('class="claim"') < html.index('id="help-end"')
    assert "Not yet reviewed by a clinician." in html
    assert "This page gives information. It cannot tell you what you have." in html
    for line in PAGE.about.chosen:
        assert line in html


# What an editor is told

UNUSED = '[[citations]]\nid = "X1"\ntext = "X."\nurl = "https://x.example"\nread_as = "all"\n\n'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A copy of the file, to break."""
    folder = tmp_path / "content/en"
    folder.mkdir(parents=True)
    return Path(shutil.copy(settings.CONTENT_DIR / "en/claims.toml", folder))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('verdict = "wrong"', 'verdict = "false"', "claims[1].verdict: cannot be 'false'; it can be wrong, overstated"),
        (
            'cites = ["DSM"]',
            'cites = ["DSN"]',
            "claims[1] 'tears-on-the-list': cites: 'DSN' has no source in citations",
        ),
        ('cites = ["DSM"]', "cites = []", "claims[1] 'tears-on-the-list': cites needs at least one source"),
        ("[^DSM]", "[^HES18]", "claims[1] 'tears-on-the-list': says marks [^HES18], which cites does not list"),
        ('"tears-on-the-list"', '"Tears"', "claims[1] 'Tears': an id is lower-case words and hyphens"),
        ('"tears-on-the-list"', '"cold-water"', "claims[1] 'cold-water': this id stands 2 times"),
        ('["why-tears-get-stuck"]', '["teers"]', "claims[1] 'tears-on-the-list': topic 'teers' is not in topics.toml"),
        ('["why-tears-get-stuck"]', "[]", "claims[1] 'tears-on-the-list': topics needs at least one topic"),
        ('"why-cant-i-cry"', '"why"', "claims[1] 'tears-on-the-list': article 'why' does not exist"),
        ('id = "MA21"', 'id = "MA22"', "'how-many': cites: 'MA21' has no source in citations"),
        ("[[citations]]", f"{UNUSED}[[citations]]", "source 'X1' is never cited"),
        ('id = "overstated"', 'id = "wrong"', "verdicts: 'overstated' must be explained once, not 0 times"),
        ("Tears are no", "\\n\\n---\\n\\nTears are no", "claims: no text may hold a line across the page"),
        ("says =", "say =", "unknown key 'claims[1].say', did you mean 'says'?"),
    ],
)
def test_a_wrong_file_is_refused_with_its_name_and_the_place(path: Path, old: str, new: str, said: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(ContentError) as error:
        read_claims(path, library("en"))
    assert [
        line for line in str(error.value).splitlines() if line.startswith("content/en/claims.toml: ") and said in line
    ]


def test_a_source_that_the_text_does_not_place_stands_at_its_end(path: Path) -> None:
    path.write_text(path.read_text().replace("tearful.[^DSM]", "tearful.", 1))
    first = read_claims(path, library("en")).groups[0][1][0]
    assert first.claim.markdown.endswith("[^DSM]")
    assert 'href="#source-1"' in first.html


def test_an_overdue_review_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.checks.localdate", lambda: date(2040, 1, 1))
    found = check_claims()
    assert [str(message.obj) for message in found] == ["content/en/claims.toml"]
    assert not found[0].is_serious()
