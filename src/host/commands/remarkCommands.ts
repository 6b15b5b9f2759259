import * as vscode from "vscode";
import { cleanTag } from "../../core/notes/cleanTag.js";
import { longestNote } from "../../core/notes/noteLine.js";
import type { RemarkChange, RemarksView } from "../../protocol/remarks/remarksApi.js";
import type { RolloutRef } from "../../protocol/rolloutRef.js";
import type { RemarkWriter } from "../remarks/remarkWriter.js";
import { t } from "../t.js";
import type { CommandHandlers } from "./commandHandlers.js";
import type { CommandServices } from "./commandServices.js";
import { targetRow } from "./targetRow.js";

type RemarkCommand =
  "loupe.editNote" | "loupe.addTag" | "loupe.removeTag" | "loupe.toggleGolden" | "loupe.toggleGoldenQuestion";

type Services = CommandServices & { readonly remarks: RemarkWriter };

interface Said {
  readonly ref: RolloutRef;
  readonly remarks: RemarksView;
}

/** Commands about what a person says of a rollout. Each first reads what was said before, as another window may have. */
export function remarkCommands(services: Services): CommandHandlers<RemarkCommand> {
  const { remarks } = services;
  const ask = (change: (said: Said) => Promise<RemarkChange | null>) => async (argument: unknown) => {
    const said = await saidOf(services, argument);
    if (said === null) {
      vscode.window.setStatusBarMessage(t("Only rollouts of a run take notes."), 4000);
      return;
    }
    const wanted = await change(said);
    if (wanted !== null) await remarks.write(said.ref, wanted);
  };
  return {
    "loupe.editNote": ask(askNote),
    "loupe.addTag": ask(said => askTag(said, services)),
    "loupe.removeTag": ask(askGoneTag),
    "loupe.toggleGolden": ask(said => Promise.resolve({ kind: "golden", on: !said.remarks.isGolden })),
    "loupe.toggleGoldenQuestion": ask(said =>
      Promise.resolve({ kind: "golden-question", on: !said.remarks.isQuestionGolden }),
    ),
  };
}

async function saidOf(services: Services, argument: unknown): Promise<Said | null> {
  const target = (await targetRow(services, argument))?.ref ?? (await firstOfGroup(services, argument));
  if (target === null) return null;
  const row = await (await services.worker.api()).open({ ref: target });
  await services.focus.settled(services.panels.active !== null);
  return row.kind === "rollout" && row.remarks !== undefined ? { ref: target, remarks: row.remarks } : null;
}

/** A group stands for its question: any of its rollouts tells it. */
async function firstOfGroup({ tree, worker }: Services, argument: unknown): Promise<RolloutRef | null> {
  const node = typeof argument === "string" ? await tree.nodeOf(argument) : null;
  if (node?.kind !== "group") return null;
  const query = { order: { key: "file", descending: false }, filters: [] } as const;
  const children = await (await worker.api()).children({ id: node.id, query });
  return children.find(child => child.kind === "rollout")?.ref ?? null;
}

async function askNote({ remarks }: Said): Promise<RemarkChange | null> {
  const text = await vscode.window.showInputBox({
    title: t("Note on the Rollout"),
    prompt: t("Kept beside the run; an empty one takes the note away."),
    value: remarks.note ?? "",
    ignoreFocusOut: true,
    validateInput: typed => (typed.length > longestNote ? t("At most {0} characters.", longestNote) : undefined),
  });
  return text === undefined || text === (remarks.note ?? "") ? null : { kind: "note", text };
}

async function askTag({ remarks }: Said, { worker }: Services): Promise<RemarkChange | null> {
  const known = await (await worker.api()).knownTags(null);
  const typed = await pickTag(known.filter(tag => !remarks.tags.includes(tag)));
  const tag = typed === undefined ? null : cleanTag(typed);
  return tag === null ? null : { kind: "tag", tag, on: true };
}

/** A tag in use, or one that is typed. */
function pickTag(known: readonly string[]): Promise<string | undefined> {
  const pick = vscode.window.createQuickPick();
  pick.title = t("Add Tag");
  pick.placeholder = t("Type a tag, or pick one.");
  const show = () => {
    const typed = cleanTag(pick.value);
    const made = typed === null || known.includes(typed) ? [] : [{ label: typed, description: t("new tag") }];
    pick.items = [...made, ...known.map(label => ({ label }))];
  };
  show();
  pick.onDidChangeValue(show);
  return new Promise(resolve => {
    pick.onDidAccept(() => {
      resolve(pick.activeItems[0]?.label ?? pick.value);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

async function askGoneTag({ remarks }: Said): Promise<RemarkChange | null> {
  if (remarks.tags.length === 0) {
    vscode.window.setStatusBarMessage(t("The rollout has no tags."), 4000);
    return null;
  }
  const tag = await vscode.window.showQuickPick(remarks.tags, { title: t("Remove Tag") });
  return tag === undefined ? null : { kind: "tag", tag, on: false };
}
