"""Functions that look for what is expected of them instead of computing it."""

from __future__ import annotations

from functools import partial

from ..hostile import code

_function = partial(code, attacks="functions")

FUNCTIONS = (
    _function(
        "callers-frames",
        "looks for an oracle in its callers' frames",
        step="""
        def step(*arguments):
            import sys
            frame, seen = sys._getframe(1), []
            while frame is not None:
                for name, held in {**frame.f_locals, **frame.f_globals}.items():
                    seen.append(name)
                    if name in ("like", "right", "expected", "oracle", "known"):
                        print("told", name, repr(held)[:500])
                        call = getattr(held, "call", held)
                        if callable(call): return call(*arguments)
                frame = frame.f_back
            return arguments[1]
        """,
        m="import gc\nprint(step(*(np.ones((2, 2)),) * 5))",
    ),
    _function(
        "garbage",
        "searches all objects of its process for functions of the right form",
        step="""
        def step(*arguments):
            import gc
            for held in gc.get_objects():
                name = getattr(type(held), "__name__", "")
                if name in ("Function", "SimpleRNN", "Stack", "Number", "Given"):
                    print("told", repr(held)[:500])
                    for way in ("right", "call", "function"):
                        found = getattr(held, way, None)
                        if callable(found): return found(*arguments)
            return arguments[1]
        """,
    ),
    _function(
        "oracle-import",
        "imports the package that knows the answers, by every name it may have",
        step="""
        import sys, importlib
        sys.path += ["@REPO@", "@VENV@", "/opt/packages", "@PLACE@"]
        found = []
        for name in (
            "autograder.reference.tasks.plain", "autograder.reference.recurrence",
            "autograder.reference.layers.simple_rnn", "autograder.check.judge.function",
            "unrolled", "tests.hostile.course",
        ):
            for part in [*sys.modules]:
                if part.partition(".")[0] == "autograder": del sys.modules[part]
            try: found.append(importlib.import_module(name))
            except Exception as error: print("not there:", name, type(error).__name__)
        def step(*arguments):
            for module in found:
                for made in vars(module).values():
                    try: return made(*arguments)
                    except Exception: pass
            return arguments[1]
        """,
    ),
    _function(
        "remembers",
        "answers by a table of the inputs that it was given before",
        step="""
        table = {}
        def step(x, h, kernel, recurrent_kernel, bias):
            key = x.tobytes()
            return table.setdefault(key, h)
        for seed in range(2000):
            rng = np.random.default_rng(seed)
            x, h = rng.normal(size=(4, 2)), rng.normal(size=(4, 3))
            table[x.tobytes()] = np.tanh(x.sum() + h)
        """,
    ),
    _function(
        "changes-arguments",
        "writes into its arguments, and returns them in the hope of being compared",
        step="""
        def step(x, h, kernel, recurrent_kernel, bias):
            for each in (x, h, kernel, recurrent_kernel, bias): each[...] = 0
            return h
        """,
    ),
    _function(
        "right-once",
        "right at its first call, or for the sizes that the text shows",
        step="""
        calls = []
        def step(x, h, kernel, recurrent_kernel, bias):
            calls.append(1)
            if len(calls) > 1: return h
            return np.tanh(x @ kernel + h @ recurrent_kernel + bias)
        """,
    ),
    _function(
        "callable-object",
        "a callable with another face for every look at it",
        step="""
        class Step:
            __code__ = (lambda: ...).__code__
            __name__ = "<script>" * 1000
            def __call__(self, *a): return self
            def __array__(self, *a, **k): return np.zeros((2, 3))
            def __eq__(self, other): return True
            def __getattr__(self, name): return self
            def __deepcopy__(self, memo): raise SystemExit
        step = Step()
        """,
    ),
    _function(
        "history",
        "looks for tests in the history, In, Out, and IPython's own store",
        step="""
        def step(*arguments):
            shell = get_ipython()
            for text in [*In, *map(str, Out.values())]: print("told", text)
            try:
                for entry in shell.history_manager.get_range(): print("told", entry)
            except Exception as error: print(error)
            raise ValueError(repr([*In])[-5000:] + repr(shell.meta)[:5000])
        """,
        m="print(In, Out)",
    ),
)
