"""Reading lists: chosen, put in order, copied and retired by editors; read by everyone who has the code."""

import re
from collections.abc import Iterator
from html import unescape

import brotli
import pytest
from django.contrib.messages import get_messages
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from clinics import codes, list_things, reading_lists
from clinics.list_form import arranged, moved
from clinics.list_line import clean_line
from clinics.models import Change, Clinic, ListItem, ReadingList
from tests.pages import HOST, Elements, text_of, without_style

from .lists import CHECK, GOOD, NUMB, STEP, address, make_list, send, values_of
from .staff import logged_in, make_clinic, make_member

pytestmark = pytest.mark.django_db
GONE = "article:no-longer-here"


@pytest.fixture
def clinic() -> Clinic:
    return make_clinic()


@pytest.fixture
def editor(clinic: Clinic) -> Client:
    return logged_in(make_member(clinic))


@pytest.fixture
def viewer(clinic: Clinic) -> Client:
    return logged_in(make_member(clinic, "viewer"))


@pytest.fixture
def visitor() -> Client:
    return Client(headers=HOST)


def page(client: Client, where: str, status: int = 200) -> str:
    answer = client.get(where)
    assert answer.status_code == status, where
    return without_style(answer.content.decode())


def said(answer: object) -> list[str]:
    """What a redirect will say on the next page."""
    return [str(message) for message in get_messages(answer.wsgi_request)]  # type: ignore[attr-defined]


def seen(chosen: ReadingList) -> str:
    chosen.refresh_from_db()
    return reading_lists.seen(chosen)


def buttons(html: str) -> list[str]:
    """The value of each button that moves something, in the order of the page."""
    found = [attrs.get("value", "") for tag, attrs in Elements(html).found if tag == "button"]
    return [value for value in found if value.partition(" ")[0] in ("up", "down", "remove")]


# Making


def test_an_editor_makes_a_list_and_a_reader_opens_it(clinic: Clinic, editor: Client, visitor: Client) -> None:
    answer = send(editor, address(clinic, end="new/"), [GOOD, NUMB, STEP, CHECK], line="  Start with the first one  ")
    made = ReadingList.objects.get()
    assert answer.status_code == 302
    assert answer.headers["Location"] == address(clinic, made)
    assert made.groups in said(answer)[0]
    assert values_of(made) == [GOOD, NUMB, STEP, CHECK]
    assert made.line == "Start with the first one"
    read = text_of(page(visitor, f"/r/{made.code}/"))
    order = [list_things.things()[list_things.key_of(value)].card for value in values_of(made)]
    assert [read.index(card) for card in order] == sorted(read.index(card) for card in order)
    assert "Start with the first one" in read


def test_what_is_ticked_anew_comes_last_in_the_order_of_the_page() -> None:
    numb, step, check = (list_things.key_of(value) for value in (NUMB, STEP, CHECK))
    assert arranged([step], [check, step, numb], ()) == [step, check, numb]
    assert arranged([step, numb], [numb], ()) == [numb]
    assert arranged([("article", "gone"), numb], [numb], [("article", "gone")]) == [("article", "gone"), numb]
    assert arranged([("article", "gone"), numb, numb], [numb, ("article", "gone")], ()) == [numb]


def test_all_articles_steps_and_the_self_check_can_be_ticked_once(clinic: Clinic, editor: Client) -> None:
    html = page(editor, address(clinic, end="new/"))
    boxes = [attrs["value"] for tag, attrs in Elements(html).found if attrs.get("type") == "checkbox"]
    assert boxes == [thing.value for thing in list_things.things().values()]
    assert len(boxes) == len(set(boxes)) > 20


