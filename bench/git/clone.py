#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Clones one repository from a hub and from git's own `git http-backend`, in turns, and prints the ratio.

Both serve the very same folder. Usage: bench/git/clone.py [REVISIONS [FILES [CLONES]]]
Needs: git, python3, a JDK and a built hub (./fab build), or HUB_COMMAND with another way to start one.
"""
import http.server, json, os, re, shlex, shutil, statistics, subprocess, sys, tempfile, threading, time
import urllib.error, urllib.request

ROOT = os.path.realpath(os.path.join(os.path.dirname(__file__), "..", ".."))
HUB = shlex.split(os.environ.get("HUB_COMMAND", f"java -jar {ROOT}/hub-server/target/hub-server.jar"))
REVISIONS, FILES, CLONES = (list(map(int, sys.argv[1:])) + [200, 300, 9][len(sys.argv) - 1:])[:3]


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


def run(*words, cwd=None):
    subprocess.run(words, cwd=cwd, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                   env={**os.environ, "GIT_TERMINAL_PROMPT": "0"})


def post(address, body, authorization=None):
    request = urllib.request.Request(address, json.dumps(body).encode() if body is not None else b"",
                                     {"Content-Type": "application/json"})
    if authorization: request.add_header("Authorization", authorization)
    return urllib.request.urlopen(request).read()


def history(clone):
    """Texts that change a little with each revision, as READMEs, sources and drawings do."""
    import random
    chance = random.Random(7)
    texts = [[f"{chance.random():.9f} {chance.random():.9f}" for _ in range(200)] for _ in range(FILES)]
    for revision in range(REVISIONS):
        for number in range(FILES) if revision == 0 else chance.sample(range(FILES), 10):
            for _ in range(5): texts[number][chance.randrange(200)] = f"{chance.random():.12f}"
            path = os.path.join(clone, f"parts/{number % 10}/file-{number}.txt")
            os.makedirs(os.path.dirname(path), exist_ok=True)
            open(path, "w").write("\n".join(texts[number]) + "\n")
        run("git", "add", "-A", cwd=clone); run("git", "commit", "-qm", f"revision {revision}", cwd=clone)


def main():
    place = tempfile.mkdtemp(prefix="fab-bench-")
    environment = {**os.environ, "FAB_HUB_DATA": place + "/hub", "FAB_HUB_PORT": "18477", "FAB_HUB_ADMIN_PORT": "18478",
                   "FAB_HUB_BASE_URL": "http://localhost:18477"}
    hub = subprocess.Popen(HUB + ["server"], env=environment, cwd=place, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        address = "http://localhost:18477"
        for _ in range(600):
            try: urllib.request.urlopen(address); break
            except (urllib.error.URLError, ConnectionError): time.sleep(0.2)
        post(address + "/api/v1/people", {"handle": "ada", "email": "ada@example.org", "password": "a good long password"})
        import base64
        basic = "Basic " + base64.b64encode(b"ada:a good long password").decode()
        token = json.loads(post(address + "/api/v1/tokens", {"name": "bench"}, basic))["token"]
        post(address + "/api/v1/designs", {"name": "bench", "title": "Bench", "summary": "x", "licence": "CC0-1.0",
                                           "tags": []}, "Bearer " + token)
        clone = place + "/work"
        run("git", "clone", f"http://ada:{token}@localhost:18477/ada/bench.git", clone)
        run("git", "config", "user.name", "Ada", cwd=clone); run("git", "config", "user.email", "ada@example.org", cwd=clone)
        history(clone)
        started = time.perf_counter(); run("git", "push", "origin", "HEAD:main", cwd=clone)
        print(f"push of {REVISIONS} revisions: {time.perf_counter() - started:.2f} s")
        designs = place + "/hub/designs"
        repository = next(name for name in os.listdir(designs) if name.endswith(".git"))
        run("git", "gc", "-q", cwd=designs + "/" + repository)
        run("git", "repack", "-adqb", cwd=designs + "/" + repository)
        Backend.folder = designs
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Backend)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        sources = {"hub": address + "/ada/bench.git", "http-backend": f"http://127.0.0.1:{server.server_port}/{repository}"}
        times = {name: [] for name in sources}
        for turn in range(CLONES + 2):
            for name, source in sources.items():
                target = place + "/clone"
                started = time.perf_counter(); run("git", "clone", "--bare", source, target)
                # The first two warm the caches of disk and Java.
                if turn >= 2: times[name].append(time.perf_counter() - started)
                shutil.rmtree(target)
        size = sum(os.path.getsize(os.path.join(folder, file)) for folder, _, files in os.walk(designs) for file in files)
        print(f"{REVISIONS} revisions of {FILES} files, {size / 1e6:.1f} MB packed, {CLONES} clones each, bare")
        for name, all in times.items():
            print(f"{name}: median {statistics.median(all) * 1000:.0f} ms, fastest {min(all) * 1000:.0f} ms")
        print(f"ratio of medians: {statistics.median(times['hub']) / statistics.median(times['http-backend']):.2f}")
    finally:
        hub.terminate(); hub.wait(); shutil.rmtree(place, ignore_errors=True)


main()
