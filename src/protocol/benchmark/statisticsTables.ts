import { splitNames } from "../../core/benchmark/pageRecord.js";
import { positionKinds, reviewStates } from "../../core/benchmark/questionRecord.js";
import type { BenchmarkStatistics } from "../../core/benchmark/statistics/benchmarkStatistics.js";
import type { ForeignSetCount } from "../../core/benchmark/statistics/foreignSetCount.js";
import { paperBenchmark } from "../../core/benchmark/statistics/paperBenchmark.js";
import { answerTypes, type NumberCount, type TaskStatistics } from "../../core/benchmark/statistics/taskStatistics.js";
import { taskTraits } from "../../core/benchmark/statistics/taskTraits.js";
import type { PlainTable } from "../../core/reward/tableText.js";
import { wordOf, type StatisticsSay } from "./statisticsSay.js";

type Row = PlainTable["rows"][number];

/** One of the tables of a benchmark's statistics, in somebody's language. */
export interface StatisticsTable {
  readonly id: "tasks" | "facets" | "splits" | "answers" | "boxes" | "review" | "refused" | "benchmarks";
  readonly title: string;
  readonly table: PlainTable;
}

/** Per cent with one decimal, as a number: cells of one column sort and align. */
const percent = (share: number) => Math.round(share * 1000) / 10;
const shareOf = (part: number, whole: number) => (whole === 0 ? null : percent(part / whole));
const taskName = (say: StatisticsSay, task: string) => wordOf(say, "task", task);

const paperTask = (task: string) => paperBenchmark.tasks.find(row => row.task === task);

/** "2", or "2 to 4" where questions of one kind differ. */
function rangeOf(counts: readonly NumberCount[]): string | number | null {
  const numbers = counts.map(({ number }) => number).filter(number => number !== null);
  const [least, most] = [numbers[0], numbers.at(-1)];
  if (least === undefined || most === undefined) return null;
  return least === most ? least : `${String(least)}–${String(most)}`;
}

function typeOf({ answerTypes: types }: TaskStatistics, say: StatisticsSay): string {
  const present = answerTypes.filter(type => types[type] > 0);
  return present.map(type => wordOf(say, "type", type)).join(", ");
}

function tasksTable({ tasks, questions }: BenchmarkStatistics, say: StatisticsSay): PlainTable {
  const head = ["category", "task", "type", "choices", "questions", "share", "paperChoices", "paper", "paperShare"];
  const rows = tasks.map((own): Row => {
    const paper = paperTask(own.task);
    return [
      wordOf(say, own.span, own.level),
      taskName(say, own.task),
      own.questions === 0 ? wordOf(say, "type", paper?.answerType ?? "") : typeOf(own, say),
      rangeOf(own.choices),
      own.questions,
      shareOf(own.questions, questions),
      paper?.choices ?? null,
      paper?.questions ?? null,
      shareOf(paper?.questions ?? 0, paperBenchmark.questions),
    ];
  });
  const total: Row = [say("total"), null, null, null, questions, null, null, paperBenchmark.questions, null];
  return { head: head.map(key => wordOf(say, "head", key)), rows: [...rows, total] };
}

/** A facet of Figure 3: each value with its questions here, and in the paper where its numbers follow from Table 2. */
function facetRows(
  facet: string,
  values: readonly (readonly [word: string, here: number, paper: number | null])[],
  whole: number,
): readonly Row[] {
  return values.map(([word, here, paper]) => [
    ...[facet, word, here, shareOf(here, whole)],
    ...[paper, paper === null ? null : shareOf(paper, paperBenchmark.questions)],
  ]);
}

const paperCategory = (span: string, level: string) =>
  paperBenchmark.tasks
    .filter(({ task }) => taskTraits[task].span === span && taskTraits[task].level === level)
    .reduce((sum, { questions }) => sum + questions, 0);

function categoryRows({ tasks, questions }: BenchmarkStatistics, say: StatisticsSay): readonly Row[] {
  const categories = ["single", "multi"].flatMap(span => ["understanding", "recognition"].map(level => [span, level]));
  const values = categories.map(([span = "", level = ""]) => {
    const own = tasks.filter(task => task.span === span && task.level === level);
    const here = own.reduce((sum, task) => sum + task.questions, 0);
    return [wordOf(say, span, level), here, paperCategory(span, level)] as const;
  });
  return facetRows(say("facet_category"), values, questions);
}

function facetsTable(own: BenchmarkStatistics, say: StatisticsSay): PlainTable {
  const head = ["facet", "value", "questions", "share", "paper", "paperShare"];
  const { questions, spans, splits, positions } = own;
  const placed = positionKinds.reduce((sum, kind) => sum + positions[kind], 0);
  const spanValues = (["single", "multi"] as const).map(
    span => [wordOf(say, "span", span), spans[span], paperBenchmark.spans[span]] as const,
  );
  const typeValues = answerTypes.map(
    type => [wordOf(say, "type", type), own.answerTypes[type], paperBenchmark.answerTypes[type]] as const,
  );
  const choices = own.choices.map(
    ({ number, questions: n }) => [number === null ? say("optionless") : String(number), n, null] as const,
  );
  const rows = [
    ...categoryRows(own, say),
    ...facetRows(say("facet_span"), spanValues, questions),
    ...facetRows(say("facet_type"), typeValues, questions),
    ...facetRows(say("facet_choices"), choices, questions),
    ...facetRows(
      say("facet_position"),
      positionKinds.map(kind => [wordOf(say, "position", kind), positions[kind], null]),
      placed,
    ),
    ...facetRows(
      say("facet_split"),
      splitNames.map(split => [wordOf(say, "split", split), splits[split], null]),
      questions,
    ),
  ];
  return { head: head.map(key => wordOf(say, "head", key)), rows };
}