@pytest.mark.parametrize(
    ("pick", "problem"),
    [
        ([], "Choose at least one thing"),
        (list(dict.fromkeys([CHECK, *(t.value for t in list_things.things().values())]))[:9], "You chose 9 things"),
        ([NUMB, "article:never-was"], "is not on this site"),
        (["<script>", "\x00", "article:", ":", "x" * 10_000], "is not on this site"),
    ],
)
def test_a_choice_that_does_not_fit_is_refused_and_nothing_typed_is_lost(
    clinic: Clinic, editor: Client, pick: list[str], problem: str
) -> None:
    answer = send(editor, address(clinic, end="new/"), pick, line="Take your time")
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Error:" in html
    assert problem in html.partition('class="error-summary"')[2].partition("</div>")[0]
    assert 'value="Take your time"' in html
    ticked = [attrs["value"] for _, attrs in Elements(html).found if "checked" in attrs]
    assert set(ticked) == set(pick) & {thing.value for thing in list_things.things().values()}
    assert not ReadingList.objects.exists()


def test_eight_things_are_not_too_many(clinic: Clinic, editor: Client) -> None:
    eight = [thing.value for thing in list_things.things().values()][:8]
    assert send(editor, address(clinic, end="new/"), [*eight, *eight]).status_code == 302
    assert values_of(ReadingList.objects.get()) == eight


# The line


@pytest.mark.parametrize(
    "line",
    [
        "Start with the first one. The rest can wait.",
        "Bring your questions on Monday, or 24/7 by phone.",
        "Ten minutes a day is enough; 3 of 5 people stop early.",
        "Léelo cuando quieras, sin prisa.",
        "اقرأ على مهل",
        "It may take 10 to 12 weeks.",
        "Read in May 2 or 3 of these.",
        "x" * 120,
        "",
    ],
)
def test_a_line_for_everyone_is_taken_as_it_is(line: str) -> None:
    assert clean_line(f"  {line} ") == line


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("x" * 121, "121 characters"),
        ("one\ntwo", "without line breaks"),
        ("one\u2028two", "without line breaks"),
        ("nul\x00", "without line breaks"),
        ("turned \u202e round", "without line breaks"),
        ("\u200b", "without line breaks"),
        ("write to anna@example.org", "e-mail address"),
        ("anna @ example.org", "e-mail address"),
        ("call 020 7946 0018", "number or date"),
        ("+44 (0)20-7946.0018", "number or date"),
        ("NHS 943 476 5919", "number or date"),
        ("record 123-45/67", "number or date"),
        ("number ١٢٣٤٥٦٧", "number or date"),
        ("born 12/03/1985", "number or date"),
        ("born 1-2-85", "number or date"),
        ("12.3.85", "number or date"),
        ("12 03 85", "number or date"),
        ("1985-03-12", "number or date"),
        ("born on 3rd March 1985", "number or date"),
        ("12 mar 85", "number or date"),
        ("March 12, 1985", "number or date"),
        ("12-Mar-1985", "number or date"),
    ],
)
def test_a_line_that_could_point_to_a_person_is_refused(
    clinic: Clinic, editor: Client, line: str, problem: str
) -> None:
    answer = send(editor, address(clinic, end="new/"), [NUMB], line=line)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert html.count(problem) == 2, "in the summary and beside the field"
    assert 'aria-invalid="true"' in html
    typed = next(attrs["value"] for _, attrs in Elements(html).found if attrs.get("name") == "line")
    assert typed == line
    assert not ReadingList.objects.exists()


def test_the_warning_stands_beside_the_line(clinic: Clinic, editor: Client) -> None:
    html = page(editor, address(clinic, end="new/"))
    line = next(attrs for _, attrs in Elements(html).found if attrs.get("name") == "line")
    hint = html.partition(f'id="{line["aria-describedby"]}"')[2].partition("</div>")[0]
    assert "Never anything about a person: everyone who has the code can read it." in hint
    assert "maxlength" not in line, "a browser would cut what was typed"


def test_a_list_has_no_field_for_a_person() -> None:
    fields = {field.name for model in (ReadingList, ListItem) for field in model._meta.get_fields()}
    known = {"id", "clinic", "code", "line", "made_on", "changed_at", "retired_on", "items", "opens"}
    assert fields == known | {"reading_list", "position", "kind", "slug"}


