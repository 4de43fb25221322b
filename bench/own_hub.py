# SPDX-License-Identifier: AGPL-3.0-or-later
"""A hub of its own for a measurement: started, spoken to, watched, stopped, and nothing left of it."""
import base64, http.client, json, os, shutil, subprocess, tempfile, threading, time


class Hub:
    """With data that are there already where a folder is named."""

    def __init__(self, classes, port, heap="512m", data=None):
        self.place = tempfile.mkdtemp(prefix="fab-bench-")
        self.data, self.port = data or self.place + "/hub", port
        environment = {**os.environ, "FAB_HUB_DATA": self.data, "FAB_HUB_PORT": str(port), "FAB_HUB_ADMIN_PORT": str(port + 1000), "FAB_HUB_LOG": "WARN",
                       "FAB_HUB_BASE_URL": f"http://localhost:{port}", "FAB_HUB_MAX_FILE_BYTES": "4000000000"}
        self.process = subprocess.Popen(
            ["java", "-Xmx" + heap, "-cp", classes, "org.fabcommons.hub.HubApplication", "server"],
            env=environment, stdout=subprocess.DEVNULL, stderr=open(self.place + "/log", "wb"))
        self.peak = 0
        self.bearer = None
        threading.Thread(target=self._watch, daemon=True).start()
        for _ in range(600):
            if self.process.poll() is not None: raise SystemExit(open(self.place + "/log").read()[-2000:])
            try: self.ask("GET", "/sign-in"); break
            except OSError: time.sleep(.2)

    def __enter__(self): return self

    def __exit__(self, *fault):
        self.process.terminate(); self.process.wait()
        shutil.rmtree(self.place, ignore_errors=True)

    def rss(self):
        """What it has of the memory, in MB."""
        with open(f"/proc/{self.process.pid}/statm") as statm: return int(statm.read().split()[1]) * 4096 / 1e6

    def _watch(self):
        while self.process.poll() is None:
            try: self.peak = max(self.peak, self.rss())
            except OSError: return
            time.sleep(.02)

    def ask(self, method, path, body=None, headers=None):
        """The status, the headers and the body of the answer; a body that is an open file is sent piece by piece."""
        connection = http.client.HTTPConnection("localhost", self.port, timeout=600, blocksize=1 << 20)
        all_headers = dict(headers or {})
        if self.bearer: all_headers.setdefault("Authorization", self.bearer)
        if isinstance(body, dict):
            body = json.dumps(body).encode(); all_headers["Content-Type"] = "application/json"
        connection.request(method, path, body, all_headers)
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        return answer.status, answer.headers, text

    def database_bytes(self):
        """How large the database is, without what waits in its write-ahead log."""
        import sqlite3
        with sqlite3.connect(self.data + "/hub.db") as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return os.path.getsize(self.data + "/hub.db")

    def admin(self, method, path):
        connection = http.client.HTTPConnection("localhost", self.port + 1000, timeout=3600)
        connection.request(method, path)
        answer = connection.getresponse()
        text = answer.read()
        if answer.status >= 300: raise SystemExit(f"{path}: {answer.status} {text[:500]}")

    def must(self, *words, **more):
        status, headers, text = self.ask(*words, **more)
        if status >= 300: raise SystemExit(f"{words[0]} {words[1]}: {status} {text[:500]}")
        return headers, text

    def person(self, handle):
        """Signs somebody up, who asks from now on."""
        self.bearer = None
        self.must("POST", "/api/v1/people", {"handle": handle, "email": handle + "@example.org", "password": "a good long password"})
        basic = "Basic " + base64.b64encode(f"{handle}:a good long password".encode()).decode()
        self.bearer = "Bearer " + json.loads(self.must("POST", "/api/v1/tokens", {"name": "bench"}, {"Authorization": basic})[1])["token"]
        return self.bearer

    def design(self, name):
        self.must("POST", "/api/v1/designs", {"name": name, "title": "Bench", "summary": "Measured", "licence": "CC0-1.0", "tags": []})


def blocks(folder):
    """What a folder takes of the disk, in bytes, as du counts it: a file with several names once."""
    seen, total = set(), 0
    for here, _, files in os.walk(folder):
        for path in [here] + [os.path.join(here, file) for file in files]:
            try: info = os.lstat(path)
            except FileNotFoundError: continue
            if info.st_ino not in seen:
                seen.add(info.st_ino)
                total += info.st_blocks * 512
    return total
