#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""
usage: bench.py --bin=<folder> --inbox=<bare inbox> [--tree=<work repository>] [--runs=<n>] [--log=<file>]
                [--growth] [<case>...]

Runs each case and its rival in turn (ours, rival, ours, rival, ...) and prints the medians of the
wall-clock time of both, the median, lowest and highest of the ratios pair by pair, and the peak private
memory of ours. Everything is appended to the log as JSON lines. Nothing is judged: the bounds are
printed beside the figures for people to compare.
"""

import argparse
import json
import os
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time


def private_kib(pid):
    """Anonymous resident memory: what is ours alone, not mapped packs."""
    try:
        with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as status:
            for line in status:
                if line.startswith("RssAnon:"):
                    return int(line.split()[1])
    except OSError:
        pass
    return 0


def run(command, folder, stdin, sample):
    """
    Runs a command without a shell, which would cost as much as a small command of ours; returns
    seconds and the peak private KiB of its process.
    """
    peak = 0
    with open(stdin or os.devnull, "rb") as source:
        start = time.perf_counter()
        process = subprocess.Popen(shlex.split(command), cwd=folder, stdin=source,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        if sample:
            stop = threading.Event()

            def watch():
                nonlocal peak
                while not stop.wait(0.002):
                    peak = max(peak, private_kib(process.pid))

            watcher = threading.Thread(target=watch)
            watcher.start()
        errors = process.stderr.read()
        process.wait()
        seconds = time.perf_counter() - start
        if sample:
            stop.set()
            watcher.join()
    if process.returncode:
        sys.exit(f"bench: '{command}' failed: {errors.decode(errors='replace')}")
    return seconds, peak


def git(*args, inbox=None, data=None):
    command = ["git"] + (["-C", inbox] if inbox else []) + list(args)
    return subprocess.run(command, input=data, stdout=subprocess.PIPE, check=True).stdout


class Bench:
    def __init__(self, options, work):
        self.options = options
        self.work = work
        self.inbox = os.path.abspath(options.inbox)
        self.tip = git("rev-parse", "HEAD", inbox=self.inbox).decode().strip()
        self.failed = False

    def path(self, name):
        return os.path.join(self.work, name)

    def feed(self, name, revisions):
        """A file with the blob ids of the mails of revisions, for cat-file."""
        commits = git("rev-list", *revisions, inbox=self.inbox).split()
        trees = b"".join(commit + b":m\n" for commit in commits)
        checked = git("cat-file", "--batch-check=%(objectname)", inbox=self.inbox, data=trees)
        with open(self.path(name), "wb") as out:
            out.writelines(line + b"\n" for line in checked.split(b"\n")
                           if line and b" " not in line)
        return self.path(name)

    def raw_bytes(self):
        with open(self.path("all"), "rb") as ids:
            sizes = git("cat-file", "--batch-check=%(objectsize)", inbox=self.inbox, data=ids.read())
        return sum(int(size) for size in sizes.split())

    def pair(self, name, ours, rival, bound=None, rival_stdin=None, before=None, folder=None):
        """folder: where ours runs; the rival always does in the inbox."""
        if self.options.cases and name not in self.options.cases:
            return
        ratios, mine, theirs, private = [], [], [], 0
        for number in range(self.options.runs + 1):
            if before:
                before()
            # The first pair warms the caches. Memory is looked at in it alone: looking takes time.
            a, peak = run(ours, folder, None, not number)
            b, _ = run(rival, None, rival_stdin, False)
            private = max(private, peak)
            if number:
                mine.append(a)
                theirs.append(b)
                ratios.append(a / b)
        row = {"case": name, "inbox": os.path.basename(self.inbox), "runs": self.options.runs,
               "ours": statistics.median(mine), "rival": statistics.median(theirs),
               "ratio": statistics.median(ratios), "ratio_min": min(ratios),
               "ratio_max": max(ratios), "private_kib": private, "bound": bound,
               "command": ours, "rival_command": rival}
        print(f"{name:32} {row['ours'] * 1000:9.1f} {row['rival'] * 1000:9.1f} "
              f"{row['ratio']:6.2f} {row['ratio_min']:6.2f}-{row['ratio_max']:<6.2f}"
              f"{bound if bound is not None else '-':>6} {row['private_kib'] / 1024:8.1f}", flush=True)
        if self.options.log:
            row["time"] = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
            with open(self.options.log, "a", encoding="utf-8") as log:
                log.write(json.dumps(row) + "\n")

    def clone(self, name, tip):
        """A clone of the list up to tip that borrows its objects: its index is its own."""
        return self.borrow(name, self.inbox, tip)

    def borrow(self, name, source, tip):
        path = self.path(name)
        git("init", "-q", "--bare", path)
        with open(os.path.join(path, "objects/info/alternates"), "w", encoding="utf-8") as file:
            file.write(os.path.join(source, "objects") + "\n")
        git("update-ref", "refs/heads/master", tip, inbox=path)
        git("symbolic-ref", "HEAD", "refs/heads/master", inbox=path)
        return path

    def head(self):
        print(f"{os.path.basename(self.inbox)}, {self.options.runs} runs; times in ms, memory in MiB")
        print(f"{'case':32} {'ours':>9} {'rival':>9} {'ratio':>6} {'range':13} {'bound':>6} "
              f"{'private':>8}")

    def copies(self, times):
        """A list of the same mails, times over, in a repository that borrows their objects."""
        path = self.clone(f"copy{times}.git", self.tip)
        git("update-ref", "-d", "refs/heads/master", inbox=path)
        log = git("log", "--reverse", "--format=%T %at %ct", self.tip, inbox=self.inbox).split(b"\n")
        stream = []
        for number in range(times):
            for line in log:
                if not line:
                    continue
                tree, author, committer = line.split()
                stream.append(b"commit refs/heads/master\nauthor A <a@example.org> " + author +
                              b" +0000\ncommitter C <c@example.org> " + committer +
                              b" +0000\ndata 0\nM 040000 " + tree + b' ""\n\n')
        subprocess.run(["git", "-C", path, "fast-import", "--quiet"], input=b"".join(stream),
                       check=True)
        return path


def index_cases(bench, digest, scan, index):
    """The index: building it, bringing it up to date, and what it is for."""
    tip = bench.tip
    whole = bench.clone("whole.git", tip)
    bench.pair("index-build", f"{index} --threads=2 rebuild {whole}",
               f"{scan} --threads=2 {whole} master", 1.4)

    grown = bench.clone("grown.git", tip + "~500")
    file = os.path.join(grown, "kvm", "index.sqlite")
    subprocess.run([index, "rebuild", grown], check=True, stdout=subprocess.DEVNULL)
    shutil.copy(file, bench.path("old.sqlite"))
    git("update-ref", "refs/heads/master", tip, inbox=grown)
    bench.pair("index-update-500", f"{index} --threads=2 update {grown}",
               f"sh -c 'git rev-list -500 {tip} | sed s/$/:m/ | git cat-file --batch'",
               before=lambda: shutil.copy(bench.path("old.sqlite"), file))

    bench.pair("index-columns", f"{index} columns {whole} HEAD", f"git shortlog -sne {tip}", 0.4)
    message_id = git("cat-file", "blob", tip + "~100:m", inbox=bench.inbox).decode("utf-8", "replace")
    message_id = next(line.split("<", 1)[1].split(">", 1)[0] for line in message_id.split("\n")
                      if line.lower().startswith("message-id:"))
    bench.pair("index-find (bound: +15 ms)", f"{index} find {whole} message-id '{message_id}'",
               "git --version")
    bench.pair("digest-all-index", f"{digest} --no-bodies HEAD", "git shortlog -sne " + tip,
               folder=whole)
    authors = digest.replace("git-kvm-digest", "git-kvm-authors")
    bench.pair("authors-all-index", f"{authors} HEAD", "git shortlog -sne " + tip, 0.5,
               folder=whole)
    file = os.path.join(whole, "kvm", "index.sqlite")
    if not os.path.exists(file):
        return  # its cases were not asked for
    size = os.path.getsize(file)
    print(f"index: {size} bytes, {100 * size / bench.raw_bytes():.1f} % of the mails (bound: 8 %)")


def series_cases(bench, series, index):
    """git kvm-series; the bounds in ms are what it may take above git --version."""
    tip = bench.tip
    path = bench.clone("series.git", tip)
    subprocess.run([index, "rebuild", path], check=True, stdout=subprocess.DEVNULL)
    last = int(git("log", "-1", "--format=%ct", tip, inbox=path))
    older = git("rev-list", "-1", f"--before={last - 365 * 86400}", tip, inbox=path).decode().strip()
    year = f"{older}..{tip}" if older else tip
    bench.pair("series-list-year", f"{series} {year}", f"git log --format=%s {year}", 1.0,
               folder=path)
    listed = subprocess.run([series, "list", "--format=%(versions) %(total) %(missing)|%(messageid)", "HEAD"],
                            cwd=path, stdout=subprocess.PIPE, check=True).stdout.decode()
    rows = [row.split("|") for row in listed.splitlines()]
    rows = [(*(int(n) for n in row[0].split()[:2]), row[1]) for row in rows if len(row[0].split()) == 2]
    many = max(rows)[2]
    twenty = min((abs(total - 20), name) for versions, total, name in rows if versions > 1)[1]
    bench.pair("series-show (bound: +20 ms)", f"{series} show '{many}'", "git --version",
               folder=path)
    bench.pair("series-diff (bound: 60 ms)", f"{series} diff '{twenty}'", "git --version",
               folder=path)
    bench.pair("series-list-500", f"{series} --no-index {tip}~500..{tip}",
               f"sh -c 'git rev-list -500 {tip} | sed s/$/:m/ | git cat-file --batch'", 1.2)


def tree_cases(bench, series, tree):
    """The commit table of a work repository, and which posting each of its commits was made of."""
    source = os.path.abspath(bench.options.tree)
    tip = git("rev-parse", "HEAD", inbox=source).decode().strip()
    path = bench.borrow("tree.git", source, tip)
    table, old = os.path.join(path, "kvm", "tree.sqlite"), bench.path("old-tree.sqlite")
    whole = bench.clone("tree-inbox.git", bench.tip)
    index = os.path.join(whole, "kvm", "index.sqlite")

    def forget(*files):
        for file in files:
            if os.path.exists(file):
                os.unlink(file)

    bench.pair("tree-build", f"{tree} table {path}", f"git -C {path} log --format=%B {tip}", 1.0,
               before=lambda: forget(table))
    bench.pair("tree-again (bound: +5 ms)", f"{tree} table {path}", "git --version")
    git("update-ref", "refs/heads/master", tip + "~100", inbox=path)
    forget(table)
    subprocess.run([tree, "table", path], check=True, stdout=subprocess.DEVNULL)
    shutil.copy(table, old)
    git("update-ref", "refs/heads/master", tip, inbox=path)
    bench.pair("tree-update-100", f"{tree} table {path}", f"git -C {path} log --format=%B {tip}~100..{tip}",
               before=lambda: shutil.copy(old, table))

    # Exit 1 says that not all were posted there.
    find = (f"sh -c 'git -C {path} rev-list --no-merges {tip} | "
            f"{series} find --tree-repo={path} || test $? = 1'")
    rival = f"git -C {path} log -p --format=%H {tip}"
    bench.pair("tree-find-no-index", find, rival, before=lambda: forget(table, index), folder=whole)
    bench.pair("tree-find", find, rival, 1.5, before=lambda: forget(table), folder=whole)
    bench.pair("tree-find-again", find, rival, 0.1, folder=whole)


def cases(bench):
    tools, inbox, tip = bench.options.bin, bench.inbox, bench.tip
    digest = f"{tools}/git-kvm-digest"
    scan = f"{tools}/../t/helper/scan"
    os.chdir(inbox)  # not GIT_DIR: what makes copies of the list must never write here
    os.environ["PATH"] = tools + os.pathsep + os.environ["PATH"]
    all_blobs = bench.feed("all", [tip])
    last = bench.feed("last", ["-500", tip])
    shell = bench.path("loop.sh")
    with open(shell, "w", encoding="utf-8") as file:
        file.write("git rev-list -100 " + tip + " | while read -r c; do\n"
                   "git show \"$c:m\" | grep -m1 -i '^Subject:.*PATCH'\ndone; true\n")
    bench.head()
    bench.pair("digest-500", f"{digest} --no-index --no-states {tip}~500..{tip}",
               f"sh -c 'git rev-list -500 {tip} | sed s/$/:m/ | git cat-file --batch'", 0.8)
    bench.pair("digest-500-states", f"{digest} --no-index {tip}~500..{tip}",
               f"sh -c 'git rev-list -500 {tip} | sed s/$/:m/ | git cat-file --batch'", 1.2)
    bench.pair("digest-100-shell-loop", f"{digest} --no-states {tip}~100..{tip}", f"sh {shell}")
    bench.pair("digest-500-blob-ids", f"{digest} --no-states {tip}~500..{tip}",
               "git cat-file --batch --buffer", rival_stdin=last)
    for threads in (1, 2):
        bench.pair(f"scan-{threads}-threads", f"{scan} --threads={threads} {inbox} {tip}",
                   "git cat-file --batch --buffer", 0.9 if threads == 2 else None, all_blobs)
    bench.pair("digest-all", f"{digest} --no-index --no-states --no-bodies {tip}", "git shortlog -sne " + tip)
    bench.pair("authors-all", f"{tools}/git-kvm-authors --no-index {tip}",
               "git cat-file --batch --buffer", 1.0, all_blobs)
    index_cases(bench, digest, scan, f"{tools}/../t/helper/index")
    series_cases(bench, f"{tools}/git-kvm-series", f"{tools}/../t/helper/index")
    if bench.options.tree:
        tree_cases(bench, f"{tools}/git-kvm-series", f"{tools}/../t/helper/tree")
    if bench.options.growth:
        for times in (1, 4, 16):
            path = bench.copies(times)
            bench.pair(f"scan-growth-{times}x", f"{scan} --threads=2 {path} master",
                       f"git -C {path} rev-list --count master")


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--bin", required=True)
    parser.add_argument("--inbox", required=True)
    parser.add_argument("--tree")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--log")
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("cases", nargs="*")
    options = parser.parse_args()
    options.bin = os.path.abspath(options.bin)
    options.inbox = os.path.abspath(options.inbox)
    if options.log:
        options.log = os.path.abspath(options.log)
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        del os.environ[name]
    work = tempfile.mkdtemp(prefix="gitkvm-bench-")
    try:
        cases(Bench(options, work))
    finally:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
