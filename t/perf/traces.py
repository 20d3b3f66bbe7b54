# SPDX-License-Identifier: GPL-2.0-or-later
"""
Which tests run which lines of lib/: each test is run once with trace.c, and keeps its trace until the test or lib/ changes.
"""
import bisect
import collections
import concurrent.futures
import glob
import json
import mmap
import os
import signal
import subprocess
import time

# What a test may take on a machine that has other things to do.
SECONDS = 900
# Memory that nobody has written is no zeroes, so that what reads one too many of an array does not find an end there.
MEMORY = "glibc.malloc.perturb=165:glibc.malloc.tcache_count=0"

# Counts the pages that memory has, of which there are more when all of it is written.
COUNTS_PAGES = "test_heap"

Outcome = collections.namedtuple("Outcome", "code cpu")


def run(command, cpu_limit, folder=None, wall=SECONDS, **variables):
    """
    Runs it with <cpu_limit> seconds of processor time for each process, and <wall> seconds of any; its exit code and the
    processor time of all.
    """
    env = dict(os.environ, CMOCKA_MESSAGE_OUTPUT="tap", **variables)
    if not command[0].endswith(COUNTS_PAGES):
        env.update(GLIBC_TUNABLES=MEMORY)
    if folder:
        env.update(GITKVM_BUILD=folder, LD_LIBRARY_PATH=folder)
    limited = ["sh", "-c", 'ulimit -t "$0" && exec "$@"', str(cpu_limit)] + command
    with subprocess.Popen(limited, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                          env=env, start_new_session=True) as process:
        end, wait = time.time() + wall, 0.002
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            if time.time() > end:
                os.killpg(process.pid, signal.SIGKILL)
            time.sleep(wait)
            wait = min(wait * 1.3, 0.1)
        process.returncode = os.waitstatus_to_exitcode(status)
    return Outcome(process.returncode, usage.ru_utime + usage.ru_stime)


def programs(build):
    paths = glob.glob(f"{build}/t/unit/test_*") + glob.glob(f"{build}/t/fuzz/fuzz_*")
    return sorted(path for path in paths if "." not in os.path.basename(path))


def scripts():
    """Not those of real lists, which are not everywhere, nor those of the build."""
    return sorted(path for path in glob.glob("t/t*.t") if not path.endswith("-shared.t") and not path.startswith("t/t000"))


def command_of(test):
    return ["sh", test, "--immediate"] if test.endswith(".t") else [test]


# What is of interest of a disassembly, with the line behind each.
CALLS = "-e '>:$' -e '<__sanitizer_cov_trace_pc'"


