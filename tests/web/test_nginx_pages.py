"""What nginx says by itself is in its configuration, whole, whatever the page holds."""

import json
import re
from pathlib import Path

from django.test import RequestFactory

from web.errors import refuse
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


def test_where_only_built_pages_answer_nothing_is_offered_that_needs_more() -> None:
    asked = RequestFactory().get("/")
    main = {why: refuse(asked, 503, why).content.decode().partition("<main")[2] for why in ("away", "busy")}
    needing_more = ('action="/search/"', 'href="/self-check/"')
    assert [each in main["away"].partition("<footer")[0] for each in needing_more] == [False, False]
    assert [each in main["busy"].partition("<footer")[0] for each in needing_more] == [True, True]
    assert all('href="/help/"' in page and 'href="tel:112"' in page for page in main.values())
