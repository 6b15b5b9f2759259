import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Sets a profile's language to Simplified Chinese, as "Configure Display Language" does once a language pack is
 * installed. VS Code knows no language without a pack; this one, of ours, leaves VS Code's own words English.
 *
 * @param userFolder the user data of the profile, before its server starts
 */
export function speakChinese(userFolder: string): void {
  const words = join(userFolder, "chinese.json");
  mkdirSync(join(userFolder, "User"), { recursive: true });
  writeFileSync(words, JSON.stringify({ "": [], version: "1.0.0", contents: {} }));
  const extensions = [{ extensionIdentifier: { id: "loupe-tests.chinese" }, version: "1.0.0" }];
  const pack = { hash: "ours", extensions, translations: { vscode: words }, label: "中文(简体)" };
  writeFileSync(join(userFolder, "languagepacks.json"), JSON.stringify({ "zh-cn": pack }));
  writeFileSync(join(userFolder, "User", "argv.json"), JSON.stringify({ locale: "zh-cn" }));
}
