"""Phone numbers as staff type them: read for the clinic's country, and each mistake told apart."""

import re
from dataclasses import dataclass

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from phonenumbers import PhoneNumber, ValidationResult

from support.directory import Country, directory
from support.phrases import country_in_text

LONGEST = 40
MOST_DIGITS = 15  # ITU-T E.164, section 6.1, with the country code; the library takes some that are longer
LETTER = re.compile(r"[^\W\d_]")
NUMBER = re.compile(r"[+(\d][\w\s().,\-–‑/#;=:]+")  # anything else would be shown, and says nothing of the number


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is shown, and as a `tel:` link dials it. Both are empty where there is none."""

    phone: str = ""
    dial: str = ""


NO_NUMBER = Number()


def read_number(typed: str, code: str) -> Number:
    """The number that somebody typed, for a clinic of this country. Raises ValidationError with what is wrong.

    An extension stays in `phone` alone: some phones dial its letters as figures, so that the wrong desk would answer.
    """
    phone = " ".join(typed.split())
    if not phone:
        return NO_NUMBER
    digits = phonenumbers.normalize_digits_only(phone)
    if is_emergency(digits, code):
        raise ValidationError(
            _(
                "{number} is the emergency number. It comes first on your page already. "
                "Give a number for what is not an emergency."
            ).format(number=digits)
        )
    parsed = _parse(phone, code)
    if phonenumbers.is_valid_number(parsed):
        dial = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
        if len(dial) > len("+") + MOST_DIGITS:
            raise ValidationError(_too_many().format(country=_where(parsed, code)))
        return Number(phone, dial)
    if _is_short(parsed, phone, digits, code):
        return Number(phone, digits)
    raise ValidationError(_mistake(parsed, phone, digits, code))


def is_emergency(digits: str, code: str) -> bool:
    """Whether this is one of a country's emergency numbers, by its own list or by ours."""
    country = directory().country(code)
    lines = [line for line in country.lines if line.kind == "emergency"] if country else []
    ours = [line.dial for line in lines] + [each.dial for line in lines for each in line.alternates]
    return any(digits in dial for dial in ours) or phonenumbers.is_emergency_number(digits, code)


def _parse(phone: str, code: str) -> PhoneNumber:
    problem = _could_not_read(code)
    if len(phone) > LONGEST or not NUMBER.fullmatch(phone):
        raise ValidationError(problem)
    try:
        return phonenumbers.parse(phone, code)
    except phonenumbers.NumberParseException as odd:
        if odd.error_type == odd.INVALID_COUNTRY_CODE:
            problem = _("We do not know the country code at the beginning of this number.")
        raise ValidationError(problem) from None


def _is_short(parsed: PhoneNumber, phone: str, digits: str, code: str) -> bool:
    """Whether these few figures are dialled as they are, such as 116117 in Germany."""
    if not _is_whole(parsed, digits) or parsed.extension or LETTER.search(phone):
        return False
    if phonenumbers.is_valid_short_number_for_region(parsed, code):
        return True
    if phonenumbers.is_possible_number_with_reason(parsed) == ValidationResult.IS_POSSIBLE_LOCAL_ONLY:
        return False  # far more often a number without its area code
    return not digits.startswith("0") and phonenumbers.is_possible_short_number_for_region(parsed, code)


def _is_whole(parsed: PhoneNumber, digits: str) -> bool:
    """Whether nothing was taken off the front of a number when it was read: no country code, no 0 before an area."""
    return phonenumbers.national_significant_number(parsed) == digits


def _mistake(parsed: PhoneNumber, phone: str, digits: str, code: str) -> str:
    """What is most likely wrong with a number that was read and cannot be dialled."""
    if LETTER.search(phone) and not parsed.extension:
        return _could_not_read(code)
    prefix = phonenumbers.ndd_prefix_for_region(code, True)
    has_prefix = bool(prefix) and digits.startswith(prefix or "")
    inner = _with(parsed, int(digits)) if has_prefix and _is_whole(parsed, digits) else parsed
    possible = phonenumbers.is_possible_number_with_reason(inner)
    if possible == ValidationResult.IS_POSSIBLE_LOCAL_ONLY and not has_prefix and _is_whole(parsed, digits):
        return _("The area code is missing. Give the whole number, as someone from another town dials it.")
    return _wrong_length(inner, possible).format(country=_where(parsed, code))


def _wrong_length(parsed: PhoneNumber, possible: int) -> str:
    national = parsed.national_number or 0
    if any(phonenumbers.is_valid_number(_with(parsed, national * 10 + last)) for last in range(10)):
        return _("This number has one digit too few for {country}.")
    if phonenumbers.is_valid_number(_with(parsed, national // 10)):
        return _("This number has one digit too many for {country}.")
    if possible == ValidationResult.TOO_LONG:
        return _too_many()
    if possible != ValidationResult.IS_POSSIBLE:
        return _("This number has too few digits for {country}.")
    return _("This is not a phone number in {country}. Check each digit.")


def _too_many() -> str:
    return _("This number has too many digits for {country}. Give one number only.")


def _with(parsed: PhoneNumber, national_number: int) -> PhoneNumber:
    """The same country's number with other digits."""
    return PhoneNumber(country_code=parsed.country_code, national_number=national_number)


def _where(parsed: PhoneNumber, code: str) -> str:
    """The country that a number is for, within a sentence."""
    codes = phonenumbers.region_codes_for_country_code(parsed.country_code or 0)
    country = directory().country(code if code in codes else (codes or [""])[0])
    return _name(country, f"+{parsed.country_code}")


def _could_not_read(code: str) -> str:
    return _("We could not read this as a phone number in {country}. Type one number, in figures.").format(
        country=_name(directory().country(code), code)
    )


def _name(country: Country | None, otherwise: str) -> str:
    return country_in_text(country) if country else otherwise


class PhoneField(forms.CharField):
    """A number for a country. A number that is `kept` already stays as it is while nobody changes it."""

    def __init__(self, *, country: str, kept: Number = NO_NUMBER, **options: object) -> None:
        self.country, self.kept = country, kept
        widget = forms.TextInput({"type": "tel", "dir": "ltr", "autocomplete": "off"})
        super().__init__(strip=False, widget=widget, initial=kept.phone, **options)  # type: ignore[arg-type]
        self.validators = []  # read_number says what is wrong

    def clean(self, value: object) -> Number:
        """The number as it is kept."""
        typed = str(value or "")
        return self.kept if " ".join(typed.split()) == self.kept.phone else read_number(typed, self.country)
