"""Which number does Word, or LibreOffice, show before each paragraph? Counted from the lists in the file alone."""

from docx.oxml.ns import qn

VAL = qn("w:val")


class Counted:
    """`apart`: whether each run of a list counts by itself, or on from the run before; programs differ in that."""

    def __init__(self, made, *, apart=False):
        numbering = made.part.numbering_part.element
        self.kinds = {
            kind.get(qn("w:abstractNumId")): {
                int(level.get(qn("w:ilvl"))): level for level in kind.findall(qn("w:lvl"))
            }
            for kind in numbering.findall(qn("w:abstractNum"))
        }
        self.runs = {run.get(qn("w:numId")): run for run in numbering.findall(qn("w:num"))}
        self.styles = {
            style.get(qn("w:styleId")): style for style in made.styles.element.findall(qn("w:style"))
        }
        self.apart = apart
        self.counters = {}
        self.begun = set()

    def before(self, paragraph):
        """What stands before it: a number, a dash or nothing. To be asked in reading order."""
        run, depth = self._place(paragraph)
        if run in (None, "0"):
            return ""
        found = self.runs[run]
        kind = found.find(qn("w:abstractNumId")).get(VAL)
        level = self.kinds[kind][depth]
        if level.find(qn("w:numFmt")).get(VAL) == "bullet":
            return level.find(qn("w:lvlText")).get(VAL)
        counters = self.counters.setdefault(run if self.apart else kind, {})
        override = found.find(f"{qn('w:lvlOverride')}[@{qn('w:ilvl')}='{depth}']/{qn('w:startOverride')}")
        if override is not None and (run, depth) not in self.begun:
            counters[depth] = int(override.get(VAL))
        else:
            counters[depth] = counters.get(depth, int(level.find(qn("w:start")).get(VAL)) - 1) + 1
        self.begun.add((run, depth))
        for deeper in [deeper for deeper in counters if deeper > depth]:
            del counters[deeper]
        text = level.find(qn("w:lvlText")).get(VAL)
        for place, count in counters.items():
            counts = self.kinds[kind][place].find(qn("w:numFmt")).get(VAL)
            text = text.replace(f"%{place + 1}", chr(64 + count) if counts == "upperLetter" else str(count))
        assert "%" not in text, text
        return text

    def _place(self, paragraph):
        run, depth = _numbered(paragraph.find(qn("w:pPr")))
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        name = None if style is None else style.get(VAL)
        while run is None and name:
            run, depth = _numbered(self.styles[name].find(qn("w:pPr")))
            based = self.styles[name].find(qn("w:basedOn"))
            name = None if based is None else based.get(VAL)
        return run, depth


def _numbered(properties):
    found = None if properties is None else properties.find(qn("w:numPr"))
    if found is None or found.find(qn("w:numId")) is None:
        return None, 0
    depth = found.find(qn("w:ilvl"))
    return found.find(qn("w:numId")).get(VAL), 0 if depth is None else int(depth.get(VAL))
