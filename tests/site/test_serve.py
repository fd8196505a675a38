"""A saved change is served at once, a mistake is told in one line, and mended it is served again."""

import json
import time

import pytest
from sites import FIGURES, POST, House, Server

LAB = "# %% [markdown]\n# # Lab\n\n# %%\n1 + 1\n"


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    house = House(tmp_path_factory.mktemp("house"), {*FIGURES, "iris_softmax"})
    house.write("blog/posts/one.md", POST.format(excerpt="Words.", rest="More."))
    house.write("notebooks/lab.py", LAB)
    return house


@pytest.fixture(scope="module")
def server(house):
    with Server(house.folder, "-f", str(house.settings)) as server:
        yield server


@pytest.mark.long
def test_a_saved_post_experiment_or_model_is_served_and_nothing_is_built_twice(house, server):
    house.write("blog/posts/one.md", POST.format(excerpt="Words.", rest="A sentence saved a moment ago."))
    server.wait(lambda: "saved a moment ago" in server.get("blog/a-post/"))

    experiment = house.folder / "scripts" / "experiments" / "core" / "four_points.py"
    experiment.write_text(experiment.read_text().replace("coloured and shaped by class", "shown anew"))
    server.wait(lambda: "shown anew" in server.get("reproduce/four_points/"))

    def deviance():
        return json.loads(server.get("figures/iris_softmax.json"))["numbers"]["deviance"]

    before = deviance()
    model = house.folder / "scripts" / "smallest_network" / "multinomial.py"
    model.write_text(model.read_text().replace("deviance=deviance,", "deviance=deviance + 1,"))
    server.wait(lambda: deviance() > before + 0.9)

    server.wait(lambda: server.builds() == server.said("Building documentation"))
    settled = server.builds()
    time.sleep(4)  # long enough for a loop to show itself
    assert server.said("Building documentation") == settled


MISTAKES = {
    "date": ("blog/posts/one.md", "date: 2020-01-01", "date: 1.1.2020", "one.md: date: 1.1.2020 is no day"),
    "figure": ("index.md", "# Home", '# Home {{ figure("no_such") }}', 'there is no experiment "no_such"'),
    "fact": ("blog/posts/one.md", "# A post", '# A post {{ fact("fiddling.no") }}', 'one.md: fact("fiddling.no")'),
    "lab": ("notebooks/lab.py", "1 + 1", "1 / 0", "lab.py, in the cell at line 5: ZeroDivisionError: division by zero"),
}


@pytest.mark.long
def test_a_mistake_is_told_while_serving_and_mended_it_is_served(house, server):
    for kind, (name, right, wrong, told) in MISTAKES.items():
        text = (house.docs / name).read_text()
        house.write(name, text.replace(right, wrong))
        server.wait(lambda told=told: server.said(told))
        house.write(name, text)
        house.write("index.md", f"# Home\n\nMended: {kind}.\n")
        server.wait(lambda kind=kind: f"Mended: {kind}." in server.get(""))
    assert not server.said("Traceback")
