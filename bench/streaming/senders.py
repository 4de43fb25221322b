# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who sends a file, and the far end that keeps the time of the line."""
import glob, json, math, os, resource, signal, subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
JAR = os.path.join(HERE, "../../fab-agent/target/fab-agent.jar")
JAVA = ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=4"]
# As the launchers do it: ./fab agent send, fab-agent send.
ARCHIVE = os.path.join(HERE, "../../fab-agent/target/fab-agent.jsa")
AGENT_JAVA = ["java", "-XX:+UseSerialGC", "-XX:ThreadPriorityPolicy=1", "-XX:-PrintWarnings", "-Djava.awt.headless=true",
              "-XX:-UsePerfData", "-Xmn16m", "-XX:+UseTransparentHugePages", "-Xlog:cds=off", "-XX:SharedArchiveFile=" + ARCHIVE]
AGENT = AGENT_JAVA + ["-XX:TieredStopAtLevel=1"]


def build(work):
    """The far end, and the senders in Java."""
    endpoint = work + "/endpoint"
    subprocess.run(["gcc", "-O2", "-o", endpoint, os.path.join(HERE, "endpoint.c")], check=True)
    for name in ("Plain", "Bare", "Machines"):
        subprocess.run(["javac", "-nowarn", "-cp", JAR, "-d", work, os.path.join(HERE, name + ".java")], check=True)
    return endpoint


def files(work, name, lines):
    """The same circles, for a printer and for a mill."""
    marlin, grbl = os.path.join(work, name + ".gcode"), os.path.join(work, name + ".nc")
    with open(marlin, "w") as m, open(grbl, "w") as g:
        m.write("G28\n")
        g.write("G21\nG90\n")
        for i in range(lines):
            a = i * 0.087
            m.write(f"G1 X{110 + 30 * math.cos(a):.3f} Y{110 + 30 * math.sin(a):.3f} E0.03\n")
            g.write(f"G1 X{40 + 30 * math.cos(a):.3f} Y{40 + 30 * math.sin(a):.3f} F{600 + i % 2}\n")
    return {"marlin": marlin, "grbl": grbl}


class Endpoint:
    def __init__(self, program, kind, baud):
        self.process = subprocess.Popen([program, kind, str(baud)], stdout=subprocess.PIPE, text=True)
        self.port = self.process.stdout.readline().strip()

    def lines(self):
        """How many have arrived so far."""
        self.process.send_signal(signal.SIGUSR1)
        return self.report()["lines"]

    def report(self):
        return json.loads(self.process.stdout.readline())

    def end(self):
        self.process.kill()
        self.process.wait()


def cpu():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def senders(work, kind, baud, cncjs):
    """The ways to send a file: name to command line, given port and path."""
    known = {
        "plain loop": lambda port, path: JAVA + ["-cp", work, "Plain", kind, port, path],
        "agent": lambda port, path: AGENT + ["-jar", JAR, "send", "--port", port, "--profile", kind, path],
    }
    if kind == "marlin" and not baud:
        known["bare library"] = lambda port, path: JAVA + ["-cp", work + ":" + JAR, "Bare", port, path]
    if kind == "marlin" and glob.glob("/usr/lib/python3/dist-packages/printrun"):
        known["printcore"] = lambda port, path: ["/usr/bin/python3", os.path.join(HERE, "printcore.py"), port, path]
    if cncjs:
        name = {"grbl": "Grbl", "marlin": "Marlin"}[kind]
        known["CNCjs"] = lambda port, path: ["node", os.path.join(HERE, "cncjs.js"), name, port, path]
    return known


def once(endpoint, kind, baud, command, path, cncjs):
    """CPU seconds of a sender, and what the far end saw."""
    far = Endpoint(endpoint, kind, baud)
    before = cpu()
    try:
        subprocess.run(command(far.port, path), check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                       timeout=900, env=dict(os.environ, CNCJS=cncjs))
        return cpu() - before, far.report()
    finally:
        far.end()
