"""Pictures in the labs, in the look of the site's figures. Needs the extra: `pip install smallest-network[labs]`.

Nothing else in this package draws, and none of its models imports this module.
"""

import sys
from pathlib import Path

import font_source_sans_pro
import matplotlib.pyplot as plt
from matplotlib import font_manager
from matplotlib.figure import Figure

STYLE = Path(__file__).with_name("house.mplstyle")
PAPER = "#fdfcf8"  # a picture brings its ground along: a notebook may be dark


def style() -> None:
    """Draw from now on as the site does: its colours by role, its face, its sizes."""
    for face in ("Regular", "It", "Semibold", "Bold"):
        font_manager.fontManager.addfont(Path(font_source_sans_pro.font_directory) / f"SourceSansPro-{face}.ttf")
    plt.style.use(STYLE)
    plt.rcParams.update({"figure.facecolor": PAPER, "savefig.facecolor": PAPER, "figure.dpi": 144})


def show(figure: Figure, *, alt: str) -> None:
    """Show a picture with words for those who do not see it: in a notebook below the cell, elsewhere in a window."""
    ipython = sys.modules.get("IPython")
    if ipython and ipython.get_ipython():
        ipython.display.display(figure, metadata={"image/png": {"alt": alt}})
    else:
        figure.set_label(alt)  # whatever shows it knows the words
        plt.show()
    plt.close(figure)
