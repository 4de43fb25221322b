#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Asks for pages at a fixed rate, whether or not answers come; pages.py DATA SECONDS RATE CLASSES.

Each time is from when the page was due to its last byte, so that waiting counts, and is measured by a client that shares the two
cores with the hub. What the hub's own log says of the same requests (from the request to its last byte) stands beside it.
"""
import base64, http.client, json, os, random, statistics, sys, threading, time, urllib.parse

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from own_hub import Hub

DATA, SECONDS, RATE, CLASSES = sys.argv[1], float(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
REAL, LINE = 200, 100
WORKERS = 16


def line(hub):
    """A hundred designs, each a remix of the one before, the first of one that has thousands of descendants; kept with the data."""
    basic = "Basic " + base64.b64encode(b"bench:a good long password").decode()
    if hub.ask("GET", f"/@bench/line-{LINE}")[0] == 200: return
    for number in range(1, LINE + 1):
        before = "real-1" if number == 1 else f"line-{number - 1}"
        hub.must("POST", f"/api/v1/designs/bench/{before}/remixes", {"name": f"line-{number}", "title": f"Line {number}"}, {"Authorization": basic})


def page():
    chance = random.random()
    if chance < .7: return "design", f"/@bench/real-{random.randrange(REAL)}"
    if chance < .8: return "ancestry, a line of 100", f"/api/v1/designs/bench/line-{LINE}/derivations?direction=ancestors&depth=100"
    if chance < .84: return "ancestry, cut at 500 relations", "/api/v1/designs/bench/real-0/derivations?direction=ancestors&depth=100"
    if chance < .88: return "descendants, cut at 500 of 13 000", "/api/v1/designs/bench/real-0/derivations?direction=descendants&depth=100"
    if chance < .90: return "page of a family of 600", f"/@bench/line-{LINE}/derivations"
    if chance < .94: return "home", "/"
    if chance < .97: return "person", f"/people/maker-{random.randrange(20_000)}"
    return "sign-in, which asks nothing", "/sign-in"


class Asking:
    def __init__(self, hub, pages):
        self.hub, self.pages = hub, pages
        self.seen = {}
        self.lock = threading.Lock()
        self.queue = iter(list(enumerate(pages)))
        self.begin = time.perf_counter() + .2
        threads = [threading.Thread(target=self.work) for _ in range(WORKERS)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()

    def work(self):
        connection = http.client.HTTPConnection("localhost", self.hub.port, timeout=60)
        while True:
            with self.lock: number, (kind, path) = next(self.queue, (None, (None, None)))
            if number is None: return
            at = self.begin + number / RATE
            time.sleep(max(0, at - time.perf_counter()))
            headers = {"Accept": "application/json" if path.startswith("/api/") else "text/html", "Accept-Language": random.choice(["fr", "en"])}
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse(); answer.read()
            took = (time.perf_counter() - at) * 1000
            with self.lock:
                self.seen.setdefault(kind, []).append(took)
                if answer.status != 200: raise SystemExit(f"{path}: {answer.status}")


def server_times(data, kinds, since):
    """What the log says, by what was asked for."""
    times = {}
    with open(data + "/logs/requests.log") as log:
        log.seek(since)
        for entry in map(json.loads, log):
            for kind, path in kinds:
                if entry["uri"] == path: times.setdefault(kind, []).append(entry["requestTime"])
    return times


def quantile(times, part): return sorted(times)[min(len(times) - 1, int(len(times) * part))]


random.seed(1)
with Hub(CLASSES, 18476, "1g", DATA) as hub:
    line(hub)
    log = DATA + "/logs/requests.log"
    # What the virtual machine learns of its code is not measured.
    Asking(hub, [page() for _ in range(int(SECONDS * RATE))])
    time.sleep(3)
    since = os.path.getsize(log)
    pages = [page() for _ in range(int(SECONDS * RATE))]
    asked = Asking(hub, pages)
    time.sleep(3)
    paths = {(kind, urllib.parse.urlsplit(path).path) for kind, path in pages}
    # One address is asked in two directions, so that only its slower half would be told: left out of the log's figures.
    several = {path for _, path in paths if sum(1 for _, other in paths if other == path) > 1}
    logged = server_times(DATA, [(kind, path) for kind, path in paths if path not in several], since)
    trivial = statistics.median(asked.seen["sign-in, which asks nothing"])
    print(f"{len(pages)} requests, {RATE} a second; the hub has {hub.rss():.0f} MB of memory\n")
    print("| | requests | p50 ms | p99 ms | most ms | the log's p50, p99 ms | p50 to that of sign-in |\n|---|---|---|---|---|---|---|")
    for kind, times in sorted(asked.seen.items()):
        said = f"{quantile(logged[kind], .5)}, {quantile(logged[kind], .99)}" if kind in logged else ""
        print(f"| {kind} | {len(times)} | {quantile(times, .5):.1f} | {quantile(times, .99):.1f} | {max(times):.1f} | {said} | {statistics.median(times) / trivial:.1f} |")
