"""The site's fonts: found in installed packages, cut to the glyphs in use, written as WOFF2."""

import hashlib
import io
import re
import unicodedata
from importlib.metadata import distribution, version
from pathlib import Path

import font_source_sans_pro
import font_source_serif_pro
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from press.catalogue import ROOT
from press.making import replace
from press.staleness import fingerprint

CACHE = ROOT / ".cache" / "fonts"
_SERIF, _SANS = Path(font_source_serif_pro.font_directory), Path(font_source_sans_pro.font_directory)
TEXT = {
    "source-serif": _SERIF / "SourceSerifPro-Regular.ttf",
    "source-serif-italic": _SERIF / "SourceSerifPro-It.ttf",
    "source-serif-semibold": _SERIF / "SourceSerifPro-Semibold.ttf",
    "source-sans": _SANS / "SourceSansPro-Regular.ttf",
    "source-sans-italic": _SANS / "SourceSansPro-It.ttf",
    "source-sans-semibold": _SANS / "SourceSansPro-Semibold.ttf",
}
MATH = Path(str(distribution("ziamath").locate_file("ziamath/fonts/STIXTwoMath-Regular.ttf")))
LATIN = {*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x370, 0x400), *range(0x2010, 0x2040), *range(0x2070, 0x209F)}
LATIN |= {*map(ord, "−×·÷±≈≠≤≥∞√∑∂→←↑↓↔…′″€½¼¾ﬁﬂ")}
# How far below a letter's tail its subscript hangs, in thousandths of an em. STIX says 160, which TeX applies to tall formulas
# only and browsers to letters too: the subscript of y would stand lower than that of x.
SUBSCRIPT_DROP = -50
# Mathematical italics, Latin and Greek: what browsers show for <mi>x</mi>.
ITALICS = (0x210E, *range(0x1D434, 0x1D468), *range(0x1D6E2, 0x1D71C))
_MATH_ELEMENT = re.compile(r"<math\b.*?</math>", re.DOTALL)


def text_fonts() -> dict[str, Path]:
    """File of every text face, by name."""
    return {name: _cut(path, frozenset(LATIN)) for name, path in TEXT.items()}


def math_font(pages: list[str]) -> Path:
    """STIX Two Math with the glyphs that the formulas of these HTML pages need, its MATH table kept."""
    used = {character for page in pages for formula in _MATH_ELEMENT.findall(page) for character in formula}
    italics = {code for code in ITALICS if unicodedata.normalize("NFKC", chr(code)) in used}
    root = ord("√")  # stands in no formula: browsers draw it for <msqrt>
    return _cut(MATH, frozenset({*map(ord, used), *range(0x20, 0x7F), root, *italics}))


def _cut(source: Path, characters: frozenset[int]) -> Path:
    decides = (fingerprint(source), fingerprint(Path(__file__)), version("fonttools"), sorted(characters))
    target = CACHE / f"{source.stem}-{hashlib.sha256(repr(decides).encode()).hexdigest()[:12]}.woff2"
    if not target.exists():
        with TTFont(source, recalcTimestamp=False) as font, io.BytesIO() as written:
            subsetter = Subsetter(Options(layout_features=["*"], notdef_outline=True))
            subsetter.populate(unicodes=characters)
            subsetter.subset(font)
            if "MATH" in font:
                font["MATH"].table.MathConstants.SubscriptBaselineDropMin.Value = SUBSCRIPT_DROP
            font.flavor = "woff2"
            font.save(written)
            target.parent.mkdir(parents=True, exist_ok=True)
            replace(target, written.getvalue())
    return target
