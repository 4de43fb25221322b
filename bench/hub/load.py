#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Asks a hub as many people at once would, and tells how long answers took.

load.py publish URL COUNT       designs with real repositories
load.py ask URL SECONDS RATE REAL [KIND]   an open loop: questions leave at fixed times whether or not answers come, so that
                                waiting counts; REAL designs have repositories; KIND, such as search, leaves the others out
"""
import http.client
import json
import random
import statistics
import sys
import threading
import time
import urllib.parse

NOUNS = ("lamp vise hinge bracket clamp lantern stool shelf drawer box handle gear holder mount stand tray hook case jig robot bicycle "
         "lampe étau charnière équerre tabouret étagère tiroir boîte poignée support crochet gabarit établi roulement pompe ruche jouet").split()
LIKE = "small adjustable folding printed parametric modular réglable pliante imprimée simple".split()
ORDERS = ["newest", "made", "derived", "little-seen", "updated"]
FILTERS = ["open=yes", "process=print", "process=laser", "material=pla", "material=plywood", "language=fr", "language=en", "toolpath=yes", "made=yes",
           "fits=prusa-mk3s", "fits=voron-0", "tag=kitchen", "licence=CC0-1.0", "licence=CERN-OHL-S-2.0"]


class Client:
    def __init__(self, url):
        parts = urllib.parse.urlsplit(url)
        self.where = (parts.hostname, parts.port)
        self.kept = threading.local()

    def ask(self, method, path, body=None, headers=None):
        for attempt in (0, 1):
            connection = getattr(self.kept, "connection", None)
            if connection is None:
                connection = self.kept.connection = http.client.HTTPConnection(*self.where, timeout=60)
            try:
                connection.request(method, path, body, headers or {})
                answer = connection.getresponse()
                return answer.status, answer.read()
            except (http.client.HTTPException, OSError):
                self.kept.connection = None
                if attempt:
                    raise


def publish(client, count):
    import base64
    client.ask("POST", "/api/v1/people", json.dumps({"handle": "bench", "email": "bench@example.org", "password": "a good long password"}), {"Content-Type": "application/json"})
    basic = base64.b64encode(b"bench:a good long password").decode()
    status, answer = client.ask("POST", "/api/v1/tokens", json.dumps({"name": "bench"}), {"Content-Type": "application/json", "Authorization": "Basic " + basic})
    bearer = "Bearer " + json.loads(answer)["token"]
    stl = "solid a\n" + "facet normal 0 0 1\nouter loop\nvertex 0 0 0\nvertex 9 0 0\nvertex 0 9 0\nendloop\nendfacet\n" * 20 + "endsolid a\n"
    for i in range(count):
        name = "real-%d" % i
        status, answer = client.ask("POST", "/api/v1/designs", json.dumps({"name": name, "title": "Real %s %d" % (NOUNS[i % len(NOUNS)], i), "summary": "With a repository of its own.", "licence": "CC-BY-SA-4.0", "tags": ["real"]}), {"Content-Type": "application/json", "Authorization": bearer})
        if status != 201:
            sys.exit("publishing failed: %s %s" % (status, answer))
        readme = "# Real %d\n\n" % i + "Print it, sand it, screw it to the wall. " * 60
        parts = {"README.md": readme, "part.stl": stl, "path.gcode": "G28\nG1 X9 Y9 F900\n", "bom.csv": "name,quantity\nscrew M3,4\n"}
        body = "".join("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\nContent-Type: application/octet-stream\r\n\r\n%s\r\n" % each for each in parts.items()) + "--b--\r\n"
        client.ask("POST", "/api/v1/designs/bench/%s/revisions" % name, body.encode(), {"Content-Type": "multipart/form-data; boundary=b", "Authorization": bearer})


def question(real):
    """What people ask for: four searches to three designs, and now and then the rest."""
    kind = random.random()
    if kind < .45:
        words = [random.choice(NOUNS)]
        if random.random() < .5:
            words.append(random.choice(LIKE))
        if random.random() < .1:
            words[0] = words[0][:3] + words[0][4:]
        parts = ["q=" + urllib.parse.quote(" ".join(words))]
        if random.random() < .35:
            parts += random.sample(FILTERS, random.choice((1, 1, 2, 3)))
        if random.random() < .25:
            parts.append("sort=" + random.choice(ORDERS))
        return "search", "/designs?" + "&".join(parts)
    if kind < .55:
        parts = random.sample(FILTERS, random.choice((0, 1, 1, 2)))
        if random.random() < .4:
            parts.append("sort=" + random.choice(ORDERS))
        return "browse", "/designs?" + "&".join(parts)
    if kind < .85:
        return "design page", "/@bench/real-%d" % random.randrange(real)
    if kind < .93:
        word = random.choice(NOUNS)
        return "suggestions", "/api/v1/suggestions?q=" + urllib.parse.quote(word[:random.randint(2, 4)])
    if kind < .96:
        return "ancestry of depth 100", "/api/v1/designs/bench/real-0/derivations?direction=ancestors&depth=100"
    return "trivial page", "/sign-in"


def ask(client, seconds, rate, real, only):
    times = {}
    slow = []
    lock = threading.Lock()
    questions = []
    while len(questions) < seconds * rate:
        kind, path = question(real)
        if kind.startswith(only) or kind == "trivial page":
            questions.append((kind, path))
    queue = iter([(i / rate, kind, path) for i, (kind, path) in enumerate(questions)])
    begin = time.perf_counter() + .2

    def worker():
        while True:
            with lock:
                item = next(queue, None)
            if item is None:
                return
            at, kind, path = item
            wait = begin + at - time.perf_counter()
            if wait > 0:
                time.sleep(wait)
            # From when it was due, not from when it was sent.
            status, _ = client.ask("GET", path, headers={"Accept": "application/json" if path.startswith("/api/") else "text/html", "Accept-Language": "fr" if hash(path) % 2 else "en"})
            took = (time.perf_counter() - begin - at) * 1000
            with lock:
                times.setdefault(kind, []).append(took)
                slow.append((took, path))
                if status != 200:
                    times.setdefault("refused", []).append(took)

    threads = [threading.Thread(target=worker) for _ in range(24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times, sorted(slow, reverse=True)[:8]


def main():
    what, url, number = sys.argv[1], sys.argv[2], int(sys.argv[3])
    client = Client(url)
    if what == "publish":
        publish(client, number)
        return
    rate, real = int(sys.argv[4]), int(sys.argv[5])
    only = sys.argv[6] if len(sys.argv) > 6 else ""
    random.seed(1)
    # What the virtual machine learns of its code is not measured.
    ask(client, number / 2, rate, real, only)
    times, slow = ask(client, number, rate, real, only)
    trivial = statistics.median(times["trivial page"])
    print("| | requests | p50 ms | p99 ms | max ms | p50 to the trivial page's |\n|---|---|---|---|---|---|")
    for kind, all_ in sorted(times.items()):
        all_.sort()
        print("| %s | %d | %.1f | %.1f | %.1f | %.1f |" % (kind, len(all_), all_[len(all_) // 2], all_[min(len(all_) - 1, int(len(all_) * .99))], all_[-1], all_[len(all_) // 2] / trivial))
    for took, path in slow:
        print("slowest: %.0f ms %s" % (took, path), file=sys.stderr)


if __name__ == "__main__":
    main()
