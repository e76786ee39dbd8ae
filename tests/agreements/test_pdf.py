"""Is the PDF one that people can sign, archives can keep and screen readers can read?"""

import io
import logging
import os
import re
import shutil
import subprocess
import sys
import threading
from contextlib import contextmanager, suppress
from functools import cache
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, HTTPServer

import page
import pikepdf
import pytest
from pypdf import PdfReader

from agreements.paper import document, pdf, progress
from tests.agreements import sample_content as sample
from tests.needs import need

pytestmark = pytest.mark.pdf

# What is hard to print: blanks, parked articles, one sheet, long names. Every kind: test_every_kind.py.
EVERY = ["long_concept", "long_final", "one_page", "long_names"]
LONG = ["long_concept", "long_final", "long_names"]
# What stands between two of these is found in the PDF in one piece.
BLOCKS = frozenset(
    ["p", "li", "td", "th", "dt", "dd", "h1", "h2", "h3", "caption", "div", "section"]
    + ["ul", "ol", "dl", "tr", "table", "thead", "tbody"]
)
BODY = ["-x", "68", "-y", "66", "-W", "474", "-H", "716"]  # the text area, in points


@cache
def rendered(name):
    return pdf.render(getattr(sample, name)())


@cache
def content_of(name):
    return getattr(sample, name)()


def program(name):
    need(name, shutil.which(name))
    return name


def text_of(name, *options, data=None):
    command = [program("pdftotext"), *options, "-", "-"]
    made = data or rendered(name).body
    return subprocess.run(command, input=made, capture_output=True, check=True).stdout.decode()


def pages_of(name, *options):
    return text_of(name, *options).split("\f")[:-1]


def squeezed(text):
    """Without blanks and hyphens, which differ where a line was broken, and without capitals, which a style may set."""
    return re.sub(r"[\s\u00ad\u200b-]+", "", text).lower()


class Chunks(HTMLParser):
    """The text of a page in pieces that must come out of the PDF whole."""

    def __init__(self, html):
        super().__init__()
        self.chunks = [""]
        self.feed(html[html.index("<body") :])

    def handle_starttag(self, tag, attrs):
        if tag in BLOCKS or (tag == "span" and dict(attrs).get("class") not in ("leeg", "lijn", "binnen")):
            self.chunks.append("")

    def handle_endtag(self, tag):
        if tag in BLOCKS or tag == "span":
            self.chunks.append("")

    def handle_data(self, data):
        self.chunks[-1] += data


# --- standards ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("profile", [page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A])
def test_the_pdf_meets_the_standard_for_archives_and_the_one_for_screen_readers(name, profile):
    report = page.validate_pdf_bytes(rendered(name).body, profile=profile)
    assert report.is_compliant, [str(failure) for failure in report.failures]


@pytest.mark.parametrize("name", EVERY)
def test_the_file_is_whole(name, tmp_path):
    file = tmp_path / "file.pdf"
    file.write_bytes(rendered(name).body)
    subprocess.run([program("qpdf"), "--check", file], check=True, capture_output=True)


def test_another_process_makes_the_same_bytes():
    script = (
        "import django; django.setup();"
        "from agreements.paper.pdf import render; from tests.agreements import sample_content as s;"
        "print(render(s.long_names()).sha256, render(s.one_page()).sha256)"
    )
    env = os.environ | {"PYTHONHASHSEED": "2026", "DJANGO_SETTINGS_MODULE": "tests.settings"}
    run = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, check=True, text=True)
    made = run.stdout.split("\n")[-2]
    assert made == f"{rendered('long_names').sha256} {rendered('one_page').sha256}"


@pytest.mark.parametrize("name", EVERY)
def test_only_our_own_faces_are_in_the_file_and_all_of_them_travel_with_it(name, tmp_path):
    file = tmp_path / "file.pdf"
    file.write_bytes(rendered(name).body)
    listing = subprocess.run([program("pdffonts"), file], capture_output=True, check=True, text=True).stdout
    fonts = listing.splitlines()[2:]
    assert fonts
    for line in fonts:
        assert re.match(r"[A-Z]{6}\+Akkoord\b", line), line
        assert re.search(r"\byes\s+yes\s+yes\b", line), line