function splitsTable({ tasks, splits }: BenchmarkStatistics, say: StatisticsSay): PlainTable {
  const rows = tasks.map(({ task, splits: own }): Row => [
    taskName(say, task),
    ...splitNames.map(split => own[split]),
    paperTask(task)?.testQuestions ?? null,
  ]);
  const inferred = paperBenchmark.tasks.reduce((sum, { testQuestions }) => sum + testQuestions, 0);
  return {
    head: [say("head_task"), ...splitNames.map(split => wordOf(say, "split", split)), say("head_paperTest")],
    rows: [...rows, [say("total"), ...splitNames.map(split => splits[split]), inferred]],
  };
}

function answersTable({ tasks }: BenchmarkStatistics, say: StatisticsSay): PlainTable {
  const head = ["task", "answer", "questions", "share", "low", "high", "even"];
  const rows = tasks.flatMap(({ task, answers }) =>
    answers.map(({ answer, questions, share, lo, hi, even }): Row => [
      ...[taskName(say, task), answer, questions, percent(share), percent(lo), percent(hi)],
      even === null ? null : percent(even),
    ]),
  );
  return { head: head.map(key => wordOf(say, "head", key)), rows };
}

const questionsWith = (counts: readonly NumberCount[], number: number | null) =>
  counts.find(count => count.number === number)?.questions ?? 0;

function boxesTable({ tasks, boxes }: BenchmarkStatistics, say: StatisticsSay): PlainTable {
  const numbers = boxes.map(({ number }) => number).filter(number => number !== null);
  const rows = tasks.map((own): Row => [
    taskName(say, own.task),
    ...numbers.map(number => questionsWith(own.boxes, number)),
    questionsWith(own.boxes, null),
    own.boxesPerQuestion === null ? null : Math.round(own.boxesPerQuestion * 100) / 100,
  ]);
  return { head: [say("head_task"), ...numbers.map(String), say("head_none"), say("head_mean")], rows };
}

function reviewTable({ tasks }: BenchmarkStatistics, say: StatisticsSay): PlainTable {
  const rows = tasks.map(({ task, review }): Row => [taskName(say, task), ...reviewStates.map(state => review[state])]);
  return { head: [say("head_task"), ...reviewStates.map(state => wordOf(say, "state", state))], rows };
}

function refusedTable({ tasks }: BenchmarkStatistics, say: StatisticsSay): PlainTable {
  const rows = tasks.flatMap(({ task, refused }) =>
    Object.entries(refused).map(([code, count]): Row => [taskName(say, task), wordOf(say, "refusal", code), count]),
  );
  return { head: [say("head_task"), say("head_reason"), say("head_candidates")], rows };
}

/** Table 1: this benchmark beside the sets that were imported, and the paper's rows. */
function benchmarksTable(
  { questions }: BenchmarkStatistics,
  sets: readonly ForeignSetCount[],
  say: StatisticsSay,
): PlainTable {
  const word = (is: boolean | null) => (is === null ? null : say(is ? "yes" : "no"));
  const paperRows = paperBenchmark.benchmarks.map((row): Row => {
    const here = sets.find(({ name }) => name.toLowerCase() === row.set);
    const categories = row.categories.map(category => wordOf(say, "category", category)).join(", ");
    const marks = [word(row.sft), word(row.rl), word(row.isPublic)];
    return [row.name, categories, here?.groups ?? here?.questions ?? null, row.questions, ...marks];
  });
  const known = paperBenchmark.benchmarks.map(({ set }) => set);
  const others = sets
    .filter(({ name }) => !known.includes(name.toLowerCase()))
    .map((set): Row => [set.name, null, set.groups ?? set.questions, null, null, null, null]);
  const head = [say("head_benchmark"), say("head_categories"), say("head_here"), say("head_paper"), "SFT", "RL"];
  const ours: Row = [say("ours"), null, questions, null, null, null, null];
  return { head: [...head, say("head_licence")], rows: [ours, ...paperRows, ...others] };
}

/** All tables of a benchmark's statistics beside the paper's numbers; those without a row are left out. */
export function statisticsTables(
  own: BenchmarkStatistics,
  sets: readonly ForeignSetCount[],
  say: StatisticsSay,
): readonly StatisticsTable[] {
  const all: readonly StatisticsTable[] = [
    { id: "tasks", title: say("table_tasks"), table: tasksTable(own, say) },
    { id: "facets", title: say("table_facets"), table: facetsTable(own, say) },
    { id: "splits", title: say("table_splits"), table: splitsTable(own, say) },
    { id: "answers", title: say("table_answers"), table: answersTable(own, say) },
    { id: "boxes", title: say("table_boxes"), table: boxesTable(own, say) },
    { id: "review", title: say("table_review"), table: reviewTable(own, say) },
    { id: "refused", title: say("table_refused"), table: refusedTable(own, say) },
    { id: "benchmarks", title: say("table_benchmarks"), table: benchmarksTable(own, sets, say) },
  ];
  return all.filter(({ table }) => table.rows.length > 0);
}
