/** Words of tables of results; of notes `{0}` is the row, `{1}` the columns, what follows are the note's values. */
export const resultStrings = {
  result_title: "Table {0}: {1}",
  result_kind_models: "models and kinds of tasks",
  result_kind_inputs: "whole pages and panels",
  result_kind_methods: "methods against a base",
  result_kind_zooms: "zoom calls",
  result_kind_transfer: "what training on some kinds does to others",
  result_kind_sets: "other sets of questions",
  result_model: "Model",
  result_paper: "{0} (paper)",
  result_random: "Guessing",
  result_micro: "All questions",
  result_macro: "Mean of columns",
  result_calls: "{0}: calls",
  result_iou: "{0}: IoU",
  result_page: "page",
  result_panel: "panel",
  result_zoom: "zoom",
  result_trained: "trained",
  result_score: "mean score {0}",
  result_waiting: "{0} not judged",
  result_printed: "printed {0}",
  result_p: "p {0}",
  result_holm: "Holm {0}",
  result_notes: "Notes",
  result_allColumns: "all columns",
  result_legend:
    "Per cent right of all that were asked, ± the standard error and Wilson's 95 % interval for questions that lie together, and counts. In brackets the difference from the base with McNemar's exact p, then by Holm over the table's {0} comparisons. Bold: the best, or not to be told from it by a paired test.",
  result_legendPaper:
    "Rows of the paper are drawn from its single measurements; bold is best over guessing, italics second best. What is printed otherwise is said in the cell.",
  result_note_partial: "{0}: only {2} of {3} answers are there; the others are in no cell.",
  "result_note_missing-shards": "{0}: of {3} shards these are missing: {2}.",
  "result_note_damaged-lines": "{0}: {2} lines of its files are damaged and count for nothing.",
  result_note_withdrawn:
    "{0}: {2} answers are not counted, since their questions are no longer asked (rejected in review, or taken out).",
  "result_note_few-clusters":
    "{0}, {1}: questions of fewer than ten clusters ({2}, {3} at least), so that the intervals are themselves uncertain.",
  result_note_unjudged:
    "{0}, {1}: {2} answers are not judged, so that there is no share: it lies between the two that are shown, and is in no average and no test. loupe eval judge judges them.",
  result_note_stale:
    "{0}, {1}: {2} answers are not counted, since their questions were edited or rejected in review after they were asked.",
  "result_note_own-family": "† {0}, {1}: a model of the same family wrote {2} of the questions and their answers.",
  "result_note_without-answer":
    "{0}, {1}: {2} replies hold no answer (unparsed, cut, refused, empty or failed) and count as not right.",
  result_note_repeated:
    "{0}, {1}: questions were asked up to {2} times; each counts once, by the share of right answers.",
  "result_note_questions-differ": "{0}, {1}: not the base's questions; only shared ones are compared.",
  "result_note_counts-differ":
    "{0}, {1}: some answers count on one side of the comparison alone, being excluded or stale on the other.",
  "result_note_prompts-differ":
    "{0}, {1}: asked by another prompt than the base, so the difference is not the model's alone.",
  "result_note_inputs-differ": "{0}, {1}: shown something else than the base (page, panel, zoom tool).",
  "result_note_judges-differ": "{0}, {1}: judged by another judge than the base.",
  "result_note_not-judged": "{0}, {1}: not compared with the base before the open answers of both are judged.",
  "result_note_nothing-shared": "{0}, {1}: no question is shared with the base, so nothing is compared.",
  "result_note_mixed-sizes": "{1}: rows are shares of different numbers of questions ({2}).",
  "result_note_asked-otherwise": "{0}: the checkpoint was asked otherwise than it was trained ({2}).",
  "result_note_two-values": "{0}, {1}: one model asked in one way has several results ({2}).",
  "result_note_no-base": "No base was chosen that the others are compared with (--base; in the view, “Compared with”).",
  "result_finding_delta-differs": "{0}: the printed difference {1} is not that of its cells, which is {2}.",
  result_finding_explained:
    "{0}: the printed difference {1} is not that of its cells, which is {2}; it is the difference from {3}.",
  "result_finding_no-count": "{0} is no whole count of {1} questions: those next to it are {2} and {3}.",
  "result_finding_mixed-sizes": "{0}: {1} are counts of {2} questions, others of {3}.",
  "result_finding_two-values": "{0} has several values in one column: {1}.",
  "result_finding_random-differs":
    "{0}: with the {1} choices that are printed guessing gives {2}; as its questions are worded, they are taken to have {3}.",
  "result_finding_mean-differs": "{0} is no mean of {1}, which is {2}, and {3} weighted by calls.",
  result_finding_meanRounded:
    "{0}: the mean of {1} is {2}, and {3} weighted by calls; the rounding of these may explain it.",
  "result_finding_claim-differs": "Section {0} states {1}; the cells give {2} ({3}).",
  result_finding_unborne: "Section {0}: what is claimed does not follow from the cells ({3}; {2}).",
  "result_finding_gap-overshot": "Section {0}: a gap that is said to be partly closed is passed by {1} % ({2}).",
  "result_finding_too-few-items":
    "Section {0}: a lead of so few questions ({1}) that no paired test could call it one (p at least {2}; {3}).",
  result_place: "Table {0}, {1}, {2}: {3}",
  result_figure: "Figure 2: accuracy by kind of task",
  result_figureNote:
    "The copy of the paper that was read has Figure 2's caption and not the figure: what the caption names is taken from Table 3.",
  result_figureKind: "Task",
  result_open: "Open, mean",
  result_proprietary: "Proprietary, mean",
  result_gap: "Points behind",
} as const;

export type ResultStringKey = keyof typeof resultStrings;