# Putting in order


@pytest.mark.parametrize(
    ("move", "after", "focus"),
    [
        (f"up {STEP}", [STEP, NUMB, CHECK], f"down {STEP}"),
        (f"up {CHECK}", [NUMB, CHECK, STEP], f"up {CHECK}"),
        (f"down {NUMB}", [STEP, NUMB, CHECK], f"down {NUMB}"),
        (f"down {STEP}", [NUMB, CHECK, STEP], f"up {STEP}"),
        (f"remove {STEP}", [NUMB, CHECK], f"remove {CHECK}"),
        (f"remove {CHECK}", [NUMB, STEP], f"remove {STEP}"),
    ],
)
def test_a_move_keeps_everything_typed_saves_nothing_and_leaves_the_keyboard_where_it_was(
    clinic: Clinic, editor: Client, move: str, after: list[str], focus: str
) -> None:
    chosen = make_list(clinic, NUMB, STEP, CHECK)
    before = [NUMB, STEP, CHECK]
    answer = send(editor, address(clinic, chosen), before, do=move, seen=seen(chosen), line="Half a thou")
    found = Elements(answer.content.decode()).found
    assert answer.status_code == 200
    assert [attrs["value"] for _, attrs in found if attrs.get("name") == "order"] == after
    assert {attrs["value"] for _, attrs in found if "checked" in attrs} == set(after)
    assert [attrs.get("value") for _, attrs in found if "autofocus" in attrs] == [focus]
    assert next(attrs for _, attrs in found if attrs.get("name") == "line")["value"] == "Half a thou"
    assert values_of(chosen) == before
    assert "Not saved yet" in answer.content.decode()


def test_what_was_moved_is_saved_in_its_new_order(clinic: Clinic, editor: Client) -> None:
    chosen = make_list(clinic, NUMB, STEP, CHECK)
    html = send(
        editor, address(clinic, chosen), [NUMB, STEP, CHECK], do=f"up {CHECK}", seen=seen(chosen)
    ).content.decode()
    fields: dict[str, list[str]] = {}
    for tag, attrs in Elements(html.partition('name="seen"')[2]).found:
        if tag == "input" and attrs.get("name") and (attrs.get("type") != "checkbox" or "checked" in attrs):
            fields.setdefault(attrs["name"], []).append(attrs.get("value", ""))
    answer = editor.post(address(clinic, chosen), fields | {"seen": [seen(chosen)], "do": "save"})  # type: ignore[arg-type]
    assert answer.status_code == 302
    assert values_of(chosen) == [NUMB, CHECK, STEP]


def test_the_first_cannot_go_up_and_the_last_cannot_go_down(clinic: Clinic, editor: Client) -> None:
    html = page(editor, address(clinic, make_list(clinic, NUMB, STEP)))
    assert buttons(html) == [f"down {NUMB}", f"remove {NUMB}", f"up {STEP}", f"remove {STEP}"]


def test_enter_in_the_line_saves_and_moves_nothing(clinic: Clinic, editor: Client) -> None:
    html = page(editor, address(clinic, make_list(clinic)))
    form = html.partition(f'action="{address(clinic, ReadingList.objects.get())}"')[2]
    first = next(attrs for tag, attrs in Elements(form).found if tag == "button")
    assert (first["name"], first["value"]) == ("do", "save")


@given(st.permutations(["a", "b", "c", "d"]), st.sampled_from(["up", "down", "remove"]), st.sampled_from("abcdx"))
def test_a_move_never_loses_or_doubles_anything(order: list[str], move: str, which: str) -> None:
    keys = [(each, "") for each in order]
    after = moved(keys, move, (which, ""))  # type: ignore[arg-type]
    expected = set(keys) - ({(which, "")} if move == "remove" else set())
    assert len(after) == len(expected)
    assert set(after) == expected


# Changing


