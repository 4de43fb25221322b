#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Uploads one large file in both ways, in turns with `cp` and `sha256sum`; upload.py MEGABYTES TIMES CLASSES."""
import os, statistics, subprocess, sys, time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from own_hub import Hub

MEGABYTES, TIMES, CLASSES = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]


def file(path):
    """Bytes that no two files share and nothing can make smaller."""
    with open(path, "wb") as out:
        for _ in range(MEGABYTES): out.write(os.urandom(1_000_000))


def copy_and_hash(source, target, safe):
    """What any server has to do at least, one after the other; safe: until the disk has it, as the hub waits for."""
    started = time.perf_counter()
    subprocess.run(["cp", source, target], check=True)
    if safe: subprocess.run(["sync", target], check=True)
    subprocess.run(["sha256sum", target], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def tus(hub, source):
    started = time.perf_counter()
    size = os.path.getsize(source)
    headers, _ = hub.must("POST", "/api/v1/uploads", b"", {"Tus-Resumable": "1.0.0", "Upload-Length": str(size)})
    with open(source, "rb") as body:
        hub.must("PATCH", headers["Location"].removeprefix(f"http://localhost:{hub.port}"), body,
                 {"Tus-Resumable": "1.0.0", "Upload-Offset": "0", "Content-Length": str(size), "Content-Type": "application/offset+octet-stream"})
    return time.perf_counter() - started


class Form:
    """A form with one file, read piece by piece."""
    def __init__(self, body, name):
        self.parts = [b'--b\r\nContent-Disposition: form-data; name="file"; filename="' + name.encode() +
                      b'"\r\nContent-Type: application/octet-stream\r\n\r\n', None, b"\r\n--b--\r\n"]
        self.body = body
        self.length = len(self.parts[0]) + len(self.parts[2]) + os.fstat(body.fileno()).st_size

    def __iter__(self):
        yield self.parts[0]
        while chunk := self.body.read(1 << 20): yield chunk
        yield self.parts[2]


def form(hub, source, name):
    started = time.perf_counter()
    with open(source, "rb") as body:
        parts = Form(body, name)
        hub.must("POST", "/api/v1/designs/ada/bench/revisions", parts,
                 {"Content-Type": "multipart/form-data; boundary=b", "Content-Length": str(parts.length)})
    return time.perf_counter() - started


with Hub(CLASSES, 18478, "256m") as hub:
    hub.person("ada"); hub.design("bench")
    times = {"cp and sha256sum": [], "the same, forced to the disk": [], "tus": [], "form": []}
    # The first turn warms the code of the virtual machine.
    for turn in range(TIMES + 1):
        source, copy = hub.place + "/source", hub.place + "/copy"
        if turn == 1: quiet = hub.peak = hub.rss()
        for kind in times:
            file(source)
            os.sync()
            if kind == "tus": took = tus(hub, source)
            elif kind == "form": took = form(hub, source, f"part-{turn}.bin")
            else:
                took = copy_and_hash(source, copy, "disk" in kind)
                os.remove(copy)
            if turn: times[kind].append(took)
            os.remove(source)
    least = statistics.median(times["cp and sha256sum"])
    print(f"one file of {MEGABYTES} MB, {TIMES} times in turns\n\n| | median s | MB/s | speed to cp and sha256sum |\n|---|---|---|---|")
    for kind, all_ in times.items():
        median = statistics.median(all_)
        print(f"| {kind} | {median:.2f} | {MEGABYTES / median:.0f} | {least / median:.2f} |")
    print(f"\nmemory of the hub (heap of at most 256 MB): {quiet:.0f} MB before, {hub.peak:.0f} MB at most")
