"""Loads a dump as verl's rollout viewer does: every line of every file parsed, everything kept, values shown as text."""

import glob
import json
import os
import sys
import time

start = time.perf_counter()
paths = sorted(glob.glob(os.path.join(sys.argv[1], "*.jsonl")), key=lambda path: int(os.path.basename(path)[:-6]))
kept = []
for path in paths:
    rows = []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            for key in row:
                if not isinstance(row[key], str):
                    row[key] = json.dumps(row[key], ensure_ascii=False, indent=4)
            rows.append(row)
    kept.append(rows)
checksum = sum(float(row["score"]) for rows in kept for row in rows)
print(json.dumps({"ms": (time.perf_counter() - start) * 1000, "cpuMs": time.process_time() * 1000, "checksum": checksum}))
