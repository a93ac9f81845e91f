"""Source text that breaks whoever reads it: parsers, reports, markup."""

from __future__ import annotations

from functools import partial

from ..hostile import code

_text = partial(code, attacks="texts")

TEXTS = (
    _text(
        "null-bytes",
        "zero bytes and control characters",
        n="n = 3 \0 \x1b[2J \x07 \ufeff",
        padded="\0",
    ),
    _text(
        "deep-brackets",
        "50,000 brackets, and as many signs",
        n="n = " + "(" * 50_000 + "3" + ")" * 50_000,
        padded="padded = " + "-" * 50_000 + "3",
        hc="h = c = " + "[" * 90 + "]" * 90,
        m="m = " + "not " * 30_000 + "1",
    ),
    _text(
        "long-line",
        "an expression of 2,000 terms, and 3,000 short lines",
        n="n = " + " + ".join(["1"] * 2_000) + " - 2_000",
        m="\n".join(f"m{i} = {i}" for i in range(3_000)),
    ),
    _text(
        "markup-text",
        "HTML, terminal codes and markup of the report's own in names and errors",
        n="raise ValueError('[/red][bold]</td><script>1</script>\\x1b[2J' * 500)",
        m="class C(Exception): pass\nC.__name__ = '<script>' * 999\nraise C('[/]')",
    ),
    _text(
        "unclosed",
        "text that ends within a string, magic that runs a shell",
        n='n = """ never closed',
        padded="!cat @ROOT@/roster.csv @ROOT@/.autograder-seed",
        hc="%%bash\ncat @HOME@/.netrc; env; ls -la @ROOT@",
        m="%load @ROOT@/source/plain/plain.ipynb",
    ),
    _text(
        "blank-lines-in-answers",
        "300,000 blank lines and 300,000 blanks before an error",
        n="\n" * 300_000 + "n = undefined",
        padded=" \n" * 100_000 + "check.no(\nundefined",
        m="# " + " " * 300_000 + "\nundefined" + "\t\n" * 50_000,
    ),
    _text(
        "hidden-marks",
        "the instructor's own marks in an answer",
        n="### BEGIN HIDDEN TESTS\nn = 3\n### END HIDDEN TESTS",
        padded="### BEGIN SOLUTION\npadded = 0",
        m="# END SOLUTION\n### END HIDDEN TESTS\nm = 0",
    ),
)
