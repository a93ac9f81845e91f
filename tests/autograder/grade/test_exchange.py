"""Feedback goes to those who can fetch it, whoever else is in the class."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from autograder.grade.exchange import ReleaseFeedback


def test_who_handed_in_by_mail_stops_nobody(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for student in ("ann", "bob", "cyd"):
        folder = tmp_path / "course" / "feedback" / student / "one"
        folder.mkdir(parents=True)
        (folder / "one.html").write_text(f"for {student}")
        if student != "bob":
            (folder / "timestamp.txt").write_text("2026-11-02 10:00:00 UTC")
            (folder / "submission_secret.txt").write_text(student)
    exchange = tmp_path / "exchange"
    exchange.mkdir()
    config = Config(
        CourseDirectory={
            "root": str(tmp_path / "course"),
            "course_id": "course",
            "assignment_id": "one",
            "student_id_exclude": "cyd",
        },
        Exchange={"root": str(exchange)},
    )
    directory = CourseDirectory(config=config)
    releasing = ReleaseFeedback(coursedir=directory, config=config)
    releasing.log = logging.getLogger("test")
    with caplog.at_level("WARNING", "test"):
        releasing.start()
    found = [page.read_text() for page in exchange.rglob("*.html")]
    assert found == ["for ann"]
    assert ["'bob'" in line for line in caplog.messages] == [True]
    assert directory.student_id_exclude == "cyd"
