"""A judge takes no longer for a test cell than it is given."""

from __future__ import annotations

from autograder.check.stops import Stops
from autograder.grade.outside.asking import Kernel
from autograder.grade.outside.given import Given
from autograder.grade.outside.judge import Judge, plan
from autograder.observe import wire


def test_a_cell_that_takes_longer_than_it_may_earns_nothing() -> None:
    cells = (
        ("", "from autograder import check"),
        ("test-n", "while True: pass\ncheck.value(n, like=28)"),
    )
    kernel = Kernel(lambda _: wire.write({"said": [{}]}), Stops(), b"seed")
    judge = Judge(plan(Given(cells, frozenset({"n"}))), kernel)
    (output,) = judge.judge("test-n", 1, patience=0.2)
    assert output.evalue == "0 points: looking at the answer took too long."
