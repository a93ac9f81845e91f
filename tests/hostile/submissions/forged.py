"""Observations made by hand: what the judge reads was written by the attacker."""

from __future__ import annotations

from ..hostile import code

_FORGE = """
import sys, json
class Text:
    def __init__(self, text): self.text = text
    def _repr_mimebundle_(self, **k): return {"text/plain": self.text}
serve = sys.modules.get("_observe") or sys.modules.get("autograder.observe.serve")
def forge(make):
    def answer(request):
        asked = dict(json.loads(request)["~dict"])
        if asked["ask"] == "hold":
            return Text(json.dumps({"said": [{} for _ in asked["texts"]]}))
        return Text(make(asked))
    if serve: serve.answer = answer
seen = {"kind": "number", "type": "int", "text": "28", "array": None, "flags": None,
        "axes": {"~tuple": []}, "items": {"~tuple": []}, "plain": None, "shape": None,
        "thing": ""}
def said(**more): return json.dumps({"said": {**seen, **more}})
"""


FORGED = tuple(
    code(name, about, "observations", n=f"{_FORGE}\n{make}")
    for name, about, make in (
        (
            "no-json",
            "answers that are no JSON, each in another way",
            "texts = iter(['', '{', 'NaN', '[]', 'null', '{\"said\"}', '28'])\n"
            "forge(lambda asked: next(texts, 'x'))",
        ),
        (
            "too-large",
            "answers of 40 MB and of 30 MB",
            "sizes = iter([40, 30, 31, 40, 30])\n"
            "forge(lambda asked: said(text='x' * (next(sizes, 30) << 20)))",
        ),
        (
            "too-deep",
            "answers of 100,000 levels, and of 900",
            "forge(lambda asked: '{\"said\":' + '[' * 100_000 + ']' * 100_000 + '}')",
        ),
        (
            "deep-items",
            "an observation whose items hold items, 300 levels",
            "inner = dict(seen)\n"
            "for _ in range(300): inner = {**seen, 'items': {'~tuple': [inner]}}\n"
            "forge(lambda asked: json.dumps({'said': inner}))",
        ),
        (
            "wrong-types",
            "fields of other types than there are",
            "forge(lambda asked: said(kind=['number'], array='28', axes=28, items={}, "
            "shape={'~tuple': ['x', None, 1.5]}, plain=True, thing=28))",
        ),
        (
            "huge-shape",
            "arrays that claim shapes of huge, empty and negative products",
            "shapes = iter([[2**40, 2**40], [0, 2**62], [-1, -8], [1] * 70, [1.0],"
            " [2**70, 0]])\n"
            "forge(lambda asked: said(kind='array', "
            "array={'~array': ['<f8', next(shapes, [0, 2**60]), '']}))",
        ),
        (
            "odd-arrays",
            "arrays of objects, of texts, of records, of sub-arrays",
            "kinds = iter(['|O', '<U9', 'f8,f8', '(2,)f8', '<M8[s]', 'V8'])\n"
            "forge(lambda asked: said(kind='array', "
            "array={'~array': [next(kinds, '|O'), [1], 'AAAAAAAAAAA=']}))",
        ),
        (
            "not-finite",
            "numbers that are infinite or none, in every place",
            "import base64\n"
            "raw = base64.b64encode(np.array([np.nan]).tobytes()).decode()\n"
            "forge(lambda asked: said(array={'~array': ['<f8', [], raw]}, "
            "axes={'~tuple': [None]}).replace('\"28\"', 'Infinity'))",
        ),
        (
            "three-million",
            "arrays of three million numbers where six were asked for",
            "import base64\n"
            "raw = base64.b64encode(bytes(3_000_000 * 8)).decode()\n"
            "forge(lambda asked: said(kind='array', "
            "array={'~array': ['<f8', [3_000_000, 1], raw]}))",
        ),
        (
            "markup",
            "texts that are HTML, a script, and terminal codes",
            "text = '</table><script>alert(1)</script>\\x1b[2J[/red][bold]'\n"
            "forge(lambda asked: said(text=text * 9, type=text, kind='text'))",
        ),
        (
            "colliding-keys",
            "a dictionary of 200,000 keys with the same hash",
            "keys = [[k * (2**61 - 1), 0] for k in range(1, 200_001)]\n"
            "forge(lambda asked: json.dumps({'said': {'~dict': keys}}))",
        ),
        (
            "many-items",
            "an observation of 300,000 items, and a list of as many names",
            "items = {'~tuple': [seen] * 100_000}\n"
            "names = ['padde' + str(k) * 9 for k in range(300_000)]\n"
            "def make(asked):\n"
            "    if asked['ask'] == 'known': return json.dumps({'said': names})\n"
            "    return said(kind='several', items=items)\n"
            "forge(make)\n"
            "def held(request, answer=getattr(serve, 'answer', None)):\n"
            "    if '\"padded\"' in request: return Text(json.dumps({'said': "
            "[{'missing': 'padded', 'error': 'NameError'}]}))\n"
            "    return answer(request)\n"
            "if serve: serve.answer = held",
        ),
        (
            "score-fields",
            "an observation that brings a score, points and a verdict along",
            "forge(lambda asked: said(score=1, points=1, status='right', met=True))",
        ),
        (
            "forged-calls",
            "results of calls that were never made: as many, fewer, more",
            "def make(asked):\n"
            "    if asked['ask'] == 'called': return json.dumps({'said': 'step'})\n"
            "    call = {'result': seen, 'error': '', 'where': '', 'printed': '', "
            "'changed': {'~tuple': [10**30]}, 'endless': False, 'written': ''}\n"
            "    many = len(asked.get('arguments', ()))\n"
            "    return json.dumps({'said': {'kind': 'function', 'type': 'function', "
            "'calls': {'~tuple': [call] * many}, 'unread': {'~tuple': []}, "
            "'outside': {'~tuple': ['<script>'] * 1000}}})\n"
            "forge(make)",
        ),
        (
            "slow-answers",
            "every answer comes just before the patience of its reader ends",
            "import time\n"
            "def make(asked):\n"
            "    time.sleep(3)\n"
            "    return said()\n"
            "forge(make)",
        ),
    )
)