def test_a_name_from_another_language_prints_with_the_second_face():
    assert "Ş. Ćosić-van ’t Hof" in text_of("long_names")
    assert squeezed("Đorđević-Wałęsa") in squeezed(text_of("long_names"))
    with pikepdf.open(io.BytesIO(rendered("long_names").body)) as opened:
        faces = {
            str(item["/BaseFont"])
            for item in opened.objects
            if isinstance(item, pikepdf.Dictionary) and "/BaseFont" in item
        }
    assert any(face.endswith("Akkoord-Ext") for face in faces)


@pytest.mark.parametrize("name", ["long_concept", "long_names"])
def test_the_renderer_has_nothing_to_complain_about(name, caplog):
    with caplog.at_level(logging.WARNING):
        pdf.render(content_of(name))
    assert [record.getMessage() for record in caplog.records] == []


def test_title_authors_language_and_bookmarks_are_set():
    reader = PdfReader(io.BytesIO(rendered("long_concept").body))
    assert reader.metadata.title == "Samenwerkingsovereenkomst Warm Lijsterkwartier, versie 3 (concept)"
    assert reader.metadata.author.startswith("gemeente Eskerveen; Coöperatie Warm Lijsterkwartier")
    assert reader.trailer["/Root"]["/Lang"] == "nl"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]

    def titles(outline):
        for entry in outline:
            if isinstance(entry, list):
                yield from titles(entry)
            else:
                yield entry.title

    bookmarks = list(titles(reader.outline))
    assert "A Opening" in bookmarks
    wanted = [f"{item['number']} {item['title']}" for item in progress.articles(content_of("long_concept"))]
    assert [title for title in bookmarks if title[0].isdigit()] == wanted


# --- what it says ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", EVERY)
def test_every_sentence_of_the_text_is_in_the_pdf(name):
    content = content_of(name)
    html = document.html(content, short=content["length"] == "short")
    printed = squeezed(text_of(name, "-raw", *BODY))
    lost = [chunk for chunk in Chunks(html).chunks if squeezed(chunk) not in printed]
    assert lost == []


@pytest.mark.parametrize("name", LONG)
def test_every_page_number_in_the_contents_is_the_page_of_its_heading(name):
    pages = pages_of(name)
    found = {}
    for column in (["-x", "68", "-W", "230"], ["-x", "312", "-W", "230"]):
        listing = text_of(name, "-layout", "-f", "2", "-l", "2", "-y", "66", "-H", "716", *column)
        for line in re.finditer(r"^ *(\d+) +\S.*? +(\d+) *$", listing, re.MULTILINE):
            found[int(line[1])] = int(line[2])
    every = list(progress.articles(content_of(name)))
    assert sorted(found) == [item["number"] for item in every]
    for item in every:
        heading = re.compile(rf"^\W*Artikel {item['number']}$", re.MULTILINE)
        holding = [place for place, text in enumerate(pages, 1) if heading.search(text)]
        assert holding == [found[item["number"]]], item["title"]


@pytest.mark.parametrize("name", EVERY)
def test_every_footer_names_version_status_text_and_page(name):
    content = content_of(name)
    status = "definitief" if content["status"] == "final" else "concept"
    pages = pages_of(name)
    assert len(pages) == rendered(name).pages
    for place, text in enumerate(pages, 1):
        lines = text.replace("\u00a0", " ")
        assert (
            f"Versie 3 · {status} · kenmerk {content['text_hash'][:4]} {content['text_hash'][4:8]}" in lines
        )
        assert f"pagina {place} van {len(pages)}" in lines


@pytest.mark.parametrize("name", EVERY)
def test_the_word_concept_is_on_every_page_or_on_none(name):
    for text in pages_of(name):
        upright = re.search(r"(?s)C\s*O\s*N\s*C\s*E\s*P\s*T", text)
        if content_of(name)["status"] == "final":
            assert "concept" not in text.lower()
            assert not upright
        else:
            assert upright


