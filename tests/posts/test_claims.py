"""The claims page: every row has a verdict and says what decides it."""

import re

import pytest
from conftest import ROOT

VERDICTS = {"confirmed", "refined", "corrected", "not decided"}
PAGE = (ROOT / "docs" / "reference" / "claims.md").read_text(encoding="utf-8")
ROWS = [row.strip("| ").split(" | ") for row in re.findall(r"^\| (?!Claim).*", PAGE, re.MULTILINE)]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:60])
def test_a_number_a_formula_or_a_source_decides_every_claim(row):
    _, verdict, decides, shown, test = row
    assert verdict in VERDICTS
    measured, in_form, literature = "{{ fact(" in decides, "in form" in decides, "bibliography.md#" in decides + test
    assert measured or in_form or literature or test.startswith("none: ")
    assert shown.startswith(("[figure](", "[table](", "[text]("))


def test_every_claim_has_one_row_and_verdicts_differ():
    claims = [row[0] for row in ROWS]
    assert len(claims) == len(set(claims)) >= 40
    assert {row[1] for row in ROWS} >= {"confirmed", "refined", "corrected"}
