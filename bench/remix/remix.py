#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Remixes one large design again and again; remix.py MEGABYTES TIMES CLASSES."""
import io, os, random, statistics, sys, time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from own_hub import Hub, blocks

MEGABYTES, TIMES, CLASSES = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
FILES, TEXTS, REVISIONS = 8, 20, 30
chance = random.Random(7)
WORDS = ["".join(chance.choices("aeioulnrst", k=chance.randrange(2, 9))) for _ in range(600)]
FORM = {"Content-Type": "multipart/form-data; boundary=b"}


def form(files):
    body = io.BytesIO()
    for name, content in files.items():
        body.write(f'--b\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode())
        body.write(content); body.write(b"\r\n")
    body.write(b"--b--\r\n")
    return body.getvalue()


def stored():
    """What designs and files take of the disk; the database apart, whose write-ahead log grows to its size and is used again."""
    return blocks(hub.data + "/designs") + blocks(hub.data + "/blobs")


with Hub(CLASSES, 18479, "1g") as hub:
    hub.person("ada"); hub.design("bench")
    for number in range(FILES):
        hub.must("POST", "/api/v1/designs/ada/bench/revisions", form({f"data-{number}.bin": os.urandom(MEGABYTES * 1_000_000 // FILES)}), FORM)
    # Texts of four pages, of which each revision changes some lines of two.
    texts = [[" ".join(chance.choices(WORDS, k=10)) for _ in range(80)] for _ in range(TEXTS)]
    for revision in range(REVISIONS):
        changed = range(TEXTS) if revision == 0 else chance.sample(range(TEXTS), 2)
        for number in changed: texts[number][chance.randrange(80)] = " ".join(chance.choices(WORDS, k=10))
        files = {f"text-{number}.md": "\n".join(texts[number]).encode() for number in changed}
        hub.must("POST", "/api/v1/designs/ada/bench/revisions", form(files), FORM)
    whole = blocks(hub.data)
    database = hub.database_bytes()
    hub.person("sam")
    times, sizes = [], []
    for turn in range(TIMES + 5):
        before = stored()
        started = time.perf_counter()
        hub.must("POST", "/api/v1/designs/ada/bench/remixes", {"name": f"mine-{turn}", "title": "Mine"})
        took = time.perf_counter() - started
        if turn >= 5:
            times.append(took * 1000); sizes.append((stored() - before) / 1024)
    rows = (hub.database_bytes() - database) / 1024 / (TIMES + 5)
    times.sort(); sizes.sort()
    print(f"a design of {MEGABYTES} MB in {FILES} files, {TEXTS} texts and {FILES + REVISIONS + 1} revisions; {whole / 1e6:.0f} MB on the disk; {TIMES} remixes\n")
    print("| | median | most |\n|---|---|---|")
    print(f"| time, ms | {statistics.median(times):.0f} | {times[-1]:.0f} |")
    print(f"| database, KiB, on an average | {rows:.0f} | |")
    print(f"| new storage, KiB | {statistics.median(sizes):.0f} | {sizes[-1]:.0f} |")