@pytest.mark.parametrize("name", EVERY)
def test_a_name_and_its_place_to_sign_are_on_one_page(name):
    cards = [
        squeezed(function)
        for item in progress.articles(content_of(name))
        for block in item["blocks"]
        if block["type"] == "signatures"
        for signer in block["items"]
        for function in signer["functions"]
    ]
    signing = [squeezed(text) for text in pages_of(name, "-raw") if "Naam" in text and "Datum" in text]
    assert sum(text.count("plaatsdatum") for text in signing) == len(cards)
    for text in signing:
        assert text.count("plaatsdatum") == sum(
            text.count(word) for word in ("handtekening", "nogniettekenen:ditiseenconcept.")
        )
    for card in cards:
        assert any(card in text for text in signing)


@pytest.mark.parametrize("name", LONG)
def test_each_link_of_the_text_can_be_clicked(name):
    html = document.html(content_of(name))
    wanted = len(re.findall(r"<a href=", html))
    with pikepdf.open(io.BytesIO(rendered(name).body)) as opened:
        tags = [
            item
            for item in opened.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == pikepdf.Name("/Link")
        ]
        marks = [
            mark
            for leaf in opened.pages
            for mark in leaf.get("/Annots", [])
            if mark.get("/Subtype") == pikepdf.Name("/Link")
        ]
    # A link that wraps has one mark more for each line.
    assert wanted <= len(tags) <= wanted + 8
    assert wanted <= len(marks) <= wanted + 8


# --- how long it is -------------------------------------------------------------------------------------


def test_a_short_agreement_is_one_sheet():
    assert rendered("one_page").pages == 1
    assert pdf.render(sample.one_page(status="final")).pages == 1


def test_a_short_agreement_that_does_not_fit_takes_the_long_form():
    content = sample.one_page()
    content["parts"][0]["articles"][3]["blocks"] += [
        sample.p("Daarover praten we met de hele buurt. " * 30)
    ] * 2
    made = pdf.render(content)
    text = text_of("", data=made.body)
    assert made.pages > 1
    assert "Artikel 8" in text
    assert made.sha256 == pdf.render(content).sha256


def with_words(number):
    """The short agreement with so many more words in one of its articles."""
    content = sample.one_page()
    content["parts"][0]["articles"][3]["blocks"].append(
        sample.p("Daarover praten we met de buurt. " * number)
    )
    return content


@pytest.mark.parametrize(
    ("content", "layouts"),
    [
        (sample.one_page, 1),
        (lambda: with_words(60), 1),  # surely no single sheet
        (lambda: with_words(8), 2),  # close to it: tried first
        (sample.long_final, 1),
        (sample.one_of_each_block, 1),
    ],
)
def test_a_document_is_laid_out_once_unless_it_nearly_fits_one_sheet(monkeypatch, content, layouts):
    made = []
    lay_out = pdf._lay_out
    monkeypatch.setattr(pdf, "_lay_out", lambda *given: made.append(given) or lay_out(*given))
    pdf.render(content())
    assert len(made) == layouts


FULL = {
    "prose": [sample.p("Daarover praten we met de hele buurt. " * 52)],
    "points": [sample.bullets(*["een kort punt"] * 26)],
    "rows": [
        sample.table(
            "taken",
            "task_list",
            sample.TASK_COLUMNS,
            [("Buurtavond", "gemeente", "stuurgroep", "buurt", "2027")] * 18,
            wide=True,
        )
    ],
}


@pytest.mark.parametrize("filled_with", FULL)
def test_a_sheet_that_is_full_to_the_brim_is_still_tried(filled_with):
    content = sample.one_page()
    articles = content["parts"][0]["articles"]
    content["parts"][0]["articles"] = [articles[3] | {"blocks": FULL[filled_with]}, articles[-1]]
    assert pdf.render(content).pages == 1
    articles[3]["blocks"] = [*FULL[filled_with], *FULL[filled_with]]
    assert pdf.render(sample.one_page() | {"parts": [content["parts"][0] | {"articles": articles}]}).pages > 1


