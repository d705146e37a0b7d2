#!/usr/bin/env python3
"""An import that is killed goes on where it was: no row twice, no row lost."""
import pathlib, sys, time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from relacja import *

ROWS = 6000


def test(crm):
    crm.administrator().start()
    lines = ["external_id,given_name,family_name,email"] + [f"K{i},Ana{i},Nowak{i},ana{i}@example.com" for i in range(ROWS)]
    status, file = None, None
    connection = http.client.HTTPConnection("127.0.0.1", crm.port, timeout=60)
    connection.request("POST", "/api/v1/file", "\n".join(lines), {"Authorization": "Bearer " + crm.token, "X-File-Name": "people.csv", "Content-Type": "text/csv"})
    answer = connection.getresponse()
    file = json.loads(answer.read())
    expect(answer.status == 201, f"upload: {answer.status} {file}")
    status, operation = crm.http("POST", "/api/v1/import", {"object": "party", "file": file["id"], "match": ["external_id"]})
    expect(status == 202, f"import: {status} {operation}")
    path = f"/api/v1/operation/{operation['id']}"
    while True:
        state = crm.http("GET", path)[1]
        expect(state["state"] in ("queued", "running"), f"ended before it was killed: {state}")
        if state["done"] > 0:
            break
        time.sleep(0.005)
    crm.kill()
    crm.start()
    for _ in range(2400):
        state = crm.http("GET", path)[1]
        if state["state"] not in ("queued", "running"):
            break
        time.sleep(0.05)
    expect(state["state"] == "done" and state["done"] == ROWS, f"after the kill: {state}")
    expect(crm.count("party") == ROWS, f"{crm.count('party')} parties of {ROWS}")
    done = crm.run("check", check=False)
    expect(done.returncode == 0, "check: " + done.stdout)
    crm.stop()


on_both(test)
