"""deploy/release: a release that is good takes over step by step, and can be gone back from."""

import hashlib
import zipfile
from pathlib import Path

from tests.deploy.releasing import Server


def test_a_good_release_takes_over_one_process_after_the_other(server: Server) -> None:
    server.commit("2")
    status, said = server.release()
    first, second = server.states
    assert status == 0, said
    assert said.endswith(" serves.\n")
    assert server.calls() == [
        "manage.py check --deploy --tag security --tag services --fail-level WARNING",
        "manage.py build_pages",
        "manage.py prepare",
        "nginx -t",
        f"restart thaw@{first}",
        f"restart thaw@{second}",
        "reload-or-restart nginx",
    ]
    assert server.serving() == {"2"}
    build = server.folder / "srv/current/build"
    assert (build / "page").read_text() == "Thaw & $Co", "settings are not for a shell to read"
    assert sorted(path.name for path in (build / "static").iterdir()) == ["1", "2"], "an open page may ask for either"


def test_going_back_skips_what_was_not_good(server: Server) -> None:
    for version in ("2", "3"):
        server.commit(version)
        assert server.release()[0] == 0
        if version == "2":
            assert server.release("--back") == (0, said_again(server))
            assert server.serving() == {"1"}
    assert server.releases() == ["1", "3"]
    assert server.release("--back")[0] == 0
    assert server.serving() == {"1"}
    status, said = server.release("--back")
    assert status == 1
    assert "no release before" in said
    assert server.serving() == {"1"}


def said_again(server: Server) -> str:
    return f"The release {(server.folder / 'srv/current').readlink().name} serves again.\n"


def test_three_releases_are_kept(server: Server) -> None:
    for version in ("2", "3", "4"):
        server.commit(version)
        assert server.release()[0] == 0
    assert server.releases() == ["2", "3", "4"]


def test_the_first_release_serves_and_there_is_none_before_it(bare_server: Server) -> None:
    status, said = bare_server.release()
    assert status == 0, said
    assert bare_server.serving() == {"1"}
    assert "no release before" in bare_server.release("--back")[1]
    assert bare_server.serving() == {"1"}


def test_static_files_are_kept_as_long_as_a_release_that_asks_for_them(server: Server) -> None:
    for version in ("2", "3", "4", "5"):
        server.commit(version)
        assert server.release()[0] == 0
    static = server.folder / "srv/current/build/static"
    assert sorted(path.name for path in static.iterdir()) == ["2", "3", "4", "5"]
    for version in ("6", "7", "8", "9"):  # nothing is built where nothing of the pages has changed
        server.commit(version, "unchanged")
        assert server.release()[0] == 0
    assert [path.name for path in static.iterdir()] == ["5"], "and this is what the pages ask for"


def wheel(folder: Path) -> str:
    """A package, and the line of requirements.txt that names it."""
    path = folder / "something-1-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("something.py", "")
        made.writestr("something-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: something\nVersion: 1\n")
        made.writestr("something-1.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        made.writestr("something-1.dist-info/RECORD", "")
    return f"something==1 --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


def test_packages_are_installed_by_their_hashes_or_not_at_all(server: Server, tmp_path: Path) -> None:
    (tmp_path / "wheels").mkdir()
    pip = {"THAW_VENV": "", "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(tmp_path / "wheels")}
    (server.clone / "requirements.txt").write_text(wheel(tmp_path / "wheels"))
    server.commit("2")
    status, said = server.release(**pip)
    assert status == 0, said
    packages = server.folder / "srv/current/.venv/lib"
    assert list(packages.glob("python*/site-packages/something.py"))
    (server.clone / "requirements.txt").write_text("something==1\n")
    server.commit("3")
    status, said = server.release(**pip)
    assert status == 1
    assert "the packages could not be installed" in said
    assert server.serving() == {"2"}