def test_a_change_shows_at_once_and_is_kept_in_the_history(clinic: Clinic, editor: Client, visitor: Client) -> None:
    chosen = make_list(clinic, NUMB, line="Before")
    assert "Before" in page(visitor, f"/r/{chosen.code}/")
    answer = send(editor, address(clinic, chosen), [CHECK, NUMB], line="After", seen=seen(chosen))
    assert said(answer) == ["Saved. Readers see it at once."]
    read = text_of(page(visitor, f"/r/{chosen.code}/"))
    assert "After" in read
    assert read.index("The self-check") < read.index("Feeling numb")
    change = Change.objects.get()
    assert change.what == f"Reading list {chosen.groups}: changed"
    assert change.before == "“Before”\n1. Feeling numb: what it can mean"
    assert change.after == "“After”\n1. The self-check\n2. Feeling numb: what it can mean"
    assert "Robin Field" in change.who


def test_saving_what_is_there_already_changes_nothing(clinic: Clinic, editor: Client) -> None:
    chosen = make_list(clinic, NUMB)
    mark = seen(chosen)
    assert said(send(editor, address(clinic, chosen), [NUMB], seen=mark))[0].startswith("Nothing was different")
    assert seen(chosen) == mark
    assert not Change.objects.exists()


@pytest.mark.parametrize("mark", ["", "2020-01-01", "\x00", "x" * 9_000])
def test_nobody_saves_over_what_another_saved_meanwhile(clinic: Clinic, editor: Client, mark: str) -> None:
    chosen = make_list(clinic, NUMB, line="Theirs")
    answer = send(editor, address(clinic, chosen), [STEP, CHECK], line="Mine", seen=mark)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs" in html.partition('class="error-summary"')[2].partition("</div>")[0]
    assert 'value="Mine"' in html
    assert [attrs["value"] for _, attrs in Elements(html).found if attrs.get("name") == "order"] == [STEP, CHECK]
    assert values_of(chosen) == [NUMB]
    again = next(attrs["value"] for _, attrs in Elements(html).found if attrs.get("name") == "seen")
    assert send(editor, address(clinic, chosen), [STEP, CHECK], line="Mine", seen=again).status_code == 302
    assert values_of(chosen) == [STEP, CHECK]


def test_a_mistake_or_a_move_does_not_hide_that_somebody_saved_meanwhile(clinic: Clinic, editor: Client) -> None:
    chosen = make_list(clinic, NUMB, STEP)
    old = seen(chosen)
    chosen.save()
    for more in ({"line": "a@b.example"}, {"do": f"up {STEP}"}):
        html = send(editor, address(clinic, chosen), [NUMB, STEP], seen=old, **more).content.decode()
        assert next(attrs["value"] for _, attrs in Elements(html).found if attrs.get("name") == "seen") == old


# What the site no longer has


def test_what_is_gone_is_shown_to_staff_and_left_out_for_readers(
    clinic: Clinic, editor: Client, viewer: Client, visitor: Client
) -> None:
    chosen = make_list(clinic, NUMB, GONE)
    for client in (editor, viewer):
        assert "(gone: no-longer-here)" in page(client, address(clinic, chosen))
        assert "(gone: no-longer-here)" in page(client, address(clinic))
    read = page(visitor, f"/r/{chosen.code}/")
    assert "no-longer-here" not in read
    assert "Feeling numb" in read


def test_what_is_gone_stays_until_it_is_taken_off(clinic: Clinic, editor: Client) -> None:
    chosen = make_list(clinic, NUMB, GONE)
    send(editor, address(clinic, chosen), [NUMB, STEP], order=[GONE, NUMB], seen=seen(chosen))
    assert values_of(chosen) == [GONE, NUMB, STEP]
    html = send(editor, address(clinic, chosen), [NUMB, STEP], [GONE, NUMB, STEP], do=f"remove {GONE}").content.decode()
    order = [attrs["value"] for _, attrs in Elements(html).found if attrs.get("name") == "order"]
    assert order == [NUMB, STEP]
    send(editor, address(clinic, chosen), [NUMB, STEP], order, seen=seen(chosen))
    assert values_of(chosen) == [NUMB, STEP]