def test_only_a_document_of_some_length_gets_a_page_of_contents():
    assert rendered("long_final").pages >= 8
    assert "Inhoud" in text_of("long_final", "-f", "2", "-l", "2")
    little = pdf.render(sample.one_of_each_block())
    assert little.pages < 4
    assert not re.search(r"^Inhoud$", text_of("", data=little.body), re.MULTILINE)


def test_a_long_table_goes_on_over_the_page_with_its_heading():
    rows = [(f"taak nummer {row}", "gemeente", "stuurgroep", "buurt", "2027") for row in range(120)]
    table = sample.table("taken", "task_list", sample.TASK_COLUMNS, rows, caption="Taken", wide=True)
    made = pdf.render(sample.content([("Deel", [("taken", "Taken", [sample.p("Zo verdelen we:"), table])])]))
    pages = text_of("", "-layout", data=made.body).split("\f")
    holding = [text for text in pages if "taak nummer" in text]
    assert len(holding) > 2
    assert all("Wie beslist" in text for text in holding)


def test_no_head_lead_in_caption_or_number_is_left_alone_at_the_end_of_a_page():
    """Articles of every length between them, so that pages end everywhere."""
    rows = [("Buurtavond", "gemeente", "stuurgroep", "buurt", "2027")] * 2
    articles = []
    for number in range(40):
        talk = sample.p(
            "Daarover praten we met de hele buurt, elke keer als dat nodig is. " * (number * 5 % 9 + 1)
        )
        table = sample.table(
            "taken", "task_list", sample.TASK_COLUMNS, rows, caption=f"Tabel {number}", wide=True
        )
        below = sample.bullets("een punt", "nog een punt") if number % 2 else table
        articles.append(
            (f"a{number}", f"Onderwerp {number}", [talk, sample.p(f"Zo verdelen wij {number}:"), below])
        )
    printed = pdf.render(sample.content([("Deel", articles)])).body
    pages = text_of("", "-layout", *BODY, data=printed).split("\f")[:-1]
    last = [[line.strip() for line in text.splitlines() if line.strip()][-1] for text in pages]
    alone = re.compile(r"Artikel \d+( +Onderwerp \d+)?|Tabel \d+|(\d+\.\d+ +)?Zo verdelen wij \d+:|\d+\.\d+")
    assert len(last) > 10
    assert [line for line in last if alone.fullmatch(line)] == []


def test_a_word_without_end_stays_on_the_page():
    word = "".join(f"{number:05}" for number in range(600))
    short = word[-900:]
    row = (short, "gemeente", "stuurgroep", "buurt", "2027")
    table = sample.table("taken", "task_list", sample.TASK_COLUMNS, [row], wide=True)
    blocks = [sample.p("Zie https://" + word), sample.p("Taken:"), table]
    made = pdf.render(sample.content([("Deel", [("taken", "Taken", blocks)])]))
    printed = squeezed(text_of("", "-raw", *BODY, data=made.body))
    assert word in printed
    assert printed.count(short) == 2


# --- hostile input --------------------------------------------------------------------------------------

SECRET = "geheim-van-de-server"
ATTACKS = {
    "image": '<img src="{url}" alt="x">',
    "stylesheet": '<link rel="stylesheet" href="{url}">',
    "import": '<style>@import url("{url}");</style>',
    "font": '<style>@font-face{{font-family:x;src:url("{url}")}} p{{font-family:x}}</style><p>x</p>',
    "background": '<style>body{{background:url("{url}")}}</style>',
    "content": '<style>p::before{{content:url("{url}")}}</style><p>x</p>',
    "object": '<object data="{url}"></object>',
    "embed": '<embed src="{url}">',
    "svg image": '<svg width="9" height="9"><image href="{url}" width="9" height="9"/></svg>',
    "svg use": '<svg width="9" height="9"><use href="{url}#x"/></svg>',
    "attachment": '<link rel="attachment" href="{url}">',
    "linked attachment": '<a rel="attachment" href="{url}">x</a>',
    "list mark": '<style>li{{list-style-image:url("{url}")}}</style><ul><li>x</li></ul>',
}


