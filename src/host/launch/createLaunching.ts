import { join } from "node:path";
import * as vscode from "vscode";
import type { JobsService } from "../../node/jobs/jobsService.js";
import { LaunchedFiles } from "../../node/launch/launchedFiles.js";
import { createJobParts } from "../jobs/createJobParts.js";
import { createPreparation } from "../jobs/createPreparation.js";
import type { JobServices } from "../jobs/jobServices.js";
import { createLaunchServices } from "./createLaunchServices.js";
import { LaunchEditor } from "./launchEditor.js";
import { refreshForms } from "./refreshForms.js";

type Parts = Omit<Parameters<typeof createJobParts>[0], "preparation" | "launched" | "context"> &
  Omit<Parameters<typeof createLaunchServices>[0], "jobParts" | "preparation" | "launched"> & {
    readonly context: vscode.ExtensionContext;
    readonly jobs: JobsService;
  };

/** What a window has for launching: the jobs, the form of configurations, and the examples that new ones begin with. */
export function createLaunching(parts: Parts): JobServices & {
  readonly forms: LaunchEditor;
  /** Where the examples that the extension brings are. */
  readonly examples: string;
  dispose(): void;
} {
  const { context, settings } = parts;
  const storage = context.globalStorageUri.fsPath;
  const launched = new LaunchedFiles(join(storage, "launched"));
  const preparation = createPreparation(settings, context.asAbsolutePath("dist/trainer"), storage);
  const jobParts = createJobParts({ ...parts, preparation, launched });
  const services = createLaunchServices({ ...parts, jobParts, preparation, launched });
  const forms = new LaunchEditor(services);
  const followed = refreshForms(forms, context.secrets, parts.jobs);
  const dispose = () => {
    vscode.Disposable.from(followed, forms, services.documents, jobParts).dispose();
  };
  return { ...jobParts, forms, examples: context.asAbsolutePath("examples"), dispose };
}
