# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sends a file with printcore, as Printrun's own command line does. Usage: printcore.py PORT FILE"""
import sys
import time

sys.path.append("/usr/lib/python3/dist-packages")
from printrun import gcoder
from printrun.printcore import printcore

port, path = sys.argv[1:]
core = printcore(port, 115200)
while not core.online:
    time.sleep(0.05)
core.startprint(gcoder.LightGCode([line.strip() for line in open(path)]))
while core.printing:
    time.sleep(0.05)
core.disconnect()
