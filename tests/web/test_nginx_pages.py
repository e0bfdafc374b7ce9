"""What nginx says by itself is in its configuration, whole, whatever the page holds."""

import json
import re
from pathlib import Path

from web.nginx import configuration

PAGE = '<p title="\\">$5 and\n"ä" ' + "ü" * 5000


def test_a_page_of_nginxs_own_is_kept_whole_in_words_that_it_can_read() -> None:
    text = configuration({}, {429: PAGE}, Path("/build"))["own.conf"]
    words = re.findall(r'set \$thaw_page "(?:\$\{thaw_page\})?(.*)";', text)
    assert len(words) > 5
    assert all(len(each.encode()) < 4000 for each in words)
    assert "".join(json.loads(f'"{each}"') for each in words) == PAGE.replace("$", "&#36;")


def test_only_who_is_to_come_back_is_told_when() -> None:
    text = configuration({}, {429: "", 503: ""}, Path("/build"))["own.conf"]
    assert [part.count("Retry-After 60") for part in text.split("location = /")] == [0, 0, 1]
