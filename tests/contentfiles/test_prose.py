"""Markdown: numbered sources, headings, and nothing that a page may not hold."""

from contentfiles import Labels, inline, render

LABELS = Labels(source="Source {number}", back="Back, {number}")


def test_sources_are_numbered_by_first_use_and_link_back_to_every_mark() -> None:
    prose = render("One.[^B] Two.[^A] Three.[^B]", LABELS, {"A": "Alpha", "B": "Beta"})
    assert '<a href="#source-1" id="mark-1" aria-label="Source 1">1</a>' in prose.html
    assert '<a href="#source-1" id="mark-1-2" aria-label="Source 1">1</a>' in prose.html
    assert prose.sources_html.index("Beta") < prose.sources_html.index("Alpha")
    assert '<li id="source-1">' in prose.sources_html
    assert prose.sources_html.count('href="#mark-1') == 2
    assert prose.cited == {"A", "B"}


def test_headings_have_anchors() -> None:
    prose = render("## What you can do\n\n### Now\n\ntext", LABELS)
    assert prose.headings == (("what-you-can-do", "What you can do"),)
    assert '<h3 id="now">' in prose.html


def test_nothing_dangerous_passes() -> None:
    html = render('<script>x</script>\n\n[a](javascript:alert)\n\n<p onclick="x">y</p>\n\n<img src=x>', LABELS).html
    for never in ("<script", 'href="javascript', "<p onclick", "<img"):
        assert never not in html


def test_one_line_has_no_paragraph_around_it() -> None:
    assert inline("See [help](/help/) & more") == 'See <a href="/help/">help</a> &amp; more'


def test_a_table_says_which_cells_are_headers_and_holds_no_style() -> None:
    html = render(
        "| Point | Here |\n|:---|---:|\n| Dates | **Yes.** They stand.[^A] |\n| Staff | Not yet |\n",
        LABELS,
        {"A": "Alpha"},
    ).html
    assert '<th scope="col">Point</th>' in html
    assert '<th scope="col">Here</th>' in html
    assert '<th scope="row">Dates</th>' in html
    assert '<th scope="row">Staff</th>' in html
    assert "<td><strong>Yes.</strong> They stand.<sup" in html
    assert html.count("<td>") == html.count("</td>") == 2
    assert html.count("</th>") == 4
    assert "style" not in html
