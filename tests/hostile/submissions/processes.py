"""Kernels that die, do not end, or leave something running."""

from __future__ import annotations

from functools import partial

from ..hostile import code

_process = partial(code, attacks="processes")

_HONEST = {"n": "right", "padded": "right"}

PROCESSES = (
    _process(
        "exit",
        "leaves by os._exit",
        most=2,
        least=2,
        **_HONEST,
        hc="import os\nos._exit(0)",
        step="right",
    ),
    _process(
        "exit-when-asked",
        "leaves while its function is called",
        most=2,
        least=2,
        **_HONEST,
        step="def step(*a):\n    import os\n    os._exit(0)",
    ),
    _process(
        "kill-itself",
        "kills itself, and all that it may",
        most=1,
        least=1,
        n="right",
        hc="import os, signal\nos.kill(-1, 9)\nos.kill(os.getpid(), signal.SIGKILL)",
    ),
    _process(
        "segfault",
        "reads at address 0",
        most=2,
        least=2,
        **_HONEST,
        hc="import ctypes\nctypes.string_at(0)",
    ),
    _process(
        "abort-at-exit",
        "hangs and aborts when the kernel is to end",
        n="""
        import atexit, os, threading, time
        atexit.register(time.sleep, 600)
        atexit.register(os.abort)
        threading.Thread(target=time.sleep, args=(600,)).start()
        n = 3
        """,
    ),
    _process(
        "endless",
        "an endless loop that keeps every interrupt",
        most=1,
        least=1,
        n="right",
        padded="""
        import signal
        for number in range(1, 64):
            try: signal.signal(number, signal.SIG_IGN)
            except (OSError, ValueError): pass
        while True:
            try:
                while True: pass
            except BaseException: pass
        """,
    ),
    _process(
        "endless-in-c",
        "an endless loop within one call of C",
        most=1,
        least=1,
        n="right",
        padded="sum(iter(int, 1))",
    ),
    _process(
        "endless-when-asked",
        "its functions and values never end when they are looked at",
        most=1,
        least=1,
        n="right",
        padded="""
        class P:
            def __array__(self, *a, **k):
                while True:
                    try:
                        while True: pass
                    except BaseException: pass
        padded = P()
        """,
    ),
    _process(
        "time-bombs",
        "timers, threads and signals that go off later",
        n="""
        import signal, threading, os, sys
        def bomb(*a): get_ipython().user_ns.update(n=28)
        signal.signal(signal.SIGALRM, bomb)
        signal.setitimer(signal.ITIMER_REAL, 0.05, 0.05)
        sys.setswitchinterval(10)
        sys.settrace(lambda *a: None)
        sys.setrecursionlimit(60)
        n = 3
        """,
    ),
    _process(
        "daemon",
        "a process that leaves its group twice and lives on",
        n="""
        import os, sys, time
        if not os.fork():
            os.setsid()
            if not os.fork():
                for number in range(3, 500):
                    try: os.close(number)
                    except OSError: pass
                words = "import time, os\\nwhile True:\\n try: os.kill(-1, 9)\\n"
                words += " except OSError: pass\\n"
                words += " open('/tmp/@MARK@-lives', 'a').write('x')\\n time.sleep(1)"
                os.execv(sys.executable, [sys.executable, "-c", words, "@MARK@"])
            os._exit(0)
        """,
    ),
    _process(
        "daemons-of-shells",
        "processes by shells, nohup and multiprocessing",
        n="""
        import subprocess, multiprocessing, time
        for words in ("nohup setsid sleep 731 &", "(sleep 732 &)", "sleep 733 &"):
            subprocess.Popen(["bash", "-c", words + " # @MARK@"])
        subprocess.Popen(["sleep", "734"], start_new_session=True)
        fork = multiprocessing.get_context("fork")
        fork.Process(target=time.sleep, args=(735,)).start()
        n = 3
        """,
    ),
    _process(
        "fork-bomb",
        "forks as fast as it can for two seconds",
        most=1,
        n="right",
        padded="""
        import os, time
        kernel, end = os.getpid(), time.time() + 2
        while time.time() < end:
            try: os.fork()
            except OSError: pass
        if os.getpid() != kernel: os._exit(0)
        """,
    ),
    _process(
        "many-threads",
        "threads by thousands",
        most=1,
        n="right",
        padded="""
        import threading
        stop = threading.Event()
        threading.stack_size(2 ** 16)
        for _ in range(5000): threading.Thread(target=stop.wait, daemon=True).start()
        """,
    ),
    _process(
        "processors",
        "keeps every processor busy while others are graded",
        n="""
        import os
        for _ in range(8):
            if not os.fork():
                while True: pass
        n = 3
        """,
    ),
)
