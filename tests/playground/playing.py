"""What tests of the playground share: two ways to it, and how to read it.

`visited` loads its page as a reader does. `played` makes one on the workshop's page, without a load: it takes a few
milliseconds, and nothing of the one before is left.
"""

import json
import re

import numpy as np

# The playground of the page is ended, and the next made from the same markup.
MOUNT = """async (query) => {
    const { Playground } = await import(new URL("../assets/playground/playground.js", location));
    window.current?.destroy();
    history.replaceState(null, "", location.pathname + query);
    const old = document.querySelector(".playground");
    window.markup ??= old.outerHTML;
    const template = document.createElement("template");
    template.innerHTML = window.markup;
    const place = template.content.firstElementChild;
    old.replaceWith(place);
    scrollTo(0, 0);
    window.current = new Playground(place);
}"""


def played(workshop, query=""):
    """The workshop's page with a playground in the state of a query, which stands still."""
    workshop.evaluate(MOUNT, query)
    return settled(workshop)


def visited(open_page, path="playground/", **options):
    """A page of its own, loaded, with a playground that stands still."""
    return settled(open_page(path, **options))


def settled(page):
    """The page once what was asked for is on it: a frame for it to begin, and the mark that it is done."""
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    page.locator(".playground[data-arrived=true]").wait_for()
    return page


def shown(page, name):
    """What stands in a place that the script fills."""
    return page.locator(f"[data-show={name}]").inner_text()


def weights(page):
    """The neuron's weights, to the last bit."""
    return [float(text) for text in shown(page, "exact").replace("−", "-").split("\n")]


def query(page):
    """The query that the address holds, or will hold within the second."""
    return page.evaluate("window.current?.address.write(), location.search")


def wait_for_query(page, pattern):
    """Wait until the address has a query of this form."""
    page.wait_for_url(re.compile(rf"^[^?]*{pattern}$"))


def model(page, module, call, *arguments):
    """What an expression gives in which the names of a module of assets/models are known, and `a`, the arguments."""
    plain = json.loads(json.dumps(arguments, default=lambda value: np.asarray(value).tolist()))
    return page.evaluate(
        f"""async (a) => {{
            const m = await import(new URL("../assets/models/{module}.js", location));
            return {call};
        }}""",
        plain,
    )
