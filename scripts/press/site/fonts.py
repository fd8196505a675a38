"""The site's fonts: found in installed packages, cut to the glyphs in use, written as WOFF2."""

import functools
import hashlib
import html
import io
import re
import unicodedata
from collections import Counter
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
_AFM = Path(str(distribution("matplotlib").locate_file("matplotlib/mpl-data/fonts/pdfcorefonts")))
# Characters that every text face has, so that a new sentence seldom needs a new one.
COMMON = frozenset({*range(0x20, 0x7F), *map(ord, "\xa0¶°·×±½²³–—‘’“”…−≈→")})
FEATURES = ["kern", "liga", "tnum"]  # of the text faces; the others are small capitals, old figures and the like
# While a face is on its way another stands in, stretched to its width, so that little moves when it comes: the regular face,
# which comes first, for the rest of its family, and for the regular one a face that nearly every reader has. The widths of these
# are those of Adobe's core faces, which Matplotlib carries: Times New Roman is as wide as Times, Arial as Helvetica.
STAND_INS = {
    "source-serif": ("Times-Roman", ("Times New Roman", "Liberation Serif", "Tinos")),
    "source-sans": ("Helvetica", ("Arial", "Liberation Sans", "Arimo")),
}
# How far below a letter's tail its subscript hangs, in thousandths of an em. STIX says 160, which TeX applies to tall formulas
# only and browsers to letters too: the subscript of y would stand lower than that of x.
SUBSCRIPT_DROP = -50
# Mathematical italics, Latin and Greek: what browsers show for <mi>x</mi>.
ITALICS = (0x210E, *range(0x1D434, 0x1D468), *range(0x1D6E2, 0x1D71C))
_VARIABLE = re.compile(r"<mi>(.|&\w+;)</mi>")  # shown in italics; more than one letter, as in <mi>log</mi>, is not
_MATH_ELEMENT = re.compile(r"<math\b.*?</math>", re.DOTALL)
_OTHER = re.compile(r"<(pre|code|script|style|math)\b.*?</\1>", re.DOTALL)  # what is not set in a text face
_TAG = re.compile(r"<[^>]*>")


def text_fonts(characters: set[str]) -> dict[str, Path]:
    """File of every text face, by name, cut to these characters and the common ones."""
    return {name: _cut(path, COMMON.union(map(ord, characters)), FEATURES) for name, path in TEXT.items()}


def math_font(pages: list[str]) -> Path:
    """STIX Two Math with the glyphs that the formulas of these HTML pages need, its MATH table kept."""
    formulas = "".join(formula for page in pages for formula in _MATH_ELEMENT.findall(page))
    variables = set(html.unescape("".join(_VARIABLE.findall(formulas))))
    upright = set(html.unescape(_TAG.sub("", _VARIABLE.sub("", formulas))))
    italics = {code for code in ITALICS if unicodedata.normalize("NFKC", chr(code)) in variables}
    root = ord("√")  # stands in no formula: browsers draw it for <msqrt>
    return _cut(MATH, frozenset({*map(ord, upright), root, *italics}), [])


def letters(pages: list[str]) -> Counter[str]:
    """How often each character stands in the text of these HTML pages, outside of code and formulas."""
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update(" ".join(html.unescape(_TAG.sub("", _OTHER.sub("", page))).split()))
    return counts


def stand_ins(counts: Counter[str]) -> str:
    """CSS of a stand-in for every text face: as wide as ours on text of these letters, and on the same lines."""
    return "".join(_stand_in(name, counts) for name in TEXT)


def _stand_in(name: str, counts: Counter[str]) -> str:
    letters = {
        letter: count for letter, count in counts.items() if letter.isascii() and (letter.isalnum() or letter in " ,.")
    }
    regular = "-".join(name.split("-")[:2])
    if name == regular:
        metrics, local = STAND_INS[name]
        afm = _AFM.joinpath(f"{metrics}.afm").read_text(encoding="latin-1")
        widths = {
            chr(int(code)): int(width) / 1000 for code, width in re.findall(r"^C (\d+) ; WX (\d+)", afm, re.MULTILINE)
        }
        source = ", ".join(f'local("{face}")' for face in local)
    else:
        widths, source = _widths(regular), f'url("../fonts/{regular}.woff2") format("woff2")'
    with TTFont(TEXT[name]) as font:
        lines = [abs(height) / font["head"].unitsPerEm for height in (font["hhea"].ascent, font["hhea"].descent)]
    ours, theirs = (sum(count * wide[letter] for letter, count in letters.items()) for wide in (_widths(name), widths))
    ascent, descent = (f"{height * theirs / ours:.1%}" for height in lines)
    style = "italic" if name.endswith("italic") else "normal"
    weight = "600 700" if name.endswith("semibold") else "400"
    family = f"Like {regular.replace('-', ' ').title()}"
    return (
        f'@font-face {{ font-family: "{family}"; src: {source}; font-style: {style}; font-weight: {weight}; '
        f"size-adjust: {ours / theirs:.1%}; ascent-override: {ascent}; descent-override: {descent}; line-gap-override: 0%; }}\n"
    )


@functools.cache
def _widths(name: str) -> dict[str, float]:
    """How wide each character of a text face is, in ems."""
    with TTFont(TEXT[name]) as font:
        widths, em = font["hmtx"], font["head"].unitsPerEm
        return {chr(code): widths[glyph][0] / em for code, glyph in font.getBestCmap().items()}


def _cut(source: Path, characters: frozenset[int], features: list[str]) -> Path:
    decides = (fingerprint(source), fingerprint(Path(__file__)), version("fonttools"), sorted(characters), features)
    target = CACHE / f"{source.stem}-{hashlib.sha256(repr(decides).encode()).hexdigest()[:12]}.woff2"
    if not target.exists():
        with TTFont(source, recalcTimestamp=False) as font, io.BytesIO() as written:
            subsetter = Subsetter(Options(layout_features=features, notdef_outline=True, hinting=False))
            subsetter.populate(unicodes=characters)
            subsetter.subset(font)
            if "MATH" in font:
                font["MATH"].table.MathConstants.SubscriptBaselineDropMin.Value = SUBSCRIPT_DROP
            font.flavor = "woff2"
            font.save(written)
            target.parent.mkdir(parents=True, exist_ok=True)
            replace(target, written.getvalue())
    return target
