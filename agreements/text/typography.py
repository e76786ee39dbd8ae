"""How is a sentence set in print: its quotes, its no-break spaces and the characters a font can draw?"""

import re
import unicodedata

from samenspel.dutch import MONTHS

NBSP = "\N{NO-BREAK SPACE}"

# Characters people paste from elsewhere, and what our faces print for them.
_STAND_INS = {
    **dict.fromkeys("\u2010\u2011\u2043\uff0d", "-"),
    **dict.fromkeys("\u202f\u2007\u2008", NBSP),
    **dict.fromkeys("\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u3000\u2028\u2029", " "),
    **dict.fromkeys("●▪■◦‣∙", "•"),
    **{chr(0x2080 + digit): str(digit) for digit in range(10)},
    "≥": ">=",
    "≤": "<=",
    "≈": "±",
    "→": "->",
    "⇒": "=>",
    "☐": "[ ]",
    "☑": "[x]",
    "☒": "[x]",
    "\u017f": "s",
}
# What turns text around, hides in it or has no shape: none of it may change how a signed text reads.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufe00-\ufe0f"
    "\ud800-\udfff]"
)
_LIGATURES = re.compile("[\ufb00-\ufb06\u0132\u0133]")
_TABLE = str.maketrans(_STAND_INS)
# A web address or a key pressed too long: such a word may break, or it would run off the page.
_ENDLESS = re.compile(r"\S{41,}")
_MAY_BREAK = "\N{ZERO WIDTH SPACE}"
_QUOTE = re.compile("[\"']")
_MONTH = "|".join(MONTHS)
_JOINED = (
    (re.compile(r"€ (?=\d)"), "€" + NBSP),
    (re.compile(rf"\b(\d{{1,2}}) (?=(?:{_MONTH})\b)"), r"\1" + NBSP),
    (re.compile(rf"\b({_MONTH}) (?=\d{{4}}\b)"), r"\1" + NBSP),
    (re.compile(r"\b(artikel|bijlage|versie|kenmerk|fase|stap|lid) (?=\d)", re.IGNORECASE), r"\1" + NBSP),
    (re.compile(r" (?=(?:U\.A\.|W\.A\.|B\.A\.|B\.V\.|N\.V\.|i\.o\.))"), NBSP),
    (re.compile(r"(?<=\d) (?=%)"), NBSP),
)


def clean(text: str) -> str:
    """The same text in characters that have a shape, composed, in reading order."""
    text = str(text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    text = unicodedata.normalize("NFC", _UNSEEN.sub("", text)).translate(_TABLE)
    return _LIGATURES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)


def typeset(text: str, before: str = "") -> str:
    """Curly quotes and no-break spaces; `before` is the character the text follows on."""
    text = clean(text)

    def curl(found: re.Match[str]) -> str:
        at = found.start()
        left = text[at - 1] if at else before
        opens = not left or left.isspace() or left in "([{“‘«–—/"
        if found[0] == '"':
            return "“" if opens else "”"
        clipped = re.match(r"[a-z]{1,2}\b", text[at + 1 :], re.IGNORECASE)  # 't, 's, 'n
        return "‘" if opens and not clipped else "’"

    text = _QUOTE.sub(curl, text)
    for pattern, joined in _JOINED:
        text = pattern.sub(joined, text)
    return _ENDLESS.sub(_with_breaks, text)


def _with_breaks(word: re.Match[str]) -> str:
    return _MAY_BREAK.join(word[0][start : start + 10] for start in range(0, len(word[0]), 10))


def shorten(text: str, length: int) -> str:
    """At most so many characters, broken between words, for a line that may not wrap."""
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    if not text[length - 1].isspace() and " " in cut[length // 2 :]:
        cut = cut.rsplit(" ", 1)[0]
    return cut.rstrip(" ,.;:") + "…"
