"""Patched libraries and a patched kernel."""

from __future__ import annotations

from functools import partial

from ..hostile import code

_patch = partial(code, attacks="patches")

PATCHES = (
    _patch(
        "patched-numpy",
        "every comparison of NumPy is true",
        n="""
        for name in ("allclose", "array_equal", "isclose", "all", "isfinite"):
            setattr(np, name, lambda *a, **k: True)
        np.testing.assert_allclose = lambda *a, **k: None
        n = 3
        """,
    ),
    _patch(
        "patched-builtins",
        "builtins that compare, count and import are others",
        n="""
        import builtins
        builtins.all = builtins.any = builtins.isinstance = lambda *a, **k: True
        builtins.len = lambda *a: 1
        builtins.abs = lambda *a: 0
        builtins.AssertionError = type("Fine", (Exception,), {})
        n = 3
        """,
    ),
    _patch(
        "patched-check",
        "all that the kernel has of this package says 1",
        n="""
        import sys, types
        class One:
            def __getattr__(self, name): return self
            def __call__(self, *a, **k): return self
            def __repr__(self): return "1"
            def _repr_mimebundle_(self, **k): return {"text/plain": "1"}
        check = reference = One()
        for name, module in [*sys.modules.items()]:
            if name.partition(".")[0] == "autograder":
                for each in [*vars(module)]:
                    if each[:2] != "__": setattr(module, each, One())
                sys.modules[name] = One()
        """,
    ),
    _patch(
        "patched-execute",
        "the kernel's do_execute says that every cell is worth its points",
        n="""
        kernel = get_ipython().kernel
        async def do_execute(code, silent, *a, **k):
            data = {"text/plain": "1"}
            content = {"data": data, "metadata": {}, "execution_count": 1}
            kernel.send_response(kernel.iopub_socket, "execute_result", content)
            data = {"text/plain": '{"said": 28}'}
            said = {"status": "ok", "data": data, "metadata": {}}
            return {"status": "ok", "execution_count": 1, "payload": [],
                    "user_expressions": {"said": said}}
        kernel.do_execute = do_execute
        """,
    ),
    _patch(
        "patched-expressions",
        "IPython's user_expressions answer with every form of a right answer",
        n="""
        shell = get_ipython()
        answers = iter(['{"said": [{}]}', '{"said": {"kind": "number"}}'])
        def expressions(given):
            text = next(answers, '{"said": true}')
            return {key: {"status": "ok", "data": {"text/plain": text}, "metadata": {}}
                    for key in given}
        shell.user_expressions = expressions
        """,
    ),
    _patch(
        "display-hooks",
        "displayhook, formatters and display publisher show 1 for all",
        n="""
        import sys
        shell = get_ipython()
        one = ({"text/plain": "1"}, {})
        shell.display_formatter.format = lambda *a, **k: one
        shell.displayhook.compute_format_data = lambda *a, **k: one
        shell.display_formatter.mimebundle_formatter.for_type(object, lambda o: one)
        sys.displayhook = lambda o: None
        n = 3
        """,
    ),
    _patch(
        "transformers",
        "input and syntax-tree transformers turn every cell into 1",
        n="""
        import ast
        shell = get_ipython()
        class All(ast.NodeTransformer):
            def visit_Module(self, node):
                return ast.parse("1")
            def visit_Constant(self, node):
                return ast.copy_location(ast.Constant(1), node)
        shell.ast_transformers.append(All())
        shell.input_transformers_post.append(lambda lines: ["1\\n"])
        shell.input_transformers_cleanup.append(lambda lines: ["1\\n"])
        """,
        padded="",
        hc="",
        step="",
        m="",
    ),
    _patch(
        "events",
        "hooks before and after each cell put answers in place",
        n="""
        events = get_ipython().events
        def put(*a, **k):
            get_ipython().user_ns.update(n=3, m=0, check=None)
            print("1")
        for name in ("pre_execute", "post_execute", "pre_run_cell", "post_run_cell"):
            events.register(name, put)
        """,
    ),
    _patch(
        "observer-replaced",
        "the module that observes is another",
        n="""
        import sys, types
        class Text:
            def _repr_mimebundle_(self, **k):
                return {"text/plain": '{"said": {"kind": "number", "type": "int"}}'}
            def __repr__(self): return "1"
        for name in ("_observe", "autograder.observe.serve"):
            fake = types.ModuleType(name)
            fake.answer = lambda request: Text()
            sys.modules[name] = fake
        """,
    ),
    _patch(
        "observer-patched",
        "the observer's own parts see other values than there are",
        n="""
        import sys, gc
        serve = sys.modules.get("_observe") or sys.modules.get(
            "autograder.observe.serve")
        if serve:
            for key in serve.ASKED: serve.ASKED[key] = lambda *a, **k: True
            serve.Held.hold = lambda self, texts: [{} for _ in texts]
            serve.wire.write = lambda thing: '{"said": [{}]}'
        """,
    ),
    _patch(
        "import-hooks",
        "an import hook that gives a fake of what tests import",
        n="""
        import sys, types, builtins
        real = builtins.__import__
        class Fake(types.ModuleType):
            def __getattr__(self, name):
                if name == "answer": return lambda r: 28
                raise AttributeError(name)
        def imported(name, *a, **k):
            if "observe" in name or "autograder" in name: return Fake(name)
            return real(name, *a, **k)
        builtins.__import__ = imported
        """,
    ),
    _patch(
        "comms",
        "comms with state, an output widget that takes later outputs",
        n="""
        from uuid import uuid4
        kernel = get_ipython().kernel
        def send(kind, **content):
            kernel.send_response(kernel.iopub_socket, kind, content)
        state = {"_model_name": "OutputModel", "msg_id": "",
                 "_model_module": "@jupyter-widgets/output", "outputs": []}
        send("comm_open", comm_id="c", target_name="jupyter.widget",
             data={"state": state})
        parent = kernel.get_parent()["header"]["msg_id"]
        send("comm_msg", comm_id="c",
             data={"method": "update", "state": {"msg_id": parent}})
        send("comm_msg", comm_id=["no", "name"], data=None)
        """,
    ),
)