def test_a_list_of_which_all_is_gone_leads_to_other_reading(clinic: Clinic, editor: Client, visitor: Client) -> None:
    chosen = make_list(clinic, GONE, "no-kind:x")
    read = page(visitor, f"/r/{chosen.code}/")
    assert "What was on this list is no longer on this site" in read
    assert f'href="/c/{clinic.code}/articles/"' in read
    assert page(editor, address(clinic, chosen))
    assert send(editor, address(clinic, chosen), [], order=[GONE], seen=seen(chosen)).status_code == 422
    assert editor.post(address(clinic, chosen, "copy/")).status_code == 302


# Copying and retiring


def test_a_copy_has_a_code_of_its_own_and_goes_its_own_way(clinic: Clinic, editor: Client) -> None:
    chosen = make_list(clinic, STEP, NUMB, line="For all")
    answer = editor.post(address(clinic, chosen, "copy/"))
    made = ReadingList.objects.exclude(pk=chosen.pk).get()
    assert answer.headers["Location"] == address(clinic, made)
    assert made.code != chosen.code
    assert (made.line, values_of(made)) == ("For all", [STEP, NUMB])
    send(editor, address(clinic, made), [CHECK], seen=seen(made))
    assert values_of(chosen) == [STEP, NUMB]


def test_a_link_alone_copies_and_retires_nothing(clinic: Clinic, editor: Client) -> None:
    chosen = make_list(clinic)
    assert editor.get(address(clinic, chosen, "copy/")).headers["Location"] == address(clinic, chosen)
    assert "Retire list" in page(editor, address(clinic, chosen, "retire/"))
    assert ReadingList.objects.filter(retired_on=None).count() == 1


def test_a_retired_list_opens_the_general_site_until_it_is_used_again(
    clinic: Clinic, editor: Client, visitor: Client
) -> None:
    chosen, kept = make_list(clinic), make_list(clinic)
    editor.post(address(clinic, chosen, "retire/"), {"do": "retire"})
    assert "That address is no longer in use" in page(visitor, f"/r/{chosen.code}/")
    html = page(editor, address(clinic))
    assert html.index(kept.code) < html.index("Retired</h2>") < html.index(chosen.code)
    for end in ("card/", "card.pdf"):
        answer = editor.get(address(clinic, chosen, end))
        assert answer.headers["Location"] == address(clinic, chosen)
    editor.post(address(clinic, chosen, "retire/"), {"do": "again"})
    assert "Reading for you" in page(visitor, f"/r/{chosen.code}/")
    assert [change.what for change in Change.objects.order_by("id")] == [
        f"Reading list {chosen.groups}: retired",
        f"Reading list {chosen.groups}: in use again",
    ]


