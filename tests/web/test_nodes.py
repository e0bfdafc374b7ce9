"""Rendered texts as nested data: every word stays, in its place."""

from web.nodes import nodes


def test_elements_and_texts_keep_their_order_and_spaces() -> None:
    html = "<p>One <strong>two</strong> three.</p>\n<ul>\n<li>four &amp; five</li>\n</ul>"
    assert nodes(html) == [
        {
            "tag": "p",
            "children": ["One ", {"tag": "strong", "children": ["two"]}, " three."],
        },
        {"tag": "ul", "children": [{"tag": "li", "children": ["four & five"]}]},
    ]


def test_the_way_back_to_a_mark_is_left_out() -> None:
    assert nodes('<p>Source <a href="#m" class="back">↩</a></p>') == [{"tag": "p", "children": ["Source "]}]


def test_a_space_between_two_elements_stays() -> None:
    (line,) = nodes("<p><em>a</em> <em>b</em></p>")
    assert line["children"][1] == " "