@contextmanager
def counting_server():
    hits = []

    class Counter(BaseHTTPRequestHandler):
        def do_GET(self):
            hits.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(SECRET.encode())

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Counter)
    thread = threading.Thread(target=server.serve_forever, args=[0.02], daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/x", hits
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def holds_secret(data):
    with pikepdf.open(io.BytesIO(data)) as opened:
        streams = [item.read_bytes() for item in opened.objects if isinstance(item, pikepdf.Stream)]
        return bool(opened.attachments) or any(SECRET.encode() in stream for stream in streams)


@pytest.mark.parametrize("kind", ATTACKS)
@pytest.mark.parametrize("way", ["http", "file"])
def test_markup_that_reaches_the_printer_fetches_nothing(kind, way, tmp_path):
    (tmp_path / "secret.txt").write_text(SECRET)
    with counting_server() as (address, hits):
        url = address if way == "http" else (tmp_path / "secret.txt").as_uri()
        html = f'<html lang="nl"><head><title>x</title></head><body>{ATTACKS[kind].format(url=url)}</body></html>'
        made = None
        with suppress(pdf.RenderRefused):
            made = pdf.render_html(html)
        assert hits == []
    assert made is None or not holds_secret(made.body)


def test_the_attacks_are_real_and_only_our_door_stops_them():
    import weasyprint

    with counting_server() as (address, hits):
        for kind in ("image", "stylesheet", "import", "background"):
            weasyprint.HTML(string=ATTACKS[kind].format(url=address)).render()
        assert len(hits) >= 4


def test_markup_in_any_field_prints_as_text_and_fetches_nothing(tmp_path):
    (tmp_path / "secret.txt").write_text(SECRET)
    with counting_server() as (address, hits):
        every = "".join(attack.format(url=address) for attack in ATTACKS.values())
        attack = every + (tmp_path / "secret.txt").as_uri()
        made = pdf.render(sample.hostile(attack))
        assert hits == []
    assert not holds_secret(made.body)
    printed = re.sub(r"[“”]", '"', squeezed(text_of("", "-raw", data=made.body)))
    assert squeezed(attack) in printed


def test_a_stylesheet_with_another_name_is_not_ours():
    with pytest.raises(pdf.RenderRefused):
        pdf.render_html('<link rel="stylesheet" href="samenspel:../../settings.py"><p>x</p>')


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda made: made.update(title="x" * (pdf.MAX_BYTES + 1)), "te lang"),
        (lambda made: made.update(not_agreed=["x"] * (pdf.MAX_NODES + 1)), "te lang"),
        (lambda made: made["parts"][0]["articles"][0]["blocks"].append(nested(20)), "lagen"),
        (
            lambda made: made["parts"][0]["articles"][0]["blocks"].append(
                {"type": "table", "rows": [[]] * 401}
            ),
            "rijen",
        ),
        (lambda made: made.update(title="Warm ☂ wonen"), "☂"),
    ],
)
def test_what_would_keep_the_printer_busy_or_cannot_be_printed_is_refused_with_a_reason(spoil, reason):
    content = sample.one_page()
    spoil(content)
    with pytest.raises(pdf.RenderRefused) as refused:
        pdf.render(content)
    assert reason in refused.value.reason


def nested(depth):
    return {"type": "p", "spans": [{"t": "x"}], "more": nested(depth - 1)} if depth else {}


# --- without the libraries ------------------------------------------------------------------------------


def test_without_the_system_libraries_it_says_what_is_missing(monkeypatch):
    pdf.available.cache_clear()
    monkeypatch.setattr(pdf, "_loads", lambda file: "pango" not in file)
    try:
        assert "Pango" in pdf.available()
        with pytest.raises(pdf.RenderRefused, match="browser"):
            pdf.render(sample.one_page())
    finally:
        pdf.available.cache_clear()


def test_opening_the_modules_loads_neither_the_renderer_nor_what_seals():
    script = (
        "import django, sys; django.setup(); import agreements.paper.pdf, agreements.paper.document;"
        "import agreements.tasks, agreements.sealing.making; agreements.paper.pdf.available();"
        "sys.exit(bool({'weasyprint', 'pyhanko'} & set(sys.modules)))"
    )
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    assert subprocess.run([sys.executable, "-c", script], env=env).returncode == 0
