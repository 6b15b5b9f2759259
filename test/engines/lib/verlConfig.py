"""Gives composed overrides to verl's own dataclasses and its own validation, without a GPU.

Standard input: JSON [[word, …], …]. Standard output, last line: JSON, for each list what the dataclasses hold.
"""
import json
import os
import sys

import verl
from hydra import compose, initialize_config_dir
from omegaconf import OmegaConf
from verl.utils.config import omega_conf_to_dataclass, validate_config

made = []
folder = os.path.join(os.path.dirname(verl.__file__), "trainer", "config")
with initialize_config_dir(config_dir=folder, version_base=None):
    for words in json.load(sys.stdin):
        config = compose(config_name="ppo_trainer", overrides=words)
        OmegaConf.resolve(config)
        rollout = omega_conf_to_dataclass(config.actor_rollout_ref.rollout)
        actor = omega_conf_to_dataclass(config.actor_rollout_ref.actor)
        validate_config(config=config, use_reference_policy=True, use_critic=False)
        made.append(
            {
                "images": rollout.limit_images,
                "turns": rollout.multi_turn.max_assistant_turns,
                "responses": rollout.n,
                "klCoefficient": actor.kl_loss_coef,
                "learningRate": actor.optim.lr,
                "validation": [rollout.val_kwargs.do_sample, rollout.val_kwargs.temperature, rollout.val_kwargs.n],
            }
        )
print(json.dumps(made))
