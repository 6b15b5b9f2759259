/** Why an alarm cannot be judged. */
export type AlarmSilence = "too-few-rollouts" | "too-few-steps" | "no-values" | "switched-off";

/** Numbers of a rule and what was measured, by name. */
export type AlarmValues = Readonly<Record<string, number>>;

/** What a rule says of the steps up to one of them; null where that step and those before hold too little. */
export interface StepJudgement {
  readonly holds: boolean;
  readonly values: AlarmValues;
  /** Indexes of the first and last step that were looked at. */
  readonly first: number;
  readonly last: number;
}

/** What an alarm says of a run. */
export type AlarmFinding =
  | { readonly state: "silent"; readonly silence: AlarmSilence; readonly values: AlarmValues }
  /** As it is at the last step that could be judged. */
  | { readonly state: "quiet"; readonly values: AlarmValues }
  | {
      readonly state: "fires";
      /** Indexes of the step at which it fires first and of the last one at which its condition held. */
      readonly at: number;
      readonly until: number;
      readonly judgement: StepJudgement;
    };
