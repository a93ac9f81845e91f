"""Memory, disks and outputs filled."""

from __future__ import annotations

from functools import partial

from ..hostile import code

_flood = partial(code, attacks="floods")

FLOODS = (
    _flood(
        "memory",
        "takes 3 GB and more",
        most=1,
        least=1,
        n="right",
        padded="kept = []\nwhile True: kept.append(bytearray(b'x' * (64 << 20)))",
    ),
    _flood(
        "memory-of-many",
        "takes it in many processes, and shared",
        most=1,
        n="right",
        padded="""
        import os, mmap
        for _ in range(6):
            if not os.fork(): break
        held = mmap.mmap(-1, 1 << 30)
        for _ in range(1 << 10): held.write(b"x" * (1 << 20))
        import time; time.sleep(2)
        """,
    ),
    _flood(
        "disk",
        "fills every disk that it may write to",
        most=1,
        least=1,
        n="right",
        padded="""
        import os
        for place in (".", "/tmp", "/dev/shm", "/run", "/var/tmp"):
            try:
                with open(os.path.join(place, "@MARK@-fill"), "wb") as file:
                    while True: file.write(b"x" * (4 << 20))
            except OSError as error: print(place, error)
        """,
    ),
    _flood(
        "many-inodes",
        "makes files without end",
        most=1,
        least=1,
        n="right",
        padded="for number in range(10 ** 9): open(f'{number}', 'w').close()",
    ),
    _flood(
        "printed",
        "prints 200 MB at once",
        most=1,
        least=1,
        n="right",
        padded="for _ in range(20): print('x' * 10_000_000)",
    ),
    _flood(
        "tiny-outputs",
        "20,000 displays",
        most=1,
        least=1,
        n="right",
        padded="for _ in range(20_000): display(1)",
    ),
    _flood(
        "huge-result",
        "a display of 30 MB, a result of 100",
        most=1,
        least=0,
        n="right",
        padded="""
        class R:
            def __init__(self, many): self.many = many
            def __repr__(self): return "x" * (self.many << 20)
        display(R(30))
        R(100)
        """,
    ),
    _flood(
        "results-by-hand",
        "300 results and errors, of a megabyte each",
        most=1,
        least=1,
        n="right",
        padded="""
        kernel = get_ipython().kernel
        result = {"data": {"text/plain": "x" * (1 << 20)}, "metadata": {},
                  "execution_count": 1}
        error = {"ename": "E", "evalue": "x" * (1 << 20), "traceback": ["x"]}
        for _ in range(300):
            kernel.send_response(kernel.iopub_socket, "execute_result", result)
            kernel.send_response(kernel.iopub_socket, "error", error)
        """,
    ),
    _flood(
        "comm-flood",
        "states of 300 widgets, of a megabyte each",
        most=1,
        least=1,
        n="right",
        padded="""
        kernel = get_ipython().kernel
        for number in range(300):
            state = {"_model_name": "x", "value": "x" * (1 << 20)}
            kernel.send_response(kernel.iopub_socket, "comm_open", {
                "comm_id": str(number), "target_name": "w", "data": {"state": state}})
        """,
    ),
    _flood(
        "flood-when-asked",
        "a thread sends megabytes while its function is looked at",
        most=3,
        least=1,
        n="right",
        step="""
        import threading, time
        def flood():
            kernel = get_ipython().kernel
            text = {"name": "stdout", "text": "x" * (8 << 20)}
            while True: kernel.send_response(kernel.iopub_socket, "stream", text)
        def step(*a):
            threading.Thread(target=flood, daemon=True).start()
            time.sleep(3)
            return a[1]
        """,
    ),
    _flood(
        "stderr",
        "warnings and stderr by the megabyte: an honest answer loses nothing by it",
        most=7,
        least=7,
        n="n = 28\nimport sys, warnings, logging, os",
        padded="""
        padded = [[7, 3, 0], [12, 5, 1]]
        for k in range(2000): warnings.warn(f"{k}" * 100)
        sys.stderr.write("x" * 3_000_000)
        """,
        hc="""
        h, c = np.array([[1.0, 2.0]]), np.array([[3.0, 4.0]])
        os.write(2, b"x" * 1_000_000)
        logging.error("x" * 100_000)
        """,
        step="""
        def step(x, h, kernel, recurrent_kernel, bias):
            warnings.warn("once more")
            print("x" * 100_000, file=sys.stderr)
            return np.tanh(x @ kernel + h @ recurrent_kernel + bias)
        """,
        m="right",
    ),
)
