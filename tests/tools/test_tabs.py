"""The tabs in a real Chromium: one choice for all, remembered; and without script each still opens."""

import re

import pytest

PAGE = "in-your-tools/"


def shown(page):
    """Titles of the scripts that can be seen."""
    return [
        code.inner_text().split("/")[0] for code in page.locator(".tabbed-block .filename").all() if code.is_visible()
    ]


def choose(page, number, label):
    page.locator(".tabbed-set").nth(number).locator(
        ".tabbed-labels > label", has_text=re.compile(rf"^{label}$")
    ).click()


def test_a_tool_is_chosen_once_for_all_tasks_and_remembered(open_page):
    page = open_page(PAGE)
    tasks = page.locator(".tabbed-set").count()
    assert shown(page) == ["this_site"] * tasks
    choose(page, 0, "PyTorch")
    page.wait_for_function("document.querySelectorAll('.tabbed-set')[2].querySelectorAll('input')[4].checked")
    assert shown(page) == ["pytorch"] * tasks
    page.reload()
    page.wait_for_function("document.querySelectorAll('.tabbed-set')[0].querySelectorAll('input')[4].checked")
    assert shown(page) == ["pytorch"] * tasks


@pytest.mark.parametrize("width", [360, 1280])
def test_without_script_each_tab_opens(open_page, width):
    page = open_page(PAGE, viewport={"width": width, "height": 800}, java_script_enabled=False)
    choose(page, 0, "R")
    first, *others = shown(page)
    assert first == "r"
    assert set(others) == {"this_site"}
