import { questionChecks, type QuestionCheck } from "../../src/core/benchmark/review/questionChecks.js";
import type { PageRecord } from "../../src/core/benchmark/pageRecord.js";
import type { QuestionRecord } from "../../src/core/benchmark/questionRecord.js";
import { formatNumber } from "../formatNumber.js";
import { Icon } from "../icon.js";
import { codeKeys } from "./codeKeys.js";
import { reviewContext } from "./reviewContext.js";
import type { ReviewTranslate } from "./reviewTranslate.js";

function checkText({ code, values }: QuestionCheck, t: ReviewTranslate): string {
  const asPercent = code === "order-unsure";
  const shown = values.map(value =>
    typeof value === "number" ? formatNumber.short(asPercent ? value * 100 : value, asPercent ? 0 : 1) : value,
  );
  return t(codeKeys.checks[code], ...shown);
}

/** A code that has no words here stands as it is. */
function madeText(code: string, t: ReviewTranslate): string {
  const key = codeKeys.madeOf(code);
  return key === null ? t("noted", code) : t(key);
}

/** What is worth a look, then what is well. They change while a target is dragged. */
export function CheckList({ question, page }: { readonly question: QuestionRecord; readonly page: PageRecord | null }) {
  const { t } = reviewContext.use();
  const checks = page === null ? [] : questionChecks(question, page);
  if (question.checks.length + checks.length === 0) return <span class="dim">{t("noChecks")}</span>;
  return (
    <ul class="checks">
      {question.checks.map(code => (
        <li key={code}>
          <Icon name="warn" class="warn" />
          <span>{madeText(code, t)}</span>
        </li>
      ))}
      {checks.map(check => (
        <li key={`${check.code} ${check.values.join(" ")}`} class={check.isWell ? "dim" : ""}>
          {check.isWell ? <Icon name="check" /> : <Icon name="warn" class="warn" />}
          <span>{checkText(check, t)}</span>
        </li>
      ))}
    </ul>
  );
}
