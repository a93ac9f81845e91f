"""Inside a throw-away sandbox: otter-grader grades a submission; prints what came out.

Meant for `benchmarks.hostile` alone, and run by the Python that has otter-grader:
`otter run` grades as its containers do, in the kernel that runs the submission.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from benchmarks.hostile_inside import left, secret_in

CASE = """OK_FORMAT = False
from otter.test_files import test_case

name = {name!r}
points = {points}
# {canary}

@test_case(hidden=True)
def test_answer({arguments}):
{body}
"""

TESTS = {
    "n": (1, "n", "    assert n == 28"),
    "padded": (
        1,
        "padded",
        "    import numpy as np\n"
        "    assert np.array_equal(padded, [[7, 3, 0], [12, 5, 1]])",
    ),
    "hc": (
        2,
        "h, c",
        "    import numpy as np\n"
        "    assert np.allclose(h, [[1.0, 2.0]])\n"
        "    assert np.allclose(c, [[3.0, 4.0]])",
    ),
    "step": (
        2,
        "step",
        "    import numpy as np\n"
        "    rng = np.random.default_rng(7)\n"
        "    x, h = rng.normal(size=(4, 2)), rng.normal(size=(4, 3))\n"
        "    kernel = rng.normal(size=(2, 3))\n"
        "    recurrent_kernel = rng.normal(size=(3, 3))\n"
        "    bias = rng.normal(size=3)\n"
        "    right = np.tanh(x @ kernel + h @ recurrent_kernel + bias)\n"
        "    assert np.allclose(step(x, h, kernel, recurrent_kernel, bias), right)",
    ),
    "m": (1, "m", "    assert m == 1"),
}
"""Of each exercise: points, the names that are asked for, what must hold."""


def main(course: str, mark: str, canary: str, student: str) -> None:
    """Grade, look around, print a line of JSON."""
    root = Path(course)
    place = Path(tempfile.mkdtemp(dir=root.parent))
    autograder = _autograder(place, f"canary:hidden-{canary}")
    submission = place / "submission.zip"
    with zipfile.ZipFile(submission, "w") as packed:
        for path in sorted((root / "submitted" / student / "plain").rglob("*")):
            if path.is_file():
                packed.write(path, path.name)
    words = [str(Path(sys.executable).parent / "otter"), "run", str(submission)]
    subprocess.run(
        [*words, "-a", str(autograder), "-o", str(place), "--pickle-results"],
        cwd=place,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    said = {
        "score": _score(place / "results.json"),
        "honest": 0,  # each is graded by itself
        "read": int(_read(place, canary)),
        "left": int(bool(left(root, mark))),
    }
    print(json.dumps(said), flush=True)


def _autograder(place: Path, canary: str) -> Path:
    path = place / "autograder.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for name, (points, arguments, body) in TESTS.items():
            text = CASE.format(
                name=name, points=points, arguments=arguments, body=body, canary=canary
            )
            packed.writestr(f"tests/{name}.py", text)
        settings = {"lang": "python", "show_hidden": False, "print_score": False}
        packed.writestr("otter_config.json", json.dumps(settings))
    return path


def _score(results: Path) -> float | None:
    """Points; None when there are none of some exercise."""
    try:
        found = json.loads(results.read_text())["tests"]
        scores = {e["name"]: float(e["score"]) for e in found if e["name"] in TESTS}
        return sum(scores[name] for name in TESTS)
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None


def _read(place: Path, canary: str) -> bool:
    """Whether a secret stands in the outputs of what was run, or in the results."""
    texts = [path.read_text(errors="replace") for path in place.glob("results.json")]
    pickled = place / "results.pkl"
    if pickled.exists():
        # the submission may have written it: it is opened in a process of its own
        code = (
            "import dill, json, sys; nb = dill.load(open(sys.argv[1], 'rb')).notebook;"
            "print(json.dumps([c.get('outputs') for c in nb.cells]))"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, str(pickled)], capture_output=True, text=True
        )
        texts.append(done.stdout)
    return any(secret_in(text, canary) for text in texts)


if __name__ == "__main__":
    os.environ["PATH"] = (
        f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    )
    main(*sys.argv[1:])
