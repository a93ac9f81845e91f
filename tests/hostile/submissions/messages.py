"""Messages of Jupyter's protocol made by hand, and sockets used otherwise."""

from __future__ import annotations

from functools import partial

from ..hostile import code

_message = partial(code, attacks="messages")

_SEND = """
kernel = get_ipython().kernel
session, iopub = kernel.session, kernel.iopub_socket
parent = kernel.get_parent()
def send(kind, content, parent=parent):
    session.send(iopub, kind, content, parent=parent)
"""

MESSAGES = (
    _message(
        "later-scores",
        "outputs that claim to be results of later cells",
        n=_SEND
        + """
for number in range(1, 200):
    for header in (parent, {"header": {"msg_id": f"{number}"}}, {}):
        send("execute_result", {"data": {"text/plain": "2"}, "metadata": {},
             "execution_count": number}, header)
send("execute_input", {"code": "check.value(n)", "execution_count": 10**9})
""",
    ),
    _message(
        "background-results",
        "a thread sends results while test cells are judged",
        n=_SEND
        + """
import threading, time
def later():
    while True:
        header = kernel.get_parent()
        send("execute_result", {"data": {"text/plain": "1"}, "metadata": {},
             "execution_count": 1}, header)
        send("status", {"execution_state": "idle"}, header)
        time.sleep(0.01)
threading.Thread(target=later, daemon=True).start()
""",
    ),
    _message(
        "malformed-content",
        "messages without what belongs into them: no text, no data, lists for objects",
        most=1,
        n="right",
        m=_SEND
        + """
for kind in ("stream", "execute_result", "display_data", "error", "clear_output"):
    for content in ({}, {"name": None, "text": 5}, {"data": 5, "metadata": []},
                    {"ename": 1, "evalue": [], "traceback": 7}):
        send(kind, content)
m = 0
""",
    ),
    _message(
        "malformed-error",
        "an error whose traceback is a number",
        m=_SEND + "send('error', {'ename': 1, 'evalue': [], 'traceback': 7})\nm = 0",
    ),
    _message(
        "malformed-result",
        "a result whose data are a list and whose count is a text",
        m=_SEND
        + """
send("execute_result", {"data": ["text/plain"], "metadata": 3, "execution_count": "x"})
m = 0
""",
    ),
    _message(
        "malformed-status",
        "a status without a state, and comms without data",
        m=_SEND + "send('comm_open', {})\nsend('status', {})\nm = 0",
    ),
    _message(
        "content-list",
        "a message whose content is a list",
        m=_SEND + "send('stream', ['text'])\nm = 0",
    ),
    _message(
        "raw-frames",
        "frames that are no messages: no delimiter, bad signature, no JSON",
        m=_SEND
        + """
for frames in ([b"x"], [b"<IDS|MSG>"], [b"<IDS|MSG>", b"no", b"{", b"{", b"{", b"{"],
               [b"s", b"<IDS|MSG>", b"", b"[]", b"[]", b"[]", b"[]"]):
    iopub.send_multipart(frames)
m = 0
""",
    ),
    _message(
        "signed-nonsense",
        "frames with a right signature that hold lists and numbers",
        m=_SEND
        + """
for parts in ([b"[]"] * 4, [b"7"] * 4, [b'{"msg_type": 5}', b"{}", b"{}", b"{}"],
              [b"[" * 50_000] * 4):
    iopub.send_multipart([b"s", b"<IDS|MSG>", session.sign(parts), *parts])
m = 0
""",
    ),
    _message(
        "shell-replies",
        "replies on the shell channel with other ids, and with the same one twice",
        n=_SEND
        + """
ident = kernel._parent_ident["shell"] if hasattr(kernel, "_parent_ident") else b""
stream = kernel.shell_stream
text = {"text/plain": '{"said": 28}'}
said = {"status": "ok", "execution_count": 1, "payload": [], "user_expressions":
        {"said": {"status": "ok", "metadata": {}, "data": text}}}
for header in (parent, {"header": {"msg_id": "x"}}, {}, {"header": {}}):
    for content in (said, {}, {"status": "error"}, {"user_expressions": [1]}):
        session.send(stream, "execute_reply", content, parent=header, ident=ident)
""",
    ),
    _message(
        "shell-nonsense",
        "frames on the shell channel that are no replies",
        m=_SEND
        + """
ident = kernel._parent_ident["shell"]
for parts in ([b"[]"] * 4, [b"{", b"{", b"{", b"{"]):
    frames = [*ident, b"<IDS|MSG>", session.sign(parts), *parts]
    kernel.shell_stream.send_multipart(frames)
kernel.shell_stream.send_multipart([*ident, b"no message"])
m = 0
""",
    ),
    _message(
        "reply-of-lists",
        "while it is judged, replies whose content is a list",
        n="""
        kernel = get_ipython().kernel
        async def execute(*a, **k): return ["no", "reply"]
        kernel.do_execute = execute
        n = 3
        """,
    ),
    _message(
        "no-idle",
        "a kernel that never says that it is idle",
        most=1,
        n="right",
        m="""
        kernel = get_ipython().kernel
        kernel._publish_status = lambda *a, **k: None
        kernel._publish_status_and_flush = lambda *a, **k: None
        m = 0
        """,
    ),
    _message(
        "early-idle",
        "a kernel that says it is idle while it still runs",
        n=_SEND
        + "send('status', {'execution_state': 'idle'})\nimport time\ntime.sleep(2)",
    ),
    _message(
        "sockets-closed",
        "closes heartbeat, iopub and shell sockets",
        most=1,
        n="right",
        m="""
        import os
        for number in range(3, 200):
            try: os.close(number)
            except OSError: pass
        m = 0
        """,
    ),
    _message(
        "display-updates",
        "updates displays of other cells, and of ids that nobody knows",
        n=_SEND
        + """
data = {"data": {"text/plain": "1"}, "metadata": {}, "transient": {"display_id": "d"}}
for kind in ("display_data", "execute_result", "update_display_data"):
    for _ in range(3): send(kind, {**data, "execution_count": 1})
send("clear_output", {"wait": True})
send("update_display_data", {**data, "execution_count": 1})
""",
        m=_SEND
        + 'send("update_display_data", {"transient": {"display_id": "d"}})\nm = 0',
    ),
)
