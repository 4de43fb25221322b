// SPDX-License-Identifier: AGPL-3.0-or-later
// Sends one file so that a lost connection loses nothing: what has arrived stays on the hub, and the rest follows from
// there, also after this page was closed and the same file chosen again. Speaks tus 1.0.0 (tus.io/protocols).

const UPLOADS = "/api/v1/uploads";
const HEADERS = { "Tus-Resumable": "1.0.0" };
/** How long to wait before each further try, in seconds; the last one again and again. */
const WAITS = [1, 2, 4, 8, 15, 30];
/** Of how long the speed is the average, in milliseconds. */
const WINDOW = 5000;

/** A refusal that trying again does not change; `problem` is what the hub said. */
export class Refused extends Error {
  constructor(status, problem) {
    super(problem?.detail ?? String(status));
    this.status = status;
    this.problem = problem;
  }
}

export class ResumableUpload {
  /** `told` is called with {state, sent, size, speed, left, wait} whenever something of it changes. */
  constructor(file, path, told) {
    this.file = file;
    this.told = told;
    this.key = `upload:${path}:${file.name}:${file.size}:${file.lastModified}`;
    this.state = "waiting";
    this.sent = 0;
    this.seen = [];
    this.over = false;
  }

  /** Gives the upload's id once all has arrived; undefined where it was cancelled. */
  async run() {
    let tries = 0;
    while (!this.over) {
      if (this.state === "paused") await new Promise((go) => (this.wake = go));
      if (this.over) return undefined;
      const before = this.sent;
      try {
        await this.find();
        if (this.sent >= this.file.size && this.url) return this.arrived();
        this.tell("sending");
        await this.send();
        if (this.sent >= this.file.size) return this.arrived();
      } catch (fault) {
        if (fault instanceof Refused) throw fault;
        if (this.over || this.state === "paused") continue;
        tries = this.sent > before ? 0 : tries + 1;
        await this.rest(WAITS[Math.min(tries, WAITS.length - 1)]);
      }
    }
    return undefined;
  }

  pause() {
    this.tell("paused");
    this.request?.abort();
    this.wake?.();
  }

  go() {
    this.tell("sending");
    this.wake?.();
  }

  /** Takes away what has arrived. */
  cancel() {
    this.over = true;
    this.request?.abort();
    this.wake?.();
    forget(this.key);
    if (this.url) fetch(this.url, { method: "DELETE", headers: HEADERS }).catch(() => {}); // It expires by itself.
  }

  arrived() {
    this.tell("arrived");
    return this.url.split("/").pop();
  }

  /** The hub has named it in a revision: the same file chosen again is another upload. */
  done() {
    forget(this.key);
  }

  /** Asks how far it is, or begins it. */
  async find() {
    this.url ??= recall(this.key);
    if (this.url) {
      const known = await fetch(this.url, { method: "HEAD", headers: HEADERS });
      if (known.ok) {
        this.sent = Number(known.headers.get("Upload-Offset"));
        return;
      }
      if (known.status >= 500) throw new Error("not now");
      this.url = null;
      forget(this.key);
    }
    const made = await fetch(UPLOADS, {
      method: "POST",
      headers: { ...HEADERS, "Upload-Length": String(this.file.size), "Upload-Metadata": `filename ${base64(this.file.name)}` },
    });
    if (made.status !== 201) throw await refusal(made.status, () => made.json());
    this.url = new URL(made.headers.get("Location"), location.href).pathname;
    this.sent = 0;
    keep(this.key, this.url);
  }

  /** Sends the rest in one request, since what arrives counts at once. */
  send() {
    return new Promise((keep, fail) => {
      const from = this.sent;
      const request = new XMLHttpRequest();
      this.request = request;
      request.open("PATCH", this.url);
      for (const [name, value] of Object.entries(HEADERS)) request.setRequestHeader(name, value);
      request.setRequestHeader("Content-Type", "application/offset+octet-stream");
      request.setRequestHeader("Upload-Offset", String(from));
      request.responseType = "json";
      request.upload.addEventListener("progress", ({ loaded }) => {
        this.sent = from + loaded;
        this.tell(this.state);
      });
      request.addEventListener("load", async () => {
        if (request.status === 204) {
          this.sent = Number(request.getResponseHeader("Upload-Offset"));
          keep();
        } else fail(await refusal(request.status, () => request.response));
      });
      for (const lost of ["error", "abort", "timeout"]) request.addEventListener(lost, () => fail(new Error(lost)));
      request.send(this.file.slice(from));
    });
  }

  /** Waits, but not longer than until the network is back or somebody wants it to go on. */
  async rest(seconds) {
    for (let left = seconds; left > 0 && !this.over && this.state !== "paused"; left--) {
      this.tell("resting", left);
      const back = await new Promise((go) => {
        const wake = (early) => {
          clearTimeout(timer);
          window.removeEventListener("online", online);
          go(early);
        };
        const online = () => wake(true);
        const timer = setTimeout(() => wake(false), 1000);
        this.wake = () => wake(true);
        window.addEventListener("online", online);
      });
      if (back) return;
    }
  }

  tell(state, wait = 0) {
    const now = performance.now();
    if (state !== "sending" || this.state !== "sending") this.seen = [];
    this.state = state;
    this.seen.push([now, this.sent]);
    while (this.seen.length > 2 && now - this.seen[0][0] > WINDOW) this.seen.shift();
    const [since, then] = this.seen[0];
    const speed = now > since ? ((this.sent - then) / (now - since)) * 1000 : 0;
    const left = speed > 0 ? (this.file.size - this.sent) / speed : null;
    this.told({ state, sent: this.sent, size: this.file.size, speed, left, wait });
  }
}

/** Whether trying again may help decides what it is. */
async function refusal(status, body) {
  if (status === 409 || status === 423 || status >= 500 && status !== 507) return new Error(String(status));
  let problem = null;
  try {
    problem = await body();
  } catch {
    // Not from the hub, but from something in between; the status has to do.
  }
  return new Refused(status, problem);
}

function base64(text) {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

// A browser may keep nothing for us; then an upload goes on as long as its page is open.
function keep(key, url) {
  try {
    localStorage.setItem(key, url);
  } catch {
    return;
  }
}

function recall(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function forget(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    return;
  }
}
