"""What programs leave in a text is known by its form: each form of the data has a text here that needs it."""

from collections.abc import Mapping

import pytest
import re2

from auditor import Article, Auditor
from auditor.boilerplate.remains import find_in, load_forms
from tests.growth import clocked, too_steep

FOUND = {
    "a media token of Drupal": [
        '[[{"fid":"1204","view_mode":"default","type":"media"}]]', '<drupal-media data-entity-uuid="a1"></drupal-media>',
        "[video:https://tube.example/watch?v=1]",
    ],
    "a token of Drupal": ["[node:title]", "[[nid:123]]", "[fid:7 lamp]", "[node:field_mill:name]", "[current-page:url]"],
    "a plug-in's tag of Joomla": [
        "{loadposition ad1}", "{youtube}a1{/youtube}", "{article 12}{introtext}{/article}", "{slider=Lamps}", '{modal url="a.html"}',
    ],
    "an ad server's tag": ["%%AD_MIDDLE%%", "%%AD-BOX%%", "%%PATTERN:url%%", "%%CLICK(a)%%", "[CACHEBUSTER]"],
    "a shortcode of WordPress": [
        '[mill lamp="1"]', "[mill lamp='1' oil=\"2\" /]", "[lamp-box oil=“2”]", "[vc_row]", "[elementor-template 7]", "[/et_pb_text]", "[social_share]",
        "[caption width=400]", "[pullquote]", "[video id=7]", "[media id=12 align=left]", "[/video]", "[embed]https://tube.example/1[/embed]", "[ad]",
    ],
    "a comment of WordPress's editor": ["<!-- wp:paragraph -->", "<!-- /wp:list -->", "<!--nextpage-->", "<!--more Read on-->"],
    "a MODX tag": ["[[*content]]", "[[$mill? &lamp=`1`]]", "[*pagetitle*]"],
    "a template's placeholder": [
        "{{ mill.name }}", "{{{body}}}", "{% if lamp %}", "<%= lamp %>", "[% lamp %]", "${lamp.oil}", "#{lamp}", "{$lamp}",
        "{first_name}", "{lamp_1}", '@include("lamp")', "@endif",
    ],
    "a placeholder": ["@@headline@@", "__HEADLINE__", "__HEAD_LINE__", "$$AUTHOR$$", "%%sitename%%"],
    "a marker of TYPO3": ["###TEASER_1###"],
    "a line of PHP": ["<?php echo $lamp; ?>", "<?= $lamp ?>", "<?php if ($lamp):"],
    "a tag of an edge server": ['<esi:include src="/lamp"/>', "</esi:try>"],
    "a server's include": ['<!--#include virtual="/lamp.inc" -->'],
    "an HTML comment": ["<!-- lamp -->"],
    "an HTML tag": ["</p>", "</LI>", '<div class="lamp">', "<img src=lamp.jpg>", "<br />", "<HR>"],
    "data of a page in JSON": ['{"@type":"Mill","lamps":2}', "[object Object]"],
    "a line of a program of the page": [
        "window.lamps = [];", "window.lamps.push(1);", "googletag.cmd.push(function() {", "(adsbygoogle = []).push({});",
        "_gaq.push(1);", 'gtag("js", 1);', "fbq(1);", "document.write(1)", "jQuery(1);", "$(document).ready()", "var lamp = {",
    ],
    "a mark of Markdown": ["![A lamp](https://mill.example/lamp.jpg)", '[the mill](https://mill.example "Mill")', "{:.lamp}"],
    "the file name of a picture": ["IMG_1204.JPG", "[lamp-1961.png]"],
    "the bare address of an embedded post or film": [
        "https://twitter.com/mill/status/12", "https://x.com/mill/status/12?s=20", "https://www.youtube.com/watch?v=a1",
        "https://youtu.be/a1", "https://youtube.com/shorts/a1", "https://vimeo.com/12", "https://player.vimeo.com/video/12",
        "https://www.instagram.com/p/a1/", "https://www.facebook.com/mill/posts/12", "https://www.tiktok.com/@mill/video/12",
        "https://open.spotify.com/episode/a1", "https://soundcloud.com/mill/lamp", "https://www.dailymotion.com/video/a1",
        "https://bsky.app/profile/mill.example/post/a1", "https://truthsocial.com/@mill/posts/12",
        "https://www.threads.net/@mill/post/a1", "https://old.reddit.com/r/mills/comments/a1/lamp/",
    ],
}  # fmt: skip


def found(text: str) -> list[tuple[str, str]]:
    return [(each.form.kind, text[each.span.start : each.span.end]) for each in find_in(text)]


@pytest.mark.parametrize("kind", FOUND)
def test_a_form_is_known(kind: str) -> None:
    for token in FOUND[kind]:
        assert found(f"The mill closed.\n  {token} \nIts keeper left.") == [(kind, token)], token


