/** What is to be known before figures of arXiv 2511.06490v1 are laid beside one's own; keys are the notes' numbers. */
export const paperNoteStrings = {
  paperNote1:
    "Table 2 gives Character Identification four choices; the random row of Table 3 and the wording of the task mean two.",
  paperNote2:
    "Region-Aware RL's gain at Depth Comparison is 7.77 points (8 of 103). The printed 7.28, and the introduction's 7.3, is its distance from guessing.",
  paperNote3:
    "Region-Aware RL's gain at Action Recognition is 32.65 points (48 of 147), not 32.64; the introduction's 32.7 is right.",
  paperNote4: "54.34 % at Depth Comparison with panels is no count of 103 questions; 56 of them would be 54.37 %.",
  paperNote5:
    "The base model has two values at Dialog Reordering and at Character Identification: those of Tables 3, 4 and 5, and those of Table 7.",
  paperNote6:
    "Some cells are counts of fewer questions than the others of their column: 128 instead of 136, 125 instead of 126. Questions that failed were left out.",
  paperNote7: "47.02 % at Panel Reordering is no count of 126 questions: 59 would be 46.83 %, 60 would be 47.62 %.",
  paperNote8:
    "The abstract tells of gains at ordering stories; RL loses 2.38 points at Panel Reordering, and Region-Aware RL was not run on the ordering tasks.",
  paperNote9:
    "RL is said to improve ordering slightly, and fine-tuning to leave depth as it was: Panel Reordering falls by 2.38 points under RL, Depth Comparison by 3.88 (four questions) under fine-tuning.",
  paperNote10:
    "Region-Aware RL is called comparable to Gemini-2.5-flash with cropped panels: so it is at Action Recognition and nearly at Character Identification, but 21.36 points behind at Depth Comparison.",
  paperNote11:
    "More than half of the gap to Gemini-2.5-pro is said to be closed: at Depth Comparison 57 % of it is, at Action Recognition the target itself is passed.",
  paperNote12:
    "RL on the ordering tasks is said not to harm others: Depth Comparison falls by 6.79 points, Character Counting by 2.70, Panel Understanding by 2.00. RL on action and depth gains 8.74 at depth, where no gain is told of.",
  paperNote13: "69.85 % surpasses 69.12 % by one question of 136.",
  paperNote14:
    "The caption of Figure 7 calls the strategy of a single phase the most efficient; section 5.2 says that the one of two phases is.",
  paperNote15:
    "Table 8 says MMLU; the text says MMMU, and the percentages are counts of the 900 questions of its validation set.",
  paperNote16:
    "MangaVQA's column of Table 8 is neither its judge's mean from 1 to 10 nor a count of its 526 questions: what it measures is not told.",
  paperNote17: "Table 1 gives MangaVQA 40,363 questions; its cards have 41,895 for training and 526 for testing.",
  paperNote18:
    "Table 1 calls the pages public; their own licence is for use that is not commercial. The code and questions that are promised were not found.",
  paperNote19: "The learning rates of Tables 9 and 10 are 1e-5 and 1e-6, which a text copy of the paper garbles.",
  paperNote20:
    "Appendix F.1 names fewer models than Table 3 has, and speaks of models below 10B while one of 32B is in the table.",
  paperNote21:
    "Section 4.1 needs no fine-tuning for Region-Aware RL, as the fine-tuned models are arms of their own; the numbers of GPUs of section 5.1 and Table 9 are per arm.",
  paperNote22:
    "An IoU of nearly 80 % is told of two tasks; Table 6, of five tasks trained together, has 0.862 and 0.847. The mean of its first and second calls is 0.8355, and 0.836 by their number, where 0.835 is printed.",
  paperNote23:
    "Table 6 leaves Character Counting out. To crop every panel takes up to 13 calls, more than the responses may be long.",
  paperNote24: "200 steps of 16 questions are 3,200 questions: less than one pass over the training questions.",
  paperNote25:
    "Closed and open tasks were trained apart by Appendix F.2, together by section 5.1. What the two choices of the ordering tasks are is not told.",
  paperNote26:
    "Gemini wrote the questions and answers of Panel Understanding, so that its scores there are no fair measure.",
} as const;
