"""What somebody could type or attach who means harm: over sixty texts and thirty files, as data."""

from __future__ import annotations

import io
import zipfile

# {url}: a server that counts who comes by; {file}: a file of the server with a secret in it.
MARKUP = (
    '<img src="{url}" alt="x">',
    '<img src=x onerror="fetch(`{url}`)">',
    '<link rel="stylesheet" href="{url}">',
    '<link rel="attachment" href="{file}">',
    '<a rel="attachment" href="{file}">x</a>',
    '<style>@import url("{url}");</style>',
    "<style>@font-face{{font-family:x;src:url({url})}}</style>",
    '<style>body{{background:url("{url}")}}</style>',
    '<style>p::before{{content:url("{file}")}}</style>',
    "<style>*{{display:none}}</style>",
    '<p style="position:fixed;top:0;background:#fff">Alles is betaald</p>',
    '<object data="{url}"></object>',
    '<embed src="{file}">',
    '<iframe src="{file}"></iframe>',
    '<svg onload="alert(1)"><image href="{url}" width="9" height="9"/></svg>',
    '<svg><use href="{file}#x"/></svg>',
    "<svg><foreignObject><script>alert(1)</script></foreignObject></svg>",
    '<math><mtext><a href="javascript:alert(1)">x</a></mtext></math>',
    '<script src="{url}"></script>',
    "<script>document.location='{url}'</script>",
    "</article></body></html><h1>Einde</h1>",
    "<base href='{url}'>",
    '<meta http-equiv="refresh" content="0;url={url}">',
    "<video src={url} autoplay></video>",
    "<!-- {url} --><![CDATA[ x ]]>",
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "{file}">]><x>&e;</x>',
    "<input autofocus onfocus=alert(1)>",
    "<form action={url}><button>Akkoord</button></form>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
)
LANGUAGES = (
    "{{% load static %}}{{{{ settings.SECRET_KEY }}}}",
    "{{{{ ''.__class__.__mro__[1].__subclasses__() }}}}",
    "{{% include '{file}' %}}",
    "{{% debug %}}",
    "${{7*7}} #{{7*7}} <%= 7*7 %> ${{jndi:ldap://127.0.0.1/a}}",
    "[[gemeente]] [als partij is gemeente]ja[einde]",
    "[einde][einde][als]",
    "%(naam)s %s %n %x {{0}} {{0.__class__}}",
    "'; DROP TABLE agreements_version; --",
    "' OR '1'='1",
    "$(cat {file}) `cat {file}` | cat {file}",
    '=HYPERLINK("{url}","klik")',
    "=cmd|'/C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    'INCLUDETEXT "{file}" \\* MERGEFORMAT',
    'DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"',
    "/OpenAction << /S /JavaScript /JS (app.alert(1)) >>",
    ") Tj ET Q endstream endobj trailer << /Root 1 0 R >> %%EOF",
    "/Launch << /F ({file}) >>",
    "../../../../etc/passwd",
    "..\\..\\windows\\win.ini",
    "file:///etc/passwd javascript:alert(1) data:text/html,<script>alert(1)</script>",
    "Content-Type: text/html\r\n\r\n<h1>x</h1>",
    "Set-Cookie: a=b\r\nLocation: {url}",
)
SHAPES = (
    "Wij betalen 100\u202e000.1 euro",  # turns the text around
    "Wij\u200b betalen\u2060 niets\ufeff",
    "Akkoord\x00 en\x08 weg\x1b[2J",
    "a" + "\u0301" * 60,
    "W" * 3000,
    "https://voorbeeld.nl/" + "a" * 900,
    "\n" * 200 + "einde",
    " " * 2000 + "einde",
    "(" * 500 + ")" * 500,
    "9" * 400 + "," + "9" * 400,
)
TEXTS = MARKUP + LANGUAGES + SHAPES
# What the faces of the document cannot draw is refused by name, before it is frozen.
NOT_DRAWN = ("Warm \N{UMBRELLA} wonen", "\N{PILE OF POO}", "\u0645\u0631\u062d\u0628\u0627", "\ue000")


def packed(*names: str, body: bytes = b"x") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, body)
    return made.getvalue()


PDF = b"%PDF-1.7\n"
DOCX = ("[Content_Types].xml", "word/document.xml")
BOMB = b"\0" * 5_000_000
XXE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
FAR_AWAY = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
    b'Target="http://127.0.0.1/x.dotm" TargetMode="External"/></Relationships>'
)
SIGNED_ELSEWHERE = (
    b"1 0 obj << /Type /Sig /SubFilter /ETSI.CAdES.detached /ByteRange [0 9 99 9] /Contents <3082> >> endobj"
)
# Name, content, and what becomes of it: the kind as which it is kept, never opened here; or nothing, it is refused.
PDFS = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FILES = (
    ("blad.exe", b"MZ\x90\x00", ""),
    ("blad.pdf.exe", PDF, ""),
    ("blad.pdf", b"MZ\x90\x00", ""),
    ("blad.pdf", b"<html><script>alert(1)</script>", ""),
    ("blad.pdf", b"", ""),
    ("blad.html", b"<script>alert(1)</script>", ""),
    ("blad.svg", b"<svg onload='alert(1)'/>", ""),
    ("blad.png", b"<svg onload='alert(1)'/>", ""),
    ("blad.jpg", b"GIF89a<script>alert(1)</script>", ""),
    ("blad.js", b"alert(1)", ""),
    ("blad.bat", b"calc", ""),
    ("blad.lnk", b"L\x00\x00\x00", ""),
    ("blad.zip", packed("x.txt"), ""),
    ("blad.docm", packed(*DOCX), ""),
    ("blad.doc", b"\xd0\xcf\x11\xe0", ""),
    ("blad.rtf", b"{\\rtf1 {\\object}}", ""),
    ("blad.docx", b"\xd0\xcf\x11\xe0", ""),
    ("blad.docx", packed("../../etc/cron.d/x"), ""),
    ("blad.docx", packed(*DOCX, "word/vbaProject.bin"), ""),
    ("blad.xlsx", packed("word/document.xml"), ""),
    ("blad.ods", packed("content.xml", "Basic/Standard/x.xml"), ""),
    ("blad.docx", packed(*DOCX)[:-9], ""),
    ("blad", PDF, ""),
    (".pdf", b"%!PS-Adobe", ""),
    ("blad.docx", packed(*DOCX, body=BOMB), WORD),  # its index is read, nothing is unpacked
    ("blad.docx", packed(*DOCX, body=XXE), WORD),  # nor parsed
    ("../../../etc/passwd.pdf", PDF, PDFS),  # its name is only shown
    ("blad\r\nSet-Cookie: a=b.pdf", PDF, PDFS),
    ("<img src=x onerror=alert(1)>.pdf", PDF, PDFS),
    ("blad.docx", packed(*DOCX, "word/_rels/document.xml.rels", body=FAR_AWAY), WORD),  # nor followed
    ("blad.pdf", b"GIF89a" + PDF, ""),  # two kinds in one
    ("blad.docx", PDF + packed(*DOCX), WORD),
    ("blad.pdf", PDF + packed("x.html", body=b"<script>alert(1)</script>"), PDFS),
    ("blad.png", b"\x89PNG\r\n\x1a\n<svg onload='alert(1)'/>", "image/png"),
    ("blad.pdf", PDF + SIGNED_ELSEWHERE, PDFS),  # whose seal it bears is for a reader to check
    ("blad.pdf", PDF + b"1 0 obj << /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>", PDFS),
)
