"""Composes overrides with Hydra: what the trainer would do with the words of command.sh, without the trainer.

Standard input: JSON {"folder", "name", "jobs": [[word, …], …]}. Standard output: JSON, for each job {"config"} with
every reference resolved as verl resolves it, or {"error"}.
"""
import json
import sys

from hydra import compose, initialize_config_dir
from omegaconf import OmegaConf

asked = json.load(sys.stdin)
made = []
with initialize_config_dir(config_dir=asked["folder"], version_base=None):
    for words in asked["jobs"]:
        try:
            config = compose(config_name=asked["name"], overrides=words)
            # verl prints the resolved configuration first and resolves it in place after that.
            OmegaConf.to_container(config, resolve=True)
            OmegaConf.resolve(config)
            made.append({"config": OmegaConf.to_container(config, resolve=True)})
        except Exception as error:  # noqa: BLE001  Whatever Hydra says is the answer.
            made.append({"error": "%s: %s" % (type(error).__name__, error)})
json.dump(made, sys.stdout)
