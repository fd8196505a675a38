"""Images that the reader of a live figure draws, as its address has them."""

import numpy as np


def state(image) -> dict[str, int]:
    """An image of 8 by 8 whole numbers from 0 to 16: every row a number to the base 17, the pixel at the left its last digit."""
    rows = np.reshape(image, (8, 8)).astype(int)
    return {f"row{i + 1}": int(row @ 17 ** np.arange(8, dtype=np.int64)) for i, row in enumerate(rows)}
