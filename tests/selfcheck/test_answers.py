"""Reading a sent form: whatever is not ours counts as skipped."""

import pytest

from selfcheck.questionnaire import Answers, Questionnaire, read_answers


@pytest.mark.parametrize("value", ["5", "-1", "4.0", "", " 3", "three", "03", "٣", "\x00", "3" * 5000])
def test_a_value_that_is_not_offered_counts_as_skipped(small: Questionnaire, value: str) -> None:
    assert read_answers(small, {"M1": [value]}) == Answers()


def test_fields_and_codes_that_are_not_ours_count_as_skipped(small: Questionnaire) -> None:
    assert read_answers(small, {"M7": ["3"], "one": ["z"], "many": ["q"], "__class__": ["a"]}) == Answers()


def test_answers_are_read(small: Questionnaire) -> None:
    read = read_answers(small, {"M1": ["0"], "M2": ["4"], "one": ["b"], "many": ["a", "b", "b"]})
    assert read.items == {"M1": 0, "M2": 4}
    assert read.context == {"one": {"b"}, "many": {"a", "b"}}


def test_two_different_answers_to_one_question_are_no_answer(small: Questionnaire) -> None:
    assert read_answers(small, {"M1": ["0", "3"], "one": ["a", "b"]}) == Answers()
    assert read_answers(small, {"M1": ["3", "3"]}).items == {"M1": 3}


def test_none_next_to_another_option_is_ignored(small: Questionnaire) -> None:
    assert read_answers(small, {"many": ["none", "b"]}).context == {"many": {"b"}}
    assert read_answers(small, {"many": ["none"]}).context == {"many": {"none"}}


def test_the_order_of_fields_never_matters(small: Questionnaire) -> None:
    fields = {"M1": ["1"], "one": ["a"], "many": ["b", "a"]}
    assert read_answers(small, fields) == read_answers(small, dict(reversed(fields.items())) | {"many": ["a", "b"]})


def test_a_questionnaire_refuses_to_exist_when_wrong(small: Questionnaire) -> None:
    from dataclasses import replace

    with pytest.raises(ValueError, match="'one' is used twice"):
        replace(small, context=(*small.context, small.context[0]))
    with pytest.raises(ValueError, match="must place every context question once"):
        replace(small, context_parts=())
    with pytest.raises(ValueError, match="count up from 0"):
        replace(small, responses=small.responses[1:])
