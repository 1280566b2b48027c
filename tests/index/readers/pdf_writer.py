"""Writes small pdf files with a Chinese text layer, for the reader's tests."""

from dataclasses import dataclass, field

#: A4 in points.
WIDTH, HEIGHT = 595, 842
SIZE = 16
LEFT, LINE_CHARS, LEADING = 85, 26, 28


@dataclass
class PdfPage:
    """A page's content stream under construction."""

    operators: list[str] = field(default_factory=list)
    rotate: int = 0

    def text(
        self, x: float, top: float, words: str, size: float = SIZE, spacing: float = 0
    ) -> None:
        code = words.encode("utf-16-be").hex()
        self.operators.append(
            f"BT /F1 {size} Tf {spacing} Tc 1 0 0 1 {x} {HEIGHT - top - size} Tm <{code}> Tj ET"
        )

    def leaning(self, words: str) -> None:
        code = words.encode("utf-16-be").hex()
        self.operators.append(f"BT /F1 40 Tf 0.7 0.7 -0.7 0.7 150 300 Tm <{code}> Tj ET")

    def sideways(self, words: str, top: float) -> None:
        code = words.encode("utf-16-be").hex()
        self.operators.append(f"BT /F1 {SIZE} Tf 0 1 -1 0 {top + SIZE} 60 Tm <{code}> Tj ET")

    def box(self, x0: float, top: float, x1: float, bottom: float) -> None:
        self.operators.append(f"{x0} {HEIGHT - bottom} {x1 - x0} {bottom - top} re S")

    def paragraph(self, top: float, words: str, *, indent: int = 2, x: float = LEFT) -> float:
        """Print a paragraph with hard wraps and return where the next one begins."""
        first = LINE_CHARS - indent
        lines = [words[:first]]
        lines += [words[at : at + LINE_CHARS] for at in range(first, len(words), LINE_CHARS)]
        for number, line in enumerate(lines):
            self.text(x + (0 if number else indent * SIZE), top, line)
            top += LEADING
        return top


def pdf_bytes(pages: list[PdfPage]) -> bytes:
    """Return a file of the pages; the font is one of the standard Chinese ones, not embedded."""
    kids = " ".join(f"{6 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>",
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H"
        "/DescendantFonts[4 0 R]>>",
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/FontDescriptor 5 0 R"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>",
        "<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]"
        "/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>",
    ]
    for number, page in enumerate(pages):
        content = "\n".join(page.operators)
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Rotate {page.rotate}"
            f"/Resources<</Font<</F1 3 0 R>>>>/Contents {7 + 2 * number} 0 R>>"
        )
        objects.append(f"<</Length {len(content)}>>\nstream\n{content}\nendstream")
    out = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("ascii")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return out + (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF"
    ).encode("ascii")
