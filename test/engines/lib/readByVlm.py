"""Lets a checkout of VLMEvalKit build the data sets of an export: `readByVlm.py CHECKOUT EXPORT`; LMUData is the export."""
import glob
import json
import os
import sys

sys.path.append(sys.argv[1])

from vlmeval.dataset import build_dataset

told = []
for path in sorted(glob.glob(os.path.join(sys.argv[2], "*.tsv"))):
    data = build_dataset(os.path.basename(path)[: -len(".tsv")])
    asked = [data.build_prompt(at) for at in range(len(data))]
    counts = [sum(part["type"] == "image" and os.path.isfile(part["value"]) for part in parts) for parts in asked]
    told.append({"kind": type(data).__name__, "rows": len(data), "images": counts, "first": asked[0][-1]["value"]})
print("\n" + json.dumps(told))
