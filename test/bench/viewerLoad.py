"""Loads a dump as verl's rollout viewer does: all files at once, line by line through the thread pool of asyncio (which
is what aiofiles does), every line parsed, everything kept, values shown as text."""

import asyncio
import glob
import json
import os
import sys
import time


async def load(path, kept):
    loop = asyncio.get_running_loop()
    rows = []
    with open(path, encoding="utf-8") as lines:
        while line := await loop.run_in_executor(None, lines.readline):
            row = json.loads(line)
            for key in row:
                if not isinstance(row[key], str):
                    row[key] = json.dumps(row[key], ensure_ascii=False, indent=4)
            rows.append(row)
    kept[path] = rows


async def load_all(paths):
    kept = {}
    await asyncio.gather(*(load(path, kept) for path in paths))
    return kept


start = time.perf_counter()
rows = asyncio.run(load_all(glob.glob(os.path.join(sys.argv[1], "*.jsonl"))))
ms = (time.perf_counter() - start) * 1000
checksum = sum(float(row["score"]) for file in rows.values() for row in file)
print(json.dumps({"ms": ms, "cpuMs": time.process_time() * 1000, "checksum": checksum}))
