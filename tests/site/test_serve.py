"""A saved change is served at once, a mistake is told in one line, and mended it is served again."""

import json
import shutil
import time

from conftest import ROOT
from sites import POST, Project, Server

LAB = "# %% [markdown]\n# # Lab\n\n# %%\n1 + 1\n"


def test_a_saved_post_experiment_or_model_is_served_and_nothing_is_built_twice(tmp_path):
    for name in ("docs", "scripts", "tests", "figures"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("mkdocs.yml", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, tmp_path)
    for lab in (tmp_path / "docs" / "notebooks").glob("*.py"):  # long ones take the time that this test measures
        lab.write_text(LAB)
    with Server(tmp_path) as server:
        page = tmp_path / "docs" / "index.md"
        page.write_text(page.read_text() + "\nA sentence saved a moment ago.\n")
        server.wait(lambda: "saved a moment ago" in server.get(""))

        experiment = tmp_path / "scripts" / "experiments" / "core" / "four_points.py"
        experiment.write_text(experiment.read_text().replace("coloured and shaped by class", "shown anew"))
        server.wait(lambda: "shown anew" in server.get("reproduce/four_points/"))

        def deviance():
            return json.loads(server.get("figures/iris_softmax.json"))["numbers"]["deviance"]

        before = deviance()
        model = tmp_path / "scripts" / "smallest_network" / "multinomial.py"
        model.write_text(model.read_text().replace("deviance=deviance,", "deviance=deviance + 1,"))
        server.wait(lambda: deviance() > before + 0.9)

        server.wait(lambda: server.builds() == server.said("Building documentation"))
        settled = server.builds()
        time.sleep(4)  # long enough for a loop to show itself
        assert server.said("Building documentation") == settled

        page.write_text(page.read_text() + '\n{{ figure("no_such_figure") }}\n')
        server.wait(lambda: server.said('there is no experiment "no_such_figure"'))


MISTAKES = {
    "date": ("blog/posts/one.md", "date: 2020-01-01", "date: 1.1.2020", "one.md: date: 1.1.2020 is no day"),
    "fact": ("blog/posts/one.md", "# A post", '# A post {{ fact("fiddling.no") }}', 'one.md: fact("fiddling.no")'),
    "lab": ("notebooks/lab.py", "1 + 1", "1 / 0", "lab.py, in the cell at line 5: ZeroDivisionError: division by zero"),
}


def test_a_mistake_is_told_while_serving_and_mended_it_is_served(tmp_path):
    project = Project(tmp_path)
    project.write("blog/posts/one.md", POST.format(excerpt="Words.", rest="More."))
    project.write("notebooks/lab.py", LAB)
    with Server(tmp_path, "-f", str(project.settings)) as server:
        for kind, (name, right, wrong, told) in MISTAKES.items():
            text = (project.docs / name).read_text()
            project.write(name, text.replace(right, wrong))
            server.wait(lambda told=told: server.said(told))
            project.write("index.md", f"# Home\n\nMended: {kind}.\n")
            project.write(name, text)
            server.wait(lambda kind=kind: f"Mended: {kind}." in server.get(""))
        assert not server.said("Traceback")
