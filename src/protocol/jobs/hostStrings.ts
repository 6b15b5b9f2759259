import type { HostCode } from "../../core/launch/hostCodes.js";

/** What a preflight finds, in English, each with the way out; the host translates the table. */
export const hostStrings: Readonly<Record<HostCode, string>> = {
  "gpus-free": "{0} of {1} GPUs are free ({2}).",
  "gpus-held": "GPU {0} is held by {1}: choose others in gpus.devices, or wait until it ends.",
  "gpus-too-few": "{0} GPUs are free and {1} are needed: wait, choose another host, or lower gpus.perNode.",
  "gpus-none": "This host has no GPU that nvidia-smi knows: choose another host.",
  "gpus-broken": "nvidia-smi fails here, so that no training will find a GPU: the driver needs its administrator.",
  "gpus-mixed":
    "The GPUs are of different kinds ({0}): choose equal ones in gpus.devices, since all wait for the slowest.",
  "gpu-memory":
    "The smallest GPU has {0} GB and the paper's have 80: lower the batch per GPU or the lengths, or choose another host.",
  "gpu-absent": "There is no GPU {0} here, the last is {1}: mend gpus.devices.",
  "gpu-held": "GPU {0} of gpus.devices is held by {1}: choose another, or wait until it ends.",
  "python-missing": "There is no python3 in the trainer's environment: name one in environment.activate.",
  "python-old": "Python is {0} and {1} needs {2} or later: name another environment in environment.activate.",
  "not-activated": "The environment {0} cannot be activated here: mend environment.activate, or create it on the host.",
  "in-image": "What is inside of the image {0} was not looked at: try it once by hand.",
  "packages-missing":
    "{0} are not installed in the trainer’s environment: install them there, or name another in environment.activate.",
  "package-missing":
    "{0} is not installed in the trainer's environment: install it there, or name another in environment.activate.",
  "package-version": "{0} is {1} and {2} needs {3}: install that, or choose another engine.",
  "package-version-unknown": "{0} is there without a version (a checkout on the path): {1} needs {2}.",
  "packages-right": "The trainer's environment has {0}.",
  "node-missing":
    "There is no {0} of Node {1} or later in the run's environment: install it, or name its program in simulate.node (a shell without a login does not read what nvm and others write into rc files).",
  "node-old":
    "Node is {0} and the miniature needs {1} or later: install that, or name another program in simulate.node.",
  "node-right": "Node is {0}.",
  "model-missing": "The model is not at {0}: mend model.path, or put it there.",
  "model-download":
    "{0} is not in this host's cache and will be downloaded at the start: fetch it before, or check that the host may.",
  "data-missing": "{0} is not on this host: mend {1}, or set data.onHost to false to send it.",
  "run-not-writable": "Run folders cannot be made in {0}: choose another in the setting loupe.runRoot.",
  "disk-low": "{0} has {1} GB left and about {2} GB are needed: make room, or choose another folder.",
  "disk-enough": "{0} has {1} GB left, and about {2} GB are needed.",
  "disk-unknown": "Nobody knows how much room {0} has, and about {1} GB are needed.",
  "checkpoints-too-large":
    "{0} checkpoints of about {1} GB do not fit into {2} GB: set checkpoints.keep to {3} or less, or save less often.",
  "temporary-low":
    "{0} has {1} GB left, which trainers and Ray soon fill: make room, or set TMPDIR in environment.variables.",
  "shared-memory-low":
    "{0} has {1} GB, and vLLM, NCCL and loaders of data share through it: give the container more (--shm-size or --ipc=host).",
  "memory-low": "{0} GB of memory are free and about {1} GB are needed: choose another host, or ask for more.",
  "open-files-low": "At most {0} files may be open and Ray wants {1}: raise the limit (ulimit -n) on the host.",
  "port-busy": "Port {0} is busy, and the processes of the run meet there: launch again, which takes another one.",
  "logout-ends":
    "This host ends what you started when you log out, a running job too: run `loginctl enable-linger` there once, or ask its administrator.",
  "not-linux":
    "This host runs {0}, and not Linux: stopping finds only the session of a run and what it started, so look for leftovers with ps afterwards, or choose a Linux host.",
  "clock-off": "The host's clock is {0} s off: times and ages are wrong until it is set.",
  "no-rsync": "There is no rsync: files are pulled as tar archives, which is slower for large ones.",
  "program-missing": "{0} is not there, and this launch needs it: install it, or choose another way to launch.",
};
