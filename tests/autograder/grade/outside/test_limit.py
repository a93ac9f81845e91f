"""A limit that strikes while a kernel is asked leaves nobody waiting for ever."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from time import monotonic, sleep
from types import SimpleNamespace
from typing import Any

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from autograder.grade.outside import session
from autograder.grade.outside.given import Given
from autograder.grade.outside.patient import patient
from autograder.grade.outside.session import Judging, Session
from autograder.observe.patience import Endless, whole
from tests.autograder.grade.conftest import graded

LIMIT = 0.2


class Channel:
    """Its answer is being handed over, in a callback of asyncio's, as time is up."""

    async def get_msg(self, timeout: float | None = None) -> dict[str, Any]:
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[dict[str, Any]] = loop.create_future()

        def hand_over() -> None:
            sleep(2 * LIMIT)
            answer.set_result({"parent_header": {"msg_id": "sent"}, "content": {}})

        loop.call_soon(hand_over)
        return await answer


@pytest.fixture(params=[False, True], ids=["main thread", "another thread"])
def do(request: pytest.FixtureRequest) -> Any:
    """Calls a function where a worker of this machine does, and one of a cluster."""
    if not request.param:
        return lambda function: function()
    return lambda function: ThreadPoolExecutor(1).submit(function).result()


def test_a_limit_in_the_middle_of_an_answer_comes_after_it(
    do: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "LEAST", LIMIT)
    cell = graded("n", "check.value(n, like=28)", 1)
    notebook = new_notebook(cells=[new_code_cell("from autograder import check"), cell])
    kernel = SimpleNamespace(execute=lambda *_, **__: "sent", shell_channel=Channel())
    client: Any = SimpleNamespace(kc=kernel, km=SimpleNamespace())
    judging = Judging(Given.of(notebook), b"seed")
    soon = Session(client, judging, monotonic() + LIMIT)

    def judged() -> NotebookNode:
        soon.judge(cell)
        return cell.outputs[0]

    assert "took too long" in do(judged).evalue


def test_a_limit_that_was_told_strikes_once(do: Any) -> None:
    def stopped() -> int:
        times = 0
        for _ in range(40):
            try:
                with patient(0.02):
                    while True:
                        with whole():
                            sleep(0.005)
            except Endless:
                times += 1
            with whole():  # nothing is left of the limit
                sleep(0.002)
        return times

    assert do(stopped) == 40
