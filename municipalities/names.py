"""Under which key is a name found, however someone writes it?"""

import re
import unicodedata

APOSTROPHES = re.compile(r"['’‘`´]")
# People write 's-Hertogenbosch as s-Hertogenbosch, 's Hertogenbosch and s'Hertogenbosch.
S_WITH_APOSTROPHE = re.compile(r"(?<!\w)s['’‘`´](?=\w)")
WORD = re.compile(r"[^\W_]+")


def search_key(text: str) -> str:
    """Lower case words without accents or punctuation; "Gemeente Súdwest-Fryslân" becomes "sudwest fryslan"."""
    text = S_WITH_APOSTROPHE.sub("s ", text.casefold())
    text = APOSTROPHES.sub("", text).replace(".", "")
    letters = (c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    key = " ".join(WORD.findall("".join(letters)))
    return key.removeprefix("gemeente ")
