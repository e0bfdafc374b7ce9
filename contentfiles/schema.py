"""Turn parsed TOML into frozen dataclasses: closed schemas, strict types, every problem listed."""

import dataclasses
import types
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

PLAIN = {str: "text", int: "a whole number", bool: "true or false", date: "a date", Decimal: "a number"}


class Wrong:
    """Stands where a value could not be read; its problem is already listed."""


WRONG = Wrong()


def decode(kind: Any, value: Any, where: str, problems: list[str]) -> Any:
    """Give `value` as `kind`, or WRONG after adding to `problems` what is wrong and where.

    `kind` is a dataclass, str, int, bool, date, Decimal, a Literal, `X | None`,
    `tuple[X, ...]` or `Mapping[str, X]`; `where` is the key's path, such as `lines[2].phone`.
    """
    if dataclasses.is_dataclass(kind):
        return _dataclass(kind, value, where, problems)
    decoder = _DECODERS.get(get_origin(kind) or kind)
    if decoder:
        return decoder(kind, value, where, problems)
    if type(value) is kind:  # strict: True is no number, "3" is no number
        return value
    return _wrong(problems, where, f"must be {PLAIN[kind]}, not {_shown(value)}")


def _dataclass(kind: Any, value: Any, where: str, problems: list[str]) -> Any:
    shorthand = getattr(kind, "from_text", None)
    if shorthand and isinstance(value, str):
        return shorthand(value)
    if not isinstance(value, dict):
        return _wrong(problems, where, f"must be a table of keys, not {_shown(value)}")
    hints = get_type_hints(kind)
    fields = {field.name: field for field in dataclasses.fields(kind)}
    before = len(problems)
    for key in value.keys() - fields.keys():
        close = get_close_matches(key, fields, n=1)
        hint = f", did you mean '{close[0]}'?" if close else f"; the keys are {', '.join(sorted(fields))}"
        problems.append(f"unknown key '{_join(where, key)}'{hint}")
    read = {}
    for name, field in fields.items():
        if name in value:
            read[name] = decode(hints[name], value[name], _join(where, name), problems)
        elif field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
            problems.append(f"key '{_join(where, name)}' is missing")
    if len(problems) > before:
        return WRONG
    try:
        return kind(**read)
    except ValueError as error:  # the dataclass's own rules; one line each
        problems.extend(_said(where, line) for line in str(error).splitlines())
        return WRONG


def _tuple(kind: Any, value: Any, where: str, problems: list[str]) -> Any:
    if not isinstance(value, list):
        return _wrong(problems, where, f"must be a list, not {_shown(value)}")
    inner = get_args(kind)[0]
    return tuple(decode(inner, each, f"{where}[{n}]", problems) for n, each in enumerate(value, 1))


def _mapping(kind: Any, value: Any, where: str, problems: list[str]) -> Any:
    if not isinstance(value, dict):
        return _wrong(problems, where, f"must be a table of keys, not {_shown(value)}")
    inner = get_args(kind)[1]
    return {key: decode(inner, each, _join(where, key), problems) for key, each in value.items()}


def _literal(kind: Any, value: Any, where: str, problems: list[str]) -> Any:
    allowed = get_args(kind)
    if value in allowed and type(value) in {type(each) for each in allowed}:
        return value
    close = get_close_matches(str(value), [str(each) for each in allowed], n=1)
    hint = f"did you mean '{close[0]}'?" if close else "it can be " + ", ".join(map(str, allowed))
    return _wrong(problems, where, f"cannot be {_shown(value)}; {hint}")


def _optional(kind: Any, value: Any, where: str, problems: list[str]) -> Any:
    inner = next(each for each in get_args(kind) if each is not types.NoneType)
    return decode(inner, value, where, problems)


_DECODERS: dict[Any, Callable[[Any, Any, str, list[str]], Any]] = {
    tuple: _tuple,
    Mapping: _mapping,
    Literal: _literal,
    Union: _optional,
    types.UnionType: _optional,
}


def _wrong(problems: list[str], where: str, what: str) -> Wrong:
    problems.append(_said(where, what))
    return WRONG


def _said(where: str, what: str) -> str:
    return f"{where}: {what}" if where else what


def _join(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key


def _shown(value: Any) -> str:
    kinds = {bool: "true/false", dict: "a table", list: "a list"}
    return kinds.get(type(value), repr(value) if len(repr(value)) < 40 else "a long text")
