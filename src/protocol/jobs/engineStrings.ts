import type { EngineCode } from "../../core/launch/engineCodes.js";

/** What Ray, Slurm and Docker say before a launch, in English, each with the way out; the host translates the table. */
export const engineStrings: Readonly<Record<EngineCode, string>> = {
  "ray-unreachable":
    "No Ray dashboard answers on port {0} of {1}: start the cluster, or name its port in launcher.dashboardPort.",
  "ray-too-few-nodes": "The Ray cluster has {0} nodes and the run needs {1}: let the others join, or lower nodes.",
  "ray-too-few-gpus":
    "The Ray cluster has {0} GPUs and the run needs {1}: let more nodes join, or lower gpus.perNode or nodes.",
  "ray-secrets":
    "Secrets ({0}) reach the run's first process and not the workers of the Ray cluster, whose environment its dashboard shows: keep them in files of the nodes, such as ~/.netrc and the Hugging Face token.",
  "ray-activation":
    "environment.activate counts for the run's first process; the workers of a Ray cluster have the Python that the cluster was started with: start it with the same one.",
  "ray-shared-folder":
    "The {0} nodes of the Ray cluster have to see the run folder at the same path, which is looked at when the run starts: set loupe.runRoot to a folder that they share.",
  "ray-docker":
    "A job of a Ray cluster runs in the environment of the cluster: leave environment.activate docker out and start the cluster from the image.",
  "slurm-absent":
    "There is no Slurm on {0} (sbatch and squeue are not found): name the login node as host, or leave launcher out.",
  "slurm-silent": "Slurm on {0} does not answer ({1}): ask for its controller to be looked at, then try again.",
  "slurm-no-partition": "Slurm has no partition {0}; it has {1}: name one of them in launcher.partition.",
  "slurm-too-few-nodes": "Partition {0} has {1} nodes and the run needs {2}: name another partition, or lower nodes.",
  "slurm-too-few-gpus":
    "No node of partition {0} has {1} GPUs, the largest has {2}: name another partition, or lower gpus.perNode.",
  "slurm-no-root":
    "{0} is no folder that can be written on {1}: make it, or name another in launcher.sharedRoot that every node sees.",
  "slurm-shared-root":
    "Run folders have to be seen by the nodes of Slurm: if the home folder is not shared, name a shared one in launcher.sharedRoot.",
  "slurm-whole-nodes":
    "Whole nodes are asked for, with all their memory: name launcher.memory to share them with others.",
  "slurm-bad-value": "{0} cannot be handed to Slurm, which takes one word without spaces or quotes: {1}",
  "slurm-requeue-secrets":
    "A requeued run starts without its secrets ({0}), since they are deleted at the first start: keep them in files of the host, or set launcher.requeue to false.",
  "slurm-array-trains":
    "launcher.arraySize starts {0} times the same training: it is for evaluation only, with trainer.val_only in extra; leave it out here.",
  "slurm-array-nodes": "Each element of an array runs on one node: leave launcher.arraySize out, or set nodes to 1.",
  "slurm-array-size": "An array of {0} elements is more than most clusters take ({1}): lower launcher.arraySize.",
  "docker-absent": "There is no docker on {0}: install it, or choose another way in environment.activate.",
  "docker-silent":
    "Docker on {0} does not answer ({1}): start its service, or ask for the right to use it (group docker).",
  "docker-no-image":
    "The image {0} is not on {1}: the start waits until it is pulled; pull it beforehand with docker pull.",
  "docker-no-gpus":
    "Docker on {0} has no NVIDIA runtime, so that no GPU is seen inside: install the NVIDIA container toolkit.",
  "docker-mount":
    "{0} is no mount: write source:target or source:target:ro, with absolute paths without commas, quotes or line breaks.",
  "docker-nodes": "Docker runs on one node: leave environment.activate docker out, or set nodes to 1.",
};