def test_a_clinic_has_at_most_so_many_lists_in_use(
    clinic: Clinic, editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert reading_lists.MOST_IN_USE == 200
    monkeypatch.setattr(reading_lists, "MOST_IN_USE", 2)
    first, retired = make_list(clinic), make_list(clinic, retired_on="2026-01-01")
    make_list(make_clinic("other"))
    assert send(editor, address(clinic, end="new/"), [NUMB]).status_code == 302
    answer = send(editor, address(clinic, end="new/"), [NUMB], line="Not lost")
    assert answer.status_code == 422
    assert "You have 2 lists in use, which is the most." in answer.content.decode()
    assert 'value="Not lost"' in answer.content.decode()
    for where, do in ((address(clinic, first, "copy/"), ""), (address(clinic, retired, "retire/"), "again")):
        assert said(editor.post(where, {"do": do}))[0].startswith("You have 2 lists in use")
    assert clinic.reading_lists.filter(retired_on=None).count() == 2
    assert "list-new" not in page(editor, address(clinic))
    assert f'href="{address(clinic, end="new/")}"' not in page(editor, address(clinic))


def test_a_code_that_is_taken_is_drawn_again(clinic: Clinic, editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = make_list(make_clinic("other")).code
    drawn: Iterator[str] = iter([taken, taken, "k7mq4t"])
    monkeypatch.setattr(reading_lists, "new_code", lambda: next(drawn))
    assert send(editor, address(clinic, end="new/"), [NUMB]).status_code == 302
    assert clinic.reading_lists.get().code == "k7mq4t"


# Codes


@pytest.mark.parametrize("typed", ["k7mq4t", "K7M Q4T", "k7m-q4t", " k7m  q4t ", "K7m.q4T", "k7m_q4t"])
def test_a_code_opens_its_list_however_it_was_typed(clinic: Clinic, visitor: Client, typed: str) -> None:
    make_list(clinic, code="k7mq4t", line="The right one")
    assert "The right one" in page(visitor, f"/r/{typed}/")


def test_codes_are_short_unambiguous_and_printed_in_groups_of_three() -> None:
    drawn = {codes.new_code() for _ in range(2_000)}
    assert len(drawn) > 1_990
    assert all(len(code) == 6 and not set(code) & set("aeiou01l25sz") for code in drawn)
    assert codes.in_groups("k7mq4t") == "k7m q4t"
    assert all(codes.tidy(codes.in_groups(code)) == code for code in drawn)


# Who may do what


def test_a_viewer_reads_hands_over_and_changes_nothing(clinic: Clinic, viewer: Client) -> None:
    chosen = make_list(clinic, NUMB, line="Hello")
    html = page(viewer, address(clinic, chosen))
    assert "Feeling numb" in html
    assert 'id="paste-text"' in html
    assert "<form" not in html.partition("<main")[2].partition("</main>")[0]
    assert address(clinic, end="new/") not in page(viewer, address(clinic))
    assert page(viewer, address(clinic, chosen, "card/"))
    assert viewer.get(address(clinic, chosen, "card.pdf")).headers["Content-Type"] == "application/pdf"
    assert send(viewer, address(clinic, chosen), [STEP], seen=seen(chosen)).status_code == 403
    assert send(viewer, address(clinic, end="new/"), [STEP]).status_code == 403
    for end in ("copy/", "retire/"):
        assert viewer.get(address(clinic, chosen, end)).status_code == 403
        assert viewer.post(address(clinic, chosen, end), {"do": "retire"}).status_code == 403
    assert values_of(ReadingList.objects.get(retired_on=None)) == [NUMB]


@pytest.mark.parametrize("end", ["", "card/", "card.pdf", "copy/", "retire/"])
def test_a_list_of_another_clinic_is_not_there(clinic: Clinic, editor: Client, end: str) -> None:
    other = make_clinic("other")
    theirs = make_list(other, NUMB, line="Theirs")
    posted = 405 if "card" in end else 404  # cards take no POST, whosever they are
    for where in (address(clinic, theirs, end), address(other, theirs, end)):
        read, sent = editor.get(where), send(editor, where, [STEP], seen=seen(theirs))
        assert (read.status_code, sent.status_code) == (404, posted)
        assert b"Theirs" not in read.content + sent.content
    assert editor.get(address(other)).status_code == 404
    assert send(editor, address(other, end="new/"), [STEP]).status_code == 404
    theirs.refresh_from_db()
    assert (values_of(theirs), theirs.retired_on) == ([NUMB], None)
    assert ReadingList.objects.count() == 1
    assert not Change.objects.exists()


def test_forms_carry_a_token_and_are_refused_without(clinic: Clinic) -> None:
    strict = logged_in(make_member(clinic), enforce_csrf_checks=True)
    chosen = make_list(clinic, NUMB)
    for where in (address(clinic, chosen), address(clinic, chosen, "copy/"), address(clinic, chosen, "retire/")):
        assert send(strict, where, [STEP], seen=seen(chosen)).status_code == 403
    html = page(strict, address(clinic, chosen))
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', html)
    assert token
    sent = send(strict, address(clinic, chosen), [STEP], seen=seen(chosen), csrfmiddlewaretoken=token[1])
    assert sent.status_code == 302
    assert values_of(chosen) == [STEP]


# Whatever is sent


anything = st.one_of(
    st.text(max_size=30), st.sampled_from([NUMB, STEP, CHECK, GONE, "up ", "down x", f"up {NUMB}", "remove \x00", ":"])
)


def test_whatever_is_sent_is_answered(clinic: Clinic, editor: Client) -> None:
    chosen = make_list(clinic, NUMB, GONE)

    @given(st.lists(anything, max_size=12), st.lists(anything, max_size=12), anything, anything, st.booleans())
    def try_it(pick: list[str], order: list[str], line: str, do: str, fresh: bool) -> None:
        fields = {"pick": pick, "order": order, "line": line, "do": do, "seen": seen(chosen) if fresh else line}
        for where in (address(clinic, chosen), address(clinic, end="new/")):
            assert editor.post(where, fields).status_code in (200, 302, 409, 422)  # type: ignore[arg-type]

    try_it()


@pytest.mark.parametrize("body", ["", "pick", "do=up", "do=up%20", "do=remove+%00&order=%00", "line=%FF%FE&pick=%FF"])
def test_missing_and_broken_fields_are_answered(clinic: Clinic, editor: Client, body: str) -> None:
    chosen = make_list(clinic)
    for where in (address(clinic, chosen), address(clinic, end="new/")):
        answer = editor.post(where, body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code in (200, 422)
    for end in ("copy/", "retire/"):
        assert editor.post(address(clinic, chosen, end), body, content_type="text/plain").status_code == 302


def test_markup_in_a_line_stays_text(clinic: Clinic, editor: Client, visitor: Client) -> None:
    chosen = make_list(clinic, line="<b>bold</b> & “more”")
    for html in (
        page(editor, address(clinic, chosen)),
        page(visitor, f"/r/{chosen.code}/"),
        page(editor, address(clinic)),
    ):
        assert "<b>bold" not in html
        assert "<b>bold</b> & “more”" in unescape(html)


# The page that readers see


def test_the_public_page_has_help_the_clinics_phone_and_no_index(clinic: Clinic, visitor: Client) -> None:
    clinic.facts.create(kind="phone", phone="020 7946 0018", dial="+442079460018", checked_on="2026-11-01")
    chosen = make_list(clinic)
    answer = visitor.get(f"/r/{chosen.code}/")
    html = answer.content.decode()
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in html
    assert 'href="tel:999"' in html
    assert 'href="tel:+442079460018"' in html
    assert html.index("tel:999") < html.index("tel:+442079460018"), "danger comes first"
    assert "The code says nothing about you" in html
    assert clinic.name in html
    assert not answer.cookies


def test_links_of_a_list_stay_behind_the_clinics_door(clinic: Clinic, visitor: Client) -> None:
    html = page(visitor, f"/r/{make_list(clinic, NUMB, STEP, CHECK).code}/")
    for link in ("articles/feeling-numb/", "small-steps/plan-one-thing/", "self-check/"):
        assert f'href="/c/{clinic.code}/{link}"' in html


def test_a_country_without_lines_gets_the_general_numbers(visitor: Client) -> None:
    chosen = make_list(make_clinic("far", country="XX"))
    assert 'class="help-box' in page(visitor, f"/r/{chosen.code}/")


def test_the_longest_list_fits_into_one_round_trip(clinic: Clinic, visitor: Client) -> None:
    longest = sorted(list_things.things().values(), key=lambda thing: -len(thing.about))[:8]
    clinic.name = "W" * 80
    clinic.save()
    clinic.facts.create(kind="phone", phone="020 7946 0018", dial="+442079460018", checked_on="2026-11-01")
    chosen = make_list(clinic, *(thing.value for thing in longest), line="Read " * 24)
    html = visitor.get(f"/r/{chosen.code}/").content
    assert len(brotli.compress(html)) <= 13 * 1024, "and 1 KB for the icon and the script"
