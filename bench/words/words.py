#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Asks once for each word that Million.java writes, then again, and for pages of people; words.py DATA SECONDS_AFTER_START CLASSES."""
import http.client, os, random, re, sys, time, urllib.parse

here = os.path.dirname(__file__)
sys.path.insert(0, os.path.join(here, ".."))
from own_hub import Hub

DATA, AFTER, CLASSES = sys.argv[1], float(sys.argv[2]), sys.argv[3]
source = open(os.path.join(here, "../hub/org/fabcommons/hub/search/Million.java"), encoding="utf-8").read()
words = []
for lists in re.findall(r'String\[\] (?:ENGLISH|FRENCH|ENGLISH_LIKE|FRENCH_LIKE|TAGS) = \(?((?:"[^"]*"\s*\+?\s*)+)', source):
    words += " ".join(re.findall(r'"([^"]*)"', lists)).split()
words = list(dict.fromkeys(words))
random.Random(5).shuffle(words)


def show(name, times):
    times.sort()
    print(f"| {name} | {len(times)} | {times[len(times) // 2]:.1f} | {times[int(len(times) * .99)]:.1f} | {times[-1]:.1f} |")


with Hub(CLASSES, 18476, "1g", DATA) as hub:
    connection = http.client.HTTPConnection("localhost", hub.port, timeout=60)

    def ask(path):
        begun = time.perf_counter()
        connection.request("GET", path, headers={"Accept": "text/html"})
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200: raise SystemExit(f"{path}: {answer.status}")
        return (time.perf_counter() - begun) * 1000

    search = ["/designs?q=" + urllib.parse.quote(word) for word in words]
    # What the virtual machine learns of its code is not measured.
    for number in range(40): ask(f"/designs?q=unheardof{number}")
    time.sleep(AFTER)
    print("| | requests | p50 ms | p99 ms | most ms |\n|---|---|---|---|---|")
    show(f"words, first time, {AFTER:.0f} s after the start", [ask(path) for path in search])
    show("the same words again", [ask(path) for path in search])
    people = [f"/people/maker-{number}" for number in range(60)]
    show("people with the most designs, first time", [ask(path) for path in people])
    show("the same people again", [ask(path) for path in people])
