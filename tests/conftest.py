"""What tests share: the real content, a small questionnaire for the code, and helpers."""

import os

import pytest
from hypothesis import settings
from whitenoise.middleware import WhiteNoiseMiddleware

from selfcheck.library import SelfCheck, self_check
from selfcheck.questionnaire import ContextPart, ContextQuestion, Item, Option, Questionnaire, Response, Scale
from support.directory import Directory, directory

# A browser of Playwright's keeps a loop running in the process; tests that ask the database beside it are no less right.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

settings.register_profile("unhurried", deadline=None)  # a busy machine is no mistake
settings.load_profile("unhurried")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """See tests.scheduling."""
    from .scheduling import Together

    return Together(config, log)


def list_static_files_once() -> None:
    """Every test client loads the middleware anew, and each time it would look at hundreds of static files."""
    listed: dict[tuple[str, str | None], dict[str, object]] = {}
    look = WhiteNoiseMiddleware.update_files_dictionary

    def look_once(self: WhiteNoiseMiddleware, root: str, prefix: str | None) -> None:
        if (root, prefix) not in listed:
            look(self, root, prefix)
            listed[root, prefix] = dict(self.files)
        self.files.update(listed[root, prefix])

    WhiteNoiseMiddleware.update_files_dictionary = look_once


list_static_files_once()


@pytest.fixture(scope="session")
def check() -> SelfCheck:
    """The self-check in English, as it is in content/."""
    return self_check("en")


@pytest.fixture(scope="session")
def helplines() -> Directory:
    """The real directory of helplines."""
    return directory()


@pytest.fixture
def small() -> Questionnaire:
    """A questionnaire of one scale and two context questions, for tests of the code."""
    return Questionnaire(
        id="small",
        version="1",
        stem="How often?",
        responses=(*(Response(code=str(n), label=str(n), value=n) for n in range(5)), Response(code="skip", label="-")),
        scales=(
            Scale(
                id="muted",
                part_title="-",
                name="-",
                items=tuple(Item(id=f"M{n}", text="-") for n in range(1, 7)),
                texts={},
            ),
        ),
        context=(
            ContextQuestion(id="one", text="-", options=(Option(code="a", label="A"), Option(code="b", label="B"))),
            ContextQuestion(
                id="many",
                text="-",
                several=True,
                options=(Option(code="a", label="A"), Option(code="b", label="B"), Option(code="none", label="None")),
            ),
        ),
        context_parts=(ContextPart(title="-", questions=("one", "many")),),
        agreement=ContextQuestion(id="agree", text="-", options=(Option(code="right", label="-"),)),
        own_words="-",
        wishes=ContextQuestion(id="wish", text="-", options=(Option(code="plan", label="-"),), several=True),
    )
