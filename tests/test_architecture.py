"""The house stays as it was drawn: a pure core, short modules, templates that say what they need."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR
PACKAGES = ("articles", "clinics", "config", "contentfiles", "pages", "selfcheck", "support", "web")
MODULES = [
    path
    for package in PACKAGES
    for path in sorted((ROOT / package).rglob("*.py"))
    if path.parent.name != "migrations"  # written by Django
]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
CORE = (
    *(
        "questionnaire",
        "scoring",
        "conditions",
        "rules",
        "guidance",
        "reading",
        "result",
        "words",
        "own_words",
        "take_along",
    ),
    *("note", "summary", "handover", "fhir", "fhir_code_systems", "fhir_questionnaire", "fhir_response"),
)


def run(*command: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=os.environ | env, capture_output=True, text=True, check=False
    )


def test_the_core_works_without_django() -> None:
    block = "import sys; sys.modules['django'] = None; sys.modules['contentfiles'] = None; "
    done = run("-c", block + "; ".join(f"import selfcheck.{name}" for name in CORE))
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_have_one_job_and_functions_are_short(path: Path) -> None:
    text = path.read_text()
    tree = ast.parse(text)
    assert path.name == "__init__.py" or ast.get_docstring(tree), "a module opens with its one job"
    assert len(text.splitlines()) <= 260
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 40, node.name


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_templates_are_short_and_say_what_they_need(path: Path) -> None:
    text = path.read_text()
    assert len(text.splitlines()) <= 60
    assert path.name in ("base.html", "with_leave.html") or "Needs:" in text or "{# One page about the site" in text
    assert "style=" not in text
    assert "onclick" not in text
    assert "<script" not in text


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "content", tmp_path / "content"))


def break_it(content: Path) -> None:
    path = content / "helplines/gb.toml"
    path.write_text(path.read_text().replace('kind = "crisis"', 'kind = "crissis"', 1))


SAID = "content/helplines/gb.toml: lines[2].kind: cannot be 'crissis'; did you mean 'crisis'?"


def test_the_site_refuses_to_start_on_broken_content_and_names_the_place(content: Path) -> None:
    break_it(content)
    done = run("-c", "import config.wsgi", CONTENT_DIR=str(content))
    assert done.returncode != 0
    assert SAID in done.stderr


def test_check_and_build_say_the_same_to_an_editor(content: Path, tmp_path: Path) -> None:
    break_it(content)
    for command in ("check", "build_pages"):
        done = run("manage.py", command, CONTENT_DIR=str(content), BUILD_DIR=str(tmp_path / "build"))
        assert done.returncode != 0
        assert SAID in done.stderr
        assert "Traceback" not in done.stderr


def test_whole_content_passes_the_check_without_a_warning() -> None:
    done = run("manage.py", "check", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr


def test_building_again_without_a_change_builds_nothing(tmp_path: Path) -> None:
    """Begins with a copy of what these tests were given, which is built already (and is built here if it is old)."""
    shutil.copytree(settings.BUILD_DIR, tmp_path, dirs_exist_ok=True)
    first = run("manage.py", "build_pages", BUILD_DIR=str(tmp_path))
    again = run("manage.py", "build_pages", BUILD_DIR=str(tmp_path))
    other = run("manage.py", "build_pages", BUILD_DIR=str(tmp_path), SITE_NAME="Other")
    assert (first.returncode, again.returncode, other.returncode) == (0, 0, 0), first.stderr
    assert again.stdout == ""
    assert "Built" in other.stdout
    assert "Other" in (tmp_path / "pages/index.html").read_text()
    assert (tmp_path / "pages/index.html.br").exists()
