"""A password that is mostly our own words, or a clinic's name, is what others would try first."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from tests.clinics import staff

pytestmark = pytest.mark.django_db
SAID = "too little of this password is left"


@pytest.mark.parametrize(
    "password",
    [
        *("Thaw-clinic-2026", "riverside2026!!", "R i v e r s i d e 1234", "staffpassword99"),
        *("clinic!!!!!!!!", "password........", "thawthawthaw aaaaaaaa", "riverside 1212 1212"),
    ],
)
def test_our_words_with_a_few_figures_or_signs_are_refused(password: str) -> None:
    member = staff.make_member(staff.make_clinic("riverside", name="Riverside"))
    with pytest.raises(ValidationError, match=SAID):
        validate_password(password, member)


@pytest.mark.parametrize(
    "password", ["riverside otters hum quietly", "thirteen quiet otters", "thaw the green piano leg"]
)
def test_with_enough_else_they_may_stand_in_it(password: str) -> None:
    validate_password(password, staff.make_member(staff.make_clinic("riverside", name="Riverside")))


def test_another_clinics_name_is_a_word_like_others() -> None:
    staff.make_clinic("hillside", name="Hillside")
    validate_password("hillside 2026!!", staff.make_member(staff.make_clinic("riverside")))
