"""The site's fonts: found in installed packages, cut to the glyphs in use, written as WOFF2."""

import hashlib
import re
from importlib.metadata import distribution
from pathlib import Path

import font_source_sans_pro
import font_source_serif_pro
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from products import ROOT, replace

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
_MATH_ELEMENT = re.compile(r"<math\b.*?</math>", re.DOTALL)


def text_fonts() -> dict[str, Path]:
    """File of every text face, by name."""
    return {name: _cut(path, frozenset(LATIN)) for name, path in TEXT.items()}


def math_font(pages: list[str]) -> Path:
    """STIX Two Math with the glyphs that the formulas of these HTML pages need, its MATH table kept."""
    used = {character for page in pages for formula in _MATH_ELEMENT.findall(page) for character in formula}
    return _cut(MATH, frozenset(map(ord, used)) | set(range(0x20, 0x7F)))


def _cut(source: Path, characters: frozenset[int]) -> Path:
    inputs = (source.name, source.stat().st_size, SUBSCRIPT_DROP, sorted(characters))
    key = hashlib.sha256(repr(inputs).encode()).hexdigest()[:12]
    target = CACHE / f"{source.stem}-{key}.woff2"
    if not target.exists():
        with TTFont(source, recalcTimestamp=False) as font:
            options = Options(layout_features=["*"], flavor="woff2", notdef_outline=True)
            subsetter = Subsetter(options)
            subsetter.populate(unicodes=characters)
            subsetter.subset(font)
            if "MATH" in font:
                font["MATH"].table.MathConstants.SubscriptBaselineDropMin.Value = SUBSCRIPT_DROP
            font.flavor = "woff2"
            target.parent.mkdir(parents=True, exist_ok=True)
            temporary = target.with_suffix(".new")
            font.save(temporary)
        replace(target, temporary.read_bytes())
        temporary.unlink()
    return target
