"""Lets lmms-eval itself load the tasks of an export, ask their questions and judge replies: `readByLmms.py <export>`.

Every reply is made of the right answer, but for the last question of a task, which is answered with nonsense. Prints JSON
on the last line.
"""
import json
import sys

from lmms_eval.tasks import TaskManager, get_task_dict


def tasks_in(found):
    for name, task in found.items():
        if isinstance(task, dict):
            yield from tasks_in(task)
        elif isinstance(task, tuple):
            yield name, task[1]
        else:
            yield name, task


def told(task):
    docs = list(task.test_docs())
    entries = []
    for at, doc in enumerate(docs):
        reply = "<think>x</think><answer>%s</answer>" % task.doc_to_target(doc)
        reply = "I cannot see it." if at == len(docs) - 1 else reply
        images = [list(image.size) for image in task.doc_to_visual(doc)]
        judged = task.process_results(doc, [reply])["fg_acc"]
        entries.append({"id": doc["our_id"], "text": task.doc_to_text(doc), "images": images, "judged": judged})
    mean = task.aggregation()["fg_acc"]([entry["judged"] for entry in entries])
    return {"entries": entries, "mean": mean if mean == mean else None, "cluster": task.config.cluster_key}


manager = TaskManager(include_path=sys.argv[1], include_defaults=False)
found = get_task_dict(["ai4va_fg"], manager)
print("\n" + json.dumps({name: told(task) for name, task in tasks_in(found)}))