class Places:
    """Where the lines of lib/ are in the shared object: for each, what the traces have of the blocks that it is in."""

    def __init__(self, library, kept):
        if not os.path.exists(kept) or os.path.getmtime(kept) < os.path.getmtime(library):
            lines = self.read(library)
            with open(kept, "w", encoding="utf-8") as out:
                json.dump({path: {line: sorted(blocks) for line, blocks in rows.items()} for path, rows in lines.items()}, out)
        with open(kept, encoding="utf-8") as places:
            self.lines = {path: {int(line): blocks for line, blocks in rows.items()} for path, rows in json.load(places).items()}

    def read(self, library):
        functions, calls, blocks = self.read_blocks(library)
        lines = collections.defaultdict(lambda: collections.defaultdict(set))
        path, sources = "", iter(sorted(glob.glob("lib/*/*.c")))
        for line in self.output(f"objdump --dwarf=decodedline {library}"):
            words = line.split()
            if len(words) == 1 and line.endswith(":\n"):
                path = words[0][:-1]
                # The first file of a unit is told without its folder: units come in the order of their names.
                if "/" not in path and path.endswith(".c"):
                    path = next(source for source in sources if os.path.basename(source) == path)
            elif len(words) > 2 and words[1].isdigit() and words[2].startswith("0x") and path.startswith("lib/"):
                at = int(words[2], 16)
                function = functions[max(bisect.bisect_right(functions, at) - 1, 0)]
                # What comes before a function's first call belongs to that.
                nth = max(bisect.bisect_right(calls, at) - 1, bisect.bisect_left(calls, function))
                if nth < len(blocks):
                    lines[path][words[1]].add(blocks[nth])
        return lines

    @staticmethod
    def output(command):
        with subprocess.Popen(["sh", "-c", command], stdout=subprocess.PIPE, text=True) as process:
            yield from process.stdout

    def read_blocks(self, library):
        """Where functions start, where blocks call, and what comes behind, which is what traces have."""
        functions, calls, blocks = [], [], []
        for line in self.output(f"objdump -d --no-show-raw-insn {library} | grep -A1 {CALLS}"):
            at = line.split(None, 1)[0].rstrip(":")
            if len(blocks) < len(calls):
                blocks.append(int(at, 16))
            if line.endswith(">:\n"):
                functions.append(int(at, 16))
            elif "call" in line and "<__sanitizer_cov_trace_pc" in line:
                calls.append(int(at, 16))
        return functions, calls, blocks

    def of_lines(self, path, numbers):
        """The blocks of these lines; of a line without code, those of the nearest lines around it."""
        rows, blocks = self.lines.get(path, {}), set()
        with_code = sorted(rows)
        for number in numbers:
            if number in rows:
                blocks.update(rows[number])
            elif with_code:
                at = bisect.bisect(with_code, number)
                for near in with_code[max(at - 1, 0):at + 1]:
                    blocks.update(rows[near])
        return blocks

    def of_file(self, path):
        return set().union(*self.lines.get(path, {}).values())


class Traces:
    def __init__(self, build):
        self.folder, self.whole = f"{build}/traces", f"{build}/libsound.so"
        os.makedirs(self.folder, exist_ok=True)
        self.tests, self.places = {}, Places(self.whole, f"{self.folder}/places.json")

    def record(self, tests, folders):
        """From here on these are the tests. Returns those that fail without any change, which notice nothing."""
        free = list(folders)
        with concurrent.futures.ThreadPoolExecutor(len(folders)) as pool:
            found = pool.map(lambda test: self.one(test, free), tests)
            self.tests = {test: trace for test, trace in zip(tests, found) if trace}
        return [test for test in tests if test not in self.tests]

    def one(self, test, free):
        """A test's trace and its processor time; None where it fails twice without any change, and so notices nothing."""
        base = f"{self.folder}/{os.path.basename(test)}"
        newest = max(os.path.getmtime(path) for path in (self.whole, test))
        if not os.path.exists(base + ".json") or os.path.getmtime(base + ".json") < newest:
            folder = free.pop()
            with open(base, "wb") as out:
                out.truncate(os.path.getsize(self.whole))
            for _ in range(2):
                code, cpu = run(command_of(test), SECONDS, folder, GITKVM_TRACE=base)
                if code == 0:
                    break
            free.append(folder)
            with open(base + ".json", "w", encoding="utf-8") as out:
                json.dump({"code": code, "cpu": cpu}, out)
        with open(base + ".json", encoding="utf-8") as told, open(base, "rb") as trace:
            outcome = json.load(told)
            return (mmap.mmap(trace.fileno(), 0, prot=mmap.PROT_READ), outcome["cpu"]) if outcome["code"] == 0 else None

    def tests_of(self, path, numbers):
        """The tests that run one of these lines, with their processor times: first what costs little and runs much of the file."""
        blocks, of_file, found = self.places.of_lines(path, numbers), self.places.of_file(path), []
        for test, (trace, cpu) in self.tests.items():
            if any(trace[block] for block in blocks):
                share = sum(trace[block] for block in of_file) / len(of_file)
                found.append(((cpu + 0.05) / share ** 2, test, cpu))
        return [(test, cpu) for _, test, cpu in sorted(found)]