def test_each_pattern_is_needed() -> None:
    assert load_forms().keys() == FOUND.keys()
    for form in load_forms().values():
        for pattern in form.patterns:
            others = [re2.compile(each) for each in form.patterns if each != pattern]
            assert any(not any(other.fullmatch(token) for other in others) for token in FOUND[form.kind]), pattern


@pytest.mark.parametrize(
    "line",
    [
        "“We [sic] pay [the keeper] what [he] is owed [1],” she said [laughter].", "[Video]", "[MORE]", "[END]", "[h/t Ann Moe]",
        "[Photo by Ann Moe]", "[Updated 8:30 p.m.]", "The sets {1, 2} and {a, b} differ; he said {pause} that it was late.",
        "It costs $$ to $$$$, or 60%% by mistake.", "#mill @keeper", "***", "###", "@@@", "__________", "[…]", "x < y and y > z",
        "Lists such as vector<int> are taught.", "The file is /mill/{lamp_id}/a, and __init__ comes first.",
        "The film is at https://www.youtube.com/watch?v=a1 and is short.", "https://twitter.com/mill", "https://mill.example/a",
        "R&D at AT&T; Q&A at 5 :-} ;-]", "[caption: the mill]", "[ad hoc] committees", "[site: Hulle]", "[the mill](its lamp)", "He took lamp.jpg home.", "{x=1}", "@included", "[note: a=b]",
    ],
)  # fmt: skip
def test_what_writers_write_is_none(line: str) -> None:
    assert found(f"The mill closed.\n{line}\nIts keeper left.") == []


def test_tags_are_known_by_what_closes_them() -> None:
    assert found("[dropcap]T[/dropcap]he mill") == [
        ("a shortcode of WordPress", "[dropcap]"),
        ("a shortcode of WordPress", "[/dropcap]"),
    ]
    assert [quote for _, quote in found("{lamp}one{/lamp} <b>two</b>")] == ["{lamp}", "{/lamp}", "<b>", "</b>"]
    assert found("[dropcap]The mill {lamp} [/rant] of [b]") == []


def test_what_stands_alone_has_little_white_space_around() -> None:
    for text, alone in {
        f"{' ' * 39}[gallery]{' ' * 39}": True,
        f"{' ' * 40}[gallery]": False,
        f"[gallery]{' ' * 40}": False,
        f"lamp\n{' ' * 39}[gallery]": True,
        f"lamp\n{' ' * 40}[gallery]": False,
        f"{' ' * 41}[gallery]": False,
        f"[gallery]{' ' * 41}lamp": False,
        f"lamp{' ' * 41}[gallery]": False,
    }.items():
        assert [remnant.alone for remnant in find_in(text)] == [alone], text


def test_neighbours_of_a_kind_are_one_passage() -> None:
    text = "[vc_row][vc_column]The mill[/vc_column]\n\n[/vc_row] {{ lamp }}"
    assert [quote for _, quote in found(text)] == ["[vc_row][vc_column]", "[/vc_column]\n\n[/vc_row]", "{{ lamp }}"]
    assert [quote for _, quote in found("[vc_row]{{ lamp }}")] == ["[vc_row]", "{{ lamp }}"]


def test_a_passage_is_named_once_and_a_fix_tears_no_sentence() -> None:
    prose = "The harbour board voted on Tuesday to replace the old ferry, which has been late on nine days out of ten."
    tokens = ["<?php the_post(); ?>", "###TEASER###", "@@teaser@@", '[osm_map zoom="17"]', '{"@type":"Mill"}']
    text = "\n\n".join(f"{prose} {number}\n\n{token}" for number, token in enumerate(tokens))
    told = [finding for finding in Auditor().audit(Article(text=text)).findings if finding.span.start > len(prose)]
    told = [finding for finding in told if any(token in finding.quote for token in tokens)]
    assert [(finding.rule, finding.quote, finding.fix) for finding in told] == [
        ("boilerplate/cms-remains", token, "delete") for token in tokens
    ]
    inside = Auditor().audit(Article(text=f"{prose} The board of {{{{ mill }}}} met, and <b>left</b>."))
    fixes = [finding.fix for finding in inside.findings if finding.rule == "boilerplate/cms-remains"]
    assert fixes == [None, "delete", "delete"]


def test_long_texts_take_time_in_proportion() -> None:
    parts = (
        "[a]",
        "[/a]",
        "{a}{/b}",
        "<!-- ",
        '[a b="',
        "[[{",
        "{{",
        "<?php ",
        "%%A",
        "%%A%%",
        "https://x.com/a/status/1\n",
    )

    def work(count: int) -> Mapping[str, float]:
        return {part: clocked(lambda part=part: list(find_in(part * count))) for part in parts}  # type: ignore[misc]

    assert too_steep(work, 4_000, 32_000) == {}
