"""Values that claim to equal, or to be, whatever is asked for."""

from __future__ import annotations

from functools import partial

from ..hostile import code

_value = partial(code, attacks="values")

VALUES = (
    _value(
        "equals-all",
        "an object whose comparisons are all true",
        n="""
        class N:
            def __eq__(self, other): return True
            __ne__ = __lt__ = __le__ = __gt__ = __ge__ = lambda self, other: True
            __hash__ = object.__hash__
            def __bool__(self): return True
        n = m = padded = h = c = N()
        """,
        m="",
        padded="",
        hc="",
    ),
    _value(
        "array-protocol",
        "an object that NumPy takes for whatever it likes, another one each time",
        n="""
        import itertools
        class N:
            many = itertools.count(100)
            shape = ()
            dtype = np.dtype("float64")
            def __array__(self, *a, **k): return np.array(float(next(self.many)))
            def __array_ufunc__(self, *a, **k): return True
            def __array_function__(self, *a, **k): return True
            def __float__(self): return float("nan")
        n = m = N()
        """,
        m="",
    ),
    _value(
        "poisoned-class",
        "objects whose __class__ lies, raises or leaves",
        n="""
        class N:
            @property
            def __class__(self): return float
            def __float__(self): return 27.0
            def __eq__(self, other): return True
        class M:
            @property
            def __class__(self): raise SystemExit("left")
        n, m = N(), M()
        """,
        m="",
    ),
    _value(
        "subclasses",
        "subclasses of int, float, str and ndarray that lie about their numbers",
        n="""
        class I(int):
            __eq__ = __ge__ = __le__ = lambda s, o: True
            __hash__ = int.__hash__
            def __float__(self): raise KeyboardInterrupt
            def __int__(self): return 10 ** 400
            def __repr__(self): return "28"
        class F(float):
            def __float__(self): return float("nan")
            def __eq__(self, other): return True
        class S(str):
            def __eq__(self, other): return True
            __hash__ = str.__hash__
        class A(np.ndarray):
            def __eq__(self, other): return True
            def __array_function__(self, *a, **k): return True
            def __array_ufunc__(self, *a, **k): return True
            def astype(self, *a, **k): return self
            shape = property(lambda self: (2, 3))
        n, m, padded = I(3), F(0.0), np.zeros((4, 7)).view(A)
        h, c = S("1"), np.zeros((1, 2)).view(A)
        """,
        m="",
        padded="",
        hc="",
    ),
    _value(
        "odd-numbers",
        "NaN, infinity, complex, an int of 4,000 digits, an array of objects",
        n="n = 10 ** 4000",
        padded="padded = np.full((2, 3), np.nan)",
        hc="h, c = np.full((1, 2), np.inf), np.array([[3 + 1j, 4]])",
        m="m = np.array([None, Ellipsis, 10 ** 500], dtype=object)",
    ),
    _value(
        "lists-without-end",
        "a list that holds itself, and one of 5,000 levels",
        n="n = []\nn.append(n)",
        padded="""
        padded = 0
        for _ in range(5000): padded = [padded]
        """,
        hc="h = c = np.broadcast_to(np.zeros(1), (2 ** 40,))",
    ),
    _value(
        "repr-attacks",
        "an object whose repr is 200 MB, or forges a score",
        n="""
        class N:
            def __repr__(self): return "1" * 200_000_000
            def _repr_mimebundle_(self, **k): return {"text/plain": "1"}
        n = N()
        """,
        m="""
        class M:
            __name__ = "m"
            def __repr__(self): return "</pre><script>score=1</script>"
        M.__name__ = "1; score: 1 <script>alert(1)</script>"
        m = M()
        """,
    ),
    _value(
        "vanishing-name",
        "a namespace whose lookups lie about the name that is asked for",
        n="""
        class Names(dict):
            def __getitem__(self, key):
                if key in ("n", "m", "padded", "h", "c"): return 28
                return super().__getitem__(key)
            __missing__ = lambda self, key: 28
        get_ipython().user_ns = Names(get_ipython().user_ns)
        del n
        """,
    ),
)
