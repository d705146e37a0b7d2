#!/usr/bin/env python3
"""What was acknowledged is there after kill -9 in the middle of a write load, and everything is in order."""
import http.client, pathlib, sys, threading, time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from relacja import *


def test(crm):
    crm.administrator().start()
    acknowledged, lock = [], threading.Lock()

    def write(worker):
        connection = http.client.HTTPConnection("127.0.0.1", crm.port, timeout=20)
        i = 0
        while True:
            try:
                status, answer = crm.http("POST", "/api/v1/party", {"kind": "person", "given_name": f"W{worker}", "family_name": f"N{i}", "email": f"w{worker}n{i}@example.com"}, connection=connection)
            except (OSError, http.client.HTTPException):
                return
            if status == 201:
                with lock:
                    acknowledged.append((answer["id"], f"W{worker} N{i}"))
            i += 1

    for round in range(2):
        before = len(acknowledged)
        threads = [threading.Thread(target=write, args=(round * 100 + n,)) for n in range(12)]
        for t in threads:
            t.start()
        while len(acknowledged) < before + 300:
            time.sleep(0.01)
        crm.kill()
        for t in threads:
            t.join()
        crm.start()
    for id, name in acknowledged:
        status, answer = crm.http("GET", f"/api/v1/party/{id}")
        expect(status == 200 and answer["name"] == name, f"lost after it was acknowledged: {name} ({status})")
    done = crm.run("check", check=False)
    expect(done.returncode == 0, "check after kill: " + done.stdout)
    crm.stop()
    print(f"{len(acknowledged)} acknowledged writes are there")


on_both(test)
