"""The forms that the digits were written into: whose hand wrote what, as far as the order of the images tells it."""

import numpy as np

DRAWS = 4000
ONCE = "5565098"  # stands in every form, and nowhere else, 32 digits after its beginning


def forms(labels):
    """For every image, the number of the form that it was written into, told by the order of the digits.

    Where a form has lost digits before `ONCE` in scanning, its beginning is off by as many rows.
    """
    written = "".join(map(str, labels))
    begins = [at - 32 for at in range(len(written)) if written.startswith(ONCE, at)]
    return np.searchsorted(begins, np.arange(len(labels)), side="right") - 1


def interval(of_forms):
    """The mean over divisions of the sum over forms, and its 95 % interval, both drawn anew with replacement."""
    divisions, n_forms = of_forms.shape
    rng = np.random.default_rng(4)
    drawn = [rng.multinomial(size, np.full(size, 1 / size), size=DRAWS) for size in (divisions, n_forms)]
    sums = np.einsum("bd,df,bf->b", drawn[0] / divisions, of_forms, drawn[1], optimize=True)
    return [of_forms.sum(axis=1).mean(), *np.quantile(sums, (0.025, 0.975))]
