"""PDFs written by hand, as small as they can be: what a reader has to cope with is in plain sight."""

import zlib
from collections.abc import Sequence
from io import BytesIO

from pypdf import PdfReader, PdfWriter


def pdf_of(pages: Sequence[Sequence[str]]) -> bytes:
    """A PDF with a page for each list of lines; an empty line is a gap. Latin letters only."""
    return assembled([_lines_drawn(lines) for lines in pages], LATIN)


def chinese_pdf_of(lines: Sequence[str]) -> bytes:
    """A PDF of one page whose letters are numbers that a table (ToUnicode) gives back as characters."""
    drawn = _shown([f"<{line.encode('utf-16-be').hex()}> Tj" for line in lines])
    return assembled([drawn], _BY_NUMBER)


def locked(data: bytes, password: str, owner: str = "the owner's") -> bytes:
    """The same PDF, encrypted with RC4: an empty password opens it for readers."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    writer.encrypt(password, owner, algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def assembled(contents: Sequence[bytes], font: Sequence[bytes], *, packed: bool = False) -> bytes:
    """Catalogue (object 1), page tree (2), the font's objects (from 3), then two objects for each page."""
    first = 3 + len(font)
    kids = b" ".join(b"%d 0 R" % (first + 2 * n) for n in range(len(contents)))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(contents)), *font]
    for n, content in enumerate(contents):
        page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>"
        objects += [page % (first + 2 * n + 1), _stream(content, packed=packed)]
    return _file(objects)


def _file(objects: Sequence[bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))


def _stream(content: bytes, *, packed: bool) -> bytes:
    data = zlib.compress(content, 9) if packed else content
    named = b"/Filter/FlateDecode" if packed else b""
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), named, data)


def _lines_drawn(lines: Sequence[str]) -> bytes:
    return _shown([f"({line}) Tj" if line else "" for line in lines])


def _shown(drawn: Sequence[str]) -> bytes:
    return ("BT /F1 10 Tf 14 TL 60 780 Td " + " T* ".join(drawn) + " ET").encode("cp1252")


LATIN = (b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",)
_CMAP = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
    b"1 begincodespacerange <0000> <FFFF> endcodespacerange "
    b"1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end end"
)
_BY_NUMBER = (
    b"<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>",
    b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Song"
    b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>",
    _stream(_CMAP, packed=False),
)
