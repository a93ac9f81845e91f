"""The bank of answers: what learners write, and what is wrong with it.

One file an exercise, ``tests/answers/<lesson>/<exercise>.py``, one answer a cell::

    # %% right: in one line
    n = 28

    # %% wrong: forgot the bias | mistake=no-bias score=1
    n = 24
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

BANK = Path(__file__).resolve().parent.parent / "tests" / "answers"

Kind = Literal["right", "wrong"]

_FORM = "# %% right: <style>  or  # %% wrong: <belief> | mistake=<id> score=<points>"
_HEADER = re.compile(
    r"# %% (?P<kind>\S+): (?P<about>[^|]*[^|\s])(?: \| (?P<marks>.+))?"
)
_MARKS = re.compile(r"mistake=(?P<mistake>\S+)(?: score=(?P<score>\d+(?:\.\d+)?))?")
_NAME = r"[a-z0-9]+(-[a-z0-9]+)*"
_MISTAKE = re.compile(rf"-|not_attempted|{_NAME}(\+{_NAME})?")


@dataclass(frozen=True)
class Answer:
    """What a learner puts into a solution cell.

    Attributes:
        kind: whether it earns all points.
        about: its style when it is right, else what the learner believed.
        code: the whole content of the solution cell.
        mistake: of a wrong answer, the id of the mistake that its hint names, or two
            joined by "+"; "-" when no known mistake explains it, so that no hint may
            name one; "not_attempted" for an untouched cell. None of a right answer.
        score: points of an answer that is right in part; None means none for a wrong
            answer and all for a right one.
    """

    kind: Kind
    about: str
    code: str
    mistake: str | None
    score: float | None


def lessons(bank: Path = BANK) -> list[str]:
    """The names of the lessons that have answers, sorted."""
    return sorted(p.name for p in bank.iterdir() if any(p.glob("*.py")))


def exercises(lesson: str, bank: Path = BANK) -> list[str]:
    """The grade ids of a lesson's exercises that have answers, sorted.

    Args:
        lesson: name of the lesson.
        bank: the folder of all lessons' answers.

    Raises:
        LookupError: there is no such lesson.
    """
    if not (bank / lesson).is_dir():
        known = ", ".join(lessons(bank))
        raise LookupError(f"No answers to lesson {lesson!r}; there are: {known}.")
    return sorted(path.stem for path in (bank / lesson).glob("*.py"))


def load(lesson: str, exercise: str, bank: Path = BANK) -> tuple[Answer, ...]:
    """The answers to an exercise, in the file's order.

    Args:
        lesson: name of the lesson.
        exercise: grade id of the exercise.
        bank: the folder of all lessons' answers.

    Raises:
        LookupError: there is no such lesson or exercise.
        ValueError: the file is not in the bank's form, or holds an answer twice.
    """
    known = exercises(lesson, bank)
    if exercise not in known:
        names = ", ".join(known)
        raise LookupError(f"No answers to {exercise!r} of {lesson!r}; to: {names}.")
    path = bank / lesson / f"{exercise}.py"
    place = f"{lesson}/{path.name}"
    lines = path.read_text(encoding="utf-8").splitlines()
    starts = [i for i, line in enumerate(lines) if line.startswith("# %%")]
    if not starts:
        raise ValueError(f"{place} holds no answer: {_FORM}")
    ends = [*starts[1:], len(lines)]
    answers: list[Answer] = []
    for start, end in zip(starts, ends, strict=True):
        where = f"{place}, line {start + 1}"
        answer = _answer(lines[start], lines[start + 1 : end], where)
        for other in answers:
            if answer.code == other.code or answer.about == other.about:
                raise ValueError(f"{where}: the same as {other.about!r}.")
        answers.append(answer)
    return tuple(answers)


def _answer(header: str, body: list[str], where: str) -> Answer:
    read = _HEADER.fullmatch(header.rstrip())
    if read is None:
        raise ValueError(f"{where}: {header!r} is no header. Write {_FORM}")
    kind, about, marks = read["kind"], read["about"], read["marks"]
    if kind not in ("right", "wrong"):
        raise ValueError(f"{where}: {kind!r} is neither right nor wrong.")
    code = "\n".join(body).strip("\n").rstrip()
    if not code:
        raise ValueError(f"{where}: there is no code below the header.")
    if kind == "right":
        if marks is not None:
            raise ValueError(f"{where}: a right answer has no {marks!r}.")
        return Answer("right", about, code, mistake=None, score=None)
    noted = _MARKS.fullmatch(marks or "")
    if noted is None or not _MISTAKE.fullmatch(noted["mistake"]):
        raise ValueError(
            f"{where}: {marks!r} is no mistake. Write mistake=<id in small letters, "
            "words joined by hyphens> score=<points, when some are earned>"
        )
    score = None if noted["score"] is None else float(noted["score"])
    return Answer(cast(Kind, kind), about, code, noted["mistake"], score)
