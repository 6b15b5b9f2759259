import * as vscode from "vscode";
import type { StatisticsSay } from "../../protocol/benchmark/statisticsSay.js";
import { statisticsStrings } from "../../protocol/benchmark/statisticsStrings.js";

/** The words of statistics in the person's language. */
export const translatedStatistics: StatisticsSay = key => vscode.l10n.t(statisticsStrings[key]);
