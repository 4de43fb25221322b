#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Clones one repository from a hub and from git's own `git http-backend`, in turns, and prints the ratio.

Both serve the very same folder, packed by the hub itself. clone.py NAME FILES REVISIONS MEGABYTES CLONES CLASSES
"""
import base64, http.server, os, random, shutil, statistics, subprocess, sys, threading, time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from own_hub import Hub

NAME, (FILES, REVISIONS, MEGABYTES, CLONES), CLASSES = sys.argv[1], map(int, sys.argv[2:6]), sys.argv[6]


class Backend(http.server.BaseHTTPRequestHandler):
    """Runs git http-backend as a web server would, streaming both ways."""
    protocol_version = "HTTP/1.1"
    folder = ""

    def log_message(self, *words): pass

    def serve(self):
        path, _, query = self.path.partition("?")
        length = int(self.headers.get("Content-Length") or 0)
        environment = {**os.environ, "GIT_PROJECT_ROOT": self.folder, "GIT_HTTP_EXPORT_ALL": "1", "PATH_INFO": path,
                       "QUERY_STRING": query, "REQUEST_METHOD": self.command, "REMOTE_ADDR": "127.0.0.1",
                       "CONTENT_TYPE": self.headers.get("Content-Type", ""), "CONTENT_LENGTH": str(length),
                       "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
                       "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""), "SERVER_PROTOCOL": "HTTP/1.1"}
        backend = subprocess.Popen(["git", "http-backend"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
        backend.stdin.write(self.rfile.read(length)); backend.stdin.close()
        status, headers = 200, []
        while (line := backend.stdout.readline().strip()):
            name, _, value = line.decode().partition(": ")
            if name == "Status": status = int(value.split()[0])
            else: headers.append((name, value))
        self.send_response(status)
        for header in headers: self.send_header(*header)
        self.send_header("Transfer-Encoding", "chunked"); self.end_headers()
        while (chunk := backend.stdout.read1(1 << 16)):
            self.wfile.write(b"%x\r\n" % len(chunk) + chunk + b"\r\n")
        self.wfile.write(b"0\r\n\r\n"); backend.wait()

    do_GET = do_POST = serve


def run(*words, **more):
    return subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                          env={**os.environ, "GIT_TERMINAL_PROMPT": "0"}, **more)


def history(out):
    """What git fast-import reads: texts of which each revision writes some anew, none of them larger than the hub keeps in git."""
    chance = random.Random(7)
    each = max(1, min(FILES, round(MEGABYTES * 1e6 / REVISIONS / 45_000)))
    size = int(MEGABYTES * 1e6 / REVISIONS / each)
    for revision in range(REVISIONS):
        out.write(b"commit refs/heads/main\ncommitter Ada <ada@example.org> %d +0000\ndata 8\nrevision\n" % (1_700_000_000 + revision * 60))
        if revision == 0: out.write(b"from refs/heads/main^0\n")
        for number in range(FILES) if revision == 0 else chance.sample(range(FILES), each):
            text = base64.encodebytes(chance.randbytes(size))
            out.write(b"M 100644 inline parts/%d/file-%d.txt\ndata %d\n%s\n" % (number % 10, number, len(text), text))


with Hub(CLASSES, 18477, "512m") as hub:
    hub.person("ada"); hub.design("bench")
    designs = hub.data + "/designs"
    repository = next(name for name in os.listdir(designs) if name.endswith(".git"))
    # The hub's branch, a little aside of the hub: what is measured is giving, not taking in.
    with subprocess.Popen(["git", "fast-import", "--quiet"], stdin=subprocess.PIPE, cwd=f"{designs}/{repository}") as importing:
        history(importing.stdin)
        importing.stdin.close()
    started = time.perf_counter()
    hub.admin("POST", "/tasks/gc")
    packing = time.perf_counter() - started
    Backend.folder = designs
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Backend)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sources = {"hub": f"http://localhost:{hub.port}/ada/bench.git", "git http-backend": f"http://127.0.0.1:{server.server_port}/{repository}"}
    times = {name: [] for name in sources}
    for turn in range(CLONES + 2):
        for name, source in sources.items():
            target = hub.place + "/clone"
            started = time.perf_counter(); run("git", "clone", "--bare", source, target)
            # The first two warm the caches of disk and Java.
            if turn >= 2: times[name].append(time.perf_counter() - started)
            shutil.rmtree(target)
    size = sum(os.path.getsize(os.path.join(folder, file)) for folder, _, files in os.walk(f"{designs}/{repository}") for file in files)
    print(f"\n{NAME}: {FILES} files, {REVISIONS} revisions, {size / 1e6:.1f} MB, packed by the hub in {packing:.1f} s; {CLONES} clones each, bare\n")
    print("| | median ms | fastest ms |\n|---|---|---|")
    for name, all_ in times.items(): print(f"| {name} | {statistics.median(all_) * 1000:.0f} | {min(all_) * 1000:.0f} |")
    least = times["git http-backend"]
    print(f"| ratio | {statistics.median(times['hub']) / statistics.median(least):.2f} | {min(times['hub']) / min(least):.2f} |")
