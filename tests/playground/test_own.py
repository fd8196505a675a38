"""The reader's own points, from a table: what is taken, what is refused and why, and that nothing of it is sent."""

import pytest
from conftest import audit
from playing import played, query, settled, shown, visited

THREE = "it must have three: x1, x2 and the label, with a comma, a semicolon or a tab between them."


def read(page, text):
    """What the page reads in a table."""
    return page.evaluate(
        """async (text) => (await import(new URL("../assets/playground/own.js", location))).read(text)""", text
    )


@pytest.mark.parametrize(
    "text",
    [
        "0.25,1,0\n1,-0.5,1\n",
        "x1,x2,label\n0.25,1,0\n1,-0.5,1",
        "a;b;c\r\n0,25;1;0\r\n1;-0,5;1\r\n",
        "0.25\t1\t0\n\n  \n1\t-0.5\t1\n",
        '\ufeff"x1","x2","y"\n"0.25", 1 , 0.0\n1e0,−.5,1',
    ],
)
def test_tables_are_read_with_any_separator_and_with_names_or_without(workshop, text):
    assert read(workshop, text) == {"points": [[0.25, 1, 0], [1, -0.5, 1]], "faults": [], "notes": []}


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("x1,x2,label\n0,0,0\n1,one,1\n1,1,1", ["Line 3: x2 is “one”; it must be a number."]),
        ("0,0,0\n\n1,1,2\n", ["Line 3: the label is “2”; it must be 0 or 1."]),
        ("0,0,0\n,1,1", ["Line 2: x1 is empty; it must be a number."]),
        ("0,0,0\n1,1,", ["Line 2: the label is empty; it must be 0 or 1."]),
        ("0,0,0\n1,1", [f"Line 2: it has 2 cells; {THREE}"]),
        ("0,0,0\n1e999,1,1", ["Line 2: x1 is “1e999”; it must be a number."]),
        ("0,0,0\n<img src=x onerror=window.hit=1>,1,1", ["Line 2: x1 is “<img src=x onerror=w…”; it must be a number."]),
        ("", ["There must be 2 rows or more; there is none."]),
        ("x1,x2,label\n0,0,1", ["There must be 2 rows or more; there is 1."]),
        ("0,0,1\n" * 61, ["There are 61 rows; 60 are the most, so that every one can be seen and moved."]),
        ("0;0;1\n1,5,1;0", [f"Line 2: it has 2 cells; {THREE}"]),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else "",
)  # fmt: skip
def test_a_bad_row_is_named_with_what_was_wrong_and_what_it_must_be(workshop, text, faults):
    found = read(workshop, text)
    assert (found["points"], found["faults"]) == ([], faults)
    assert workshop.evaluate("window.hit") is None


def test_numbers_that_lie_outside_the_plane_are_brought_there_and_it_is_said_how(workshop):
    found = read(workshop, "4.3,2,0\n7.9,2,1\n6.1,2,1\n")
    assert found["points"] == [[0, 0.5, 0], [1, 0.5, 1], [0.5, 0.5, 1]]
    assert found["notes"] == [
        "The plane goes from −0.5 to 1.5, x1 from 4.3 to 7.9: input 1 is (x1 − 4.3) / 3.6, rounded to hundredths.",
        "The plane goes from −0.5 to 1.5, and x2 is 2 in every row: input 2 is ½.",
    ]
    assert read(workshop, "0.123,0,0\n1,1,1")["notes"] == ["Input 1 is rounded to hundredths."]


def test_own_points_are_as_drawn_ones_in_the_plane_in_the_address_and_under_the_keys(workshop):
    page = played(workshop)
    page.locator("[data-extra=own] summary").press("Enter")
    field = page.get_by_label("Table", exact=True)
    field.wait_for()
    assert field.input_value().splitlines() == ["x1,x2,label", "1,0,0", "0,0,1", "1,1,0", "0,1,1"]
    field.fill("0,0,0\n1,1,1\n0.5,0.5,1")
    page.get_by_role("button", name="Use these points").press("Enter")
    assert "3 points taken: 1 of class 0, 2 of class 1." in page.locator(".pg-taken").inner_text()
    settled(page)
    assert page.locator(".pg-point").count() == 3
    assert page.get_by_label("Yours", exact=True).is_checked()
    link = query(page)
    assert link == "?points=0,0,0_1,1,1_0.5,0.5,1"
    page.locator(".pg-point").nth(0).press("ArrowRight")
    settled(page)
    assert query(page) == "?points=0.05,0,0_1,1,1_0.5,0.5,1"
    assert field.input_value().splitlines()[1] == "0.05,0,0"  # the table is of the plane again, until it is typed in
    assert played(page, link).locator(".pg-point").count() == 3


def test_a_refused_table_changes_nothing_and_stays_to_be_mended(workshop):
    page = played(workshop, "?data=xor")
    page.locator("[data-extra=own] summary").click()
    field = page.get_by_label("Table", exact=True)
    bad = "\n".join(f"{k},0,7" for k in range(9))
    field.fill(bad)
    page.get_by_role("button", name="Use these points").click()
    told = page.locator(".pg-taken").inner_text()
    assert "Nothing was taken." in told
    assert "Line 5: the label is “7”" in told
    assert "Line 6" not in told
    assert "And 4 more." in told
    page.locator("[data-do=epoch]").click()
    settled(page)
    assert field.input_value() == bad
    assert query(page) == "?data=xor&epochs=1"
    assert audit(page, ".pg-bench") == []


def test_a_file_is_taken_by_choice_and_by_a_drop_and_none_that_is_too_large(open_page, tmp_path):
    page = visited(open_page, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    asked = []
    drop = """async ([name, text]) => {
        const data = new DataTransfer();
        data.items.add(new File([text], name));
        const at = { dataTransfer: data, bubbles: true, cancelable: true };
        const plane = document.querySelector(".pg-plane");
        const over = !plane.dispatchEvent(new DragEvent("dragover", at));  // a page that lets it pass would open the file
        return [over, !plane.dispatchEvent(new DragEvent("drop", at))];
    }"""
    assert page.evaluate(drop, ["mine.csv", "0,0,0\n1,1,1\n1,0,1\n"]) == [True, True]
    page.locator(".pg-taken", has_text="3 points taken").wait_for()
    page.on(
        "request", lambda r: asked.append(r.url) if r.post_data or "?" in r.url else None
    )  # what could carry a table
    (tmp_path / "mine.csv").write_text("u;v;w\n0,5;0;0\n1;1;1\n")
    page.locator("[data-extra=own] input[type=file]").set_input_files(tmp_path / "mine.csv")
    page.locator(".pg-taken", has_text="2 points taken").wait_for()
    page.wait_for_url("**/playground/?points=0.5,0,0_1,1,1")
    assert asked == []
    (tmp_path / "large.csv").write_text("0,0,0\n" * 20_000)
    page.locator("[data-extra=own] input[type=file]").set_input_files(tmp_path / "large.csv")
    page.locator(".pg-taken", has_text="The file has 120 kB; 100 are the most.").wait_for()
    assert shown(settled(page), "neuron-right").endswith("of 2")


def test_what_is_opened_is_fetched_then_and_only_then(open_page):
    page = visited(open_page)
    fetched = "performance.getEntriesByType('resource').map((entry) => entry.name.split('/').at(-1))"
    assert not {"own.js", "python.js"} & set(page.evaluate(fetched))
    for name, sign in {"own": "textarea", "python": "code"}.items():
        page.locator(f"[data-extra={name}] summary").click()
        page.locator(f"[data-extra={name}] {sign}").wait_for()
        assert f"{name}.js" in page.evaluate(fetched)
