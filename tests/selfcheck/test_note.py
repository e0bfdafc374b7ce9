"""The notes: in the person's own answers, with nothing claimed that was not said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcheck.library import SelfCheck
from selfcheck.note import long_note, merged, merged_sentences, short_note
from selfcheck.own_words import OwnWords
from selfcheck.questionnaire import Answers
from selfcheck.take_along import Choices, take_along

from .examples import answers


def note(check: SelfCheck, given: Answers, **chosen: object) -> str:
    taken = take_along(check.questionnaire, given, Choices(**chosen))  # type: ignore[arg-type]
    return short_note(check.questionnaire, check.words.note, taken)


def letter(check: SelfCheck, given: Answers, when: str = "", **chosen: object) -> str:
    taken = take_along(check.questionnaire, given, Choices(**chosen))  # type: ignore[arg-type]
    return long_note(check.questionnaire, check.words, taken, "Thaw (thaw.example)", when)


def test_the_whole_short_note(check: SelfCheck) -> None:
    given = answers({"M1": 3, "M2": 4, "E1": 4, "E2": 4, "V6": 4}, dur="gt2m", fun="2", med=("dose",))
    assert note(check, given) == (
        "For more than 2 months I have felt emotionally numb. "
        "I notice: “Things I usually like felt dull”; “When something sad happened, I felt numb”; "
        "“Small pleasures, like sunshine or a good song, felt flat”. "
        "Everyday things are very hard for me. My dose changed in the last 3 months. "
        "I would like to talk about what may be behind it and what could help. "
        "I have not put everything in this note. Please ask me."
    )


def test_the_whole_long_note(check: SelfCheck) -> None:
    given = answers(
        {"M1": 3, "M2": 4, "M3": 0, "M4": 2, "V6": 3}, dur="gt2m", fun="2", med=("dose",), saf="2", unr="1", evt="loss"
    )
    chosen = {
        "include": frozenset({"saf", "unr"}),
        "events": frozenset({"stress"}),
        "wishes": frozenset({"plan", "listened"}),
        "agree": {"muted": "partly"},
        "words": {"muted": OwnWords("Like glass."), "enjoy": OwnWords("Nothing tastes")},
        "who": OwnWords("Dr Lee"),
    }
    assert letter(check, given, when="Tuesday, 10:00", **chosen) == (
        "Hello,\n"
        "This is hard for me to say out loud, so I wrote it down.\n\n"
        "For more than 2 months I have noticed:\n"
        "- When something sad happened, I felt numb.\n"
        "- My feelings were weaker than they used to be.\n\n"
        "How the self-check put it, and what I say to it:\n"
        "- Muted feelings, some of the time. That is partly right. In my own words: “Like glass”.\n"
        "- Loss of enjoyment and interest, not enough answers. In my own words: “Nothing tastes”.\n\n"
        "Everyday things are very hard for me.\n\n"
        "Other things that may matter:\n"
        "- My dose changed in the last 3 months.\n"
        "- A long time of heavy stress, or of caring for others.\n\n"
        "About feeling unreal, in the last 2 weeks: “Yes, for short moments”.\n"
        "About my safety. Thoughts of ending my life, in the last 2 weeks: "
        "“Yes, and I can keep myself safe for now”.\n\n"
        "What I would like from this visit:\n"
        "[x] to be listened to\n"
        "[ ] a check for physical causes\n"
        "[ ] to talk about my medicine\n"
        "[ ] to hear about talking therapy\n"
        "[x] a plan and a date to come back\n\n"
        "My next step: I will contact Dr Lee on Tuesday, 10:00.\n\n"
        "I used a self-check on Thaw (thaw.example). I know it is not a diagnosis.\n"
        "I have not put everything in this note. Please ask me."
    )


def test_the_long_note_holds_six_statements_at_most(check: SelfCheck) -> None:
    text = letter(check, answers({f"{area}{n}": 4 for area in "MEV" for n in range(1, 7)}))
    assert text.count("\n- ") == 6


def test_of_equal_statements_one_from_each_area_comes_first(check: SelfCheck) -> None:
    text = note(check, answers({f"{area}{n}": 4 for area in "MEV" for n in range(1, 7)}))
    assert "“My feelings were weaker than they used to be”; “Things I usually like felt dull”; “I pushed my" in text


def test_what_was_skipped_leaves_no_gap(check: SelfCheck) -> None:
    for text in (note(check, answers({"M1": 3})), letter(check, answers({"M1": 3}))):
        assert "For some time I have" in text
        assert "Everyday things" not in text
        assert "medicine changed" not in text
        assert "Other things" not in text
        assert "{" not in text
        assert "\n\n\n" not in text
        assert "- \n" not in text


@pytest.mark.parametrize("duration", ["na", "unsure"])
def test_a_duration_without_words_is_some_time(check: SelfCheck, duration: str) -> None:
    assert note(check, answers({"M1": 3}, dur=duration)).startswith("For some time")


def test_nothing_is_claimed_for_someone_who_marked_nothing(check: SelfCheck) -> None:
    given = answers(dict.fromkeys(["M1", "M2", "M3", "M4"], 0), dur="gt2m")
    for text in (note(check, given), letter(check, given)):
        assert "numb" not in text
        assert "I have been thinking about how I feel." in text
        assert "I have noticed:" not in text


def test_who_says_that_numb_is_not_the_word_is_not_made_to_say_it(check: SelfCheck) -> None:
    given = answers({"M1": 4}, dur="2w2m")
    otherwise = "For between 2 weeks and 2 months I have noticed some things about how I feel."
    assert "emotionally numb" in note(check, given)
    assert note(check, given, agree={"muted": "no"}).startswith(otherwise)
    assert note(check, answers({"E1": 4, "V1": 4}, dur="2w2m")).startswith(otherwise)


def test_numb_is_said_by_who_marked_it_now_and_then(check: SelfCheck) -> None:
    given = answers({f"M{n}": 2 for n in range(1, 5)})
    assert note(check, given).startswith("For some time I have felt emotionally numb.")


def test_alcohol_safety_unreality_and_events_are_left_out(check: SelfCheck) -> None:
    given = answers({"V6": 4}, saf="3", unr="3", evt=("unsafe", "trauma", "baby", "loss"))
    for text in (note(check, given), letter(check, given).replace("hard for me to say", "").replace("a plan", "")):
        for never in ("alcohol", "ending my life", "safe", "real", "hurt", "baby", "loss", "frightening"):
            assert never not in text.lower()


@pytest.mark.parametrize(
    ("who", "when", "line"),
    [
        ("Sam", "", "My next step: I will contact Sam."),
        ("", "Monday, 09:00", "My next step: I will contact someone on Monday, 09:00."),
        ("", "", None),
    ],
)
def test_half_a_next_step_is_half_a_line(check: SelfCheck, who: str, when: str, line: str | None) -> None:
    text = letter(check, answers({"M1": 3}), when=when, who=OwnWords(who))
    assert (line in text) if line else ("next step" not in text)


BEFORE = "Hello,\n\n- one\n- two\n\nBye"


@pytest.mark.parametrize(
    ("edited", "fresh", "expected"),
    [
        (BEFORE, "Hello,\n\n- one\n\nBye", "Hello,\n\n- one\n\nBye"),
        ("", "Hello,\n\nBye", "Hello,\n\nBye"),
        ("Dear Dr Lee,\n\n- one\n- two\n\nBye", BEFORE, "Dear Dr Lee,\n\n- one\n- two\n\nBye"),
        ("Dear Dr Lee,\n\n- one\n- two\n\nBye", "Hello,\n\n- one\n\nBye", "Dear Dr Lee,\n\n- one\n\nBye"),
        ("Hi,\n\n- one\n- two\n\nBye", "Hello,\n\n- one\n- two\n- three\n\nBye", "Hi,\n\n- one\n- two\n- three\n\nBye"),
        ("Hi,\n\n- one\n\nBye", "Hello,\n\n- one\n- two\n- three\n\nBye", "Hi,\n\n- one\n- three\n\nBye"),
        ("All new", "Hello,\n\n- one\n- two\n- three\n\nBye", "All new\n- three"),
        ("Hi,\n\n- one\n- two\n\nBye", "Hello,\n\n- one\n- two\n\nNew\n\nBye", "Hi,\n\n- one\n- two\n\nNew\n\nBye"),
    ],
    ids=[
        "not edited",
        "emptied",
        "edited",
        "edited, a line less",
        "edited, a line more",
        "deleted stays so",
        "rewritten",
        "a part more",
    ],
)
def test_what_a_person_wrote_stays_when_they_choose_otherwise(edited: str, fresh: str, expected: str) -> None:
    assert merged(BEFORE, edited, fresh) == expected


def test_an_edited_note_of_unknown_origin_is_left_alone() -> None:
    assert merged(None, "My own", "Hello") == "My own"


SHORT = "I feel flat. I notice: “A”; “B”. Please ask me."


@pytest.mark.parametrize(
    ("edited", "fresh", "expected"),
    [
        (SHORT, "New. Please ask me.", "New. Please ask me."),
        (SHORT.replace("flat", "grey"), "I feel flat. Please ask me.", "I feel grey. Please ask me."),
        (
            SHORT.replace("flat", "grey"),
            "I feel flat. I notice: “A”; “C”. Please ask me.",
            "I feel grey. I notice: “A”; “C”. Please ask me.",
        ),
    ],
)
def test_a_short_note_is_kept_and_renewed_by_the_sentence(edited: str, fresh: str, expected: str) -> None:
    assert merged_sentences(SHORT, edited, fresh) == expected


def test_a_line_that_starts_a_part_keeps_its_distance() -> None:
    before = "Hello,\n\nOne.\n\nWishes:\n[ ] a\n[ ] b\n\nBye."
    fresh = "Hello,\n\nOne.\n\nThings:\n- x\n\nWishes:\n[ ] a\n[ ] b\n\nStep.\n\nBye."
    assert merged(before, before.replace("Hello", "Dear Lee"), fresh) == fresh.replace("Hello", "Dear Lee")


LINES = st.lists(st.sampled_from(["Hello,", "", "- one", "- two", "About my safety", "Bye"]), max_size=8).map("\n".join)


@given(before=LINES, edited=LINES, fresh=LINES)
def test_no_line_stays_that_is_no_longer_made_and_was_not_typed(before: str, edited: str, fresh: str) -> None:
    kept = merged(before, edited, fresh).split("\n")
    gone = set(before.split("\n")) - set(fresh.split("\n"))
    assert not gone & set(kept) - {""}
    typed = [line for line in edited.split("\n") if line not in before.split("\n") and line]
    assert not edited or set(typed) <= set(kept)
