import { answerLogit, type SampledRollout } from "./sampleRollout.js";
import { at, mostCalls } from "./policyLayout.js";
import { sigmoid, type PolicyHeads, type PolicyModel } from "./policyHeads.js";
import { RegionChoices } from "./regionChoice.js";
import { characterRegion, pageRegion, type Scene } from "./scene.js";

const lost = 2;
const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI);
const softplus = (x: number): number => (x > 30 ? x : Math.log1p(Math.exp(x)));

/** Logarithm of `sigmoid`. */
const logSigmoid = (x: number): number => -softplus(-x);

const choices = new RegionChoices();

/** How many decisions a rollout holds. */
export const decisionsOf = ({ calls, ending }: SampledRollout): number =>
  6 * calls.length + (calls.length < mostCalls ? 1 : 0) + 1 + (ending === lost ? 0 : 1);

/**
 * Writes the log-probability of every decision of a rollout under a policy into `out` from `from` on, in the order in
 * which they were taken; `decisionsOf` says how many. A lost rollout answers nothing: its answer is no decision.
 */
export function writeLogChances(
  model: PolicyModel,
  heads: PolicyHeads,
  scene: Scene,
  rollout: SampledRollout,
  out: Float64Array,
  from: number,
): void {
  const { calls, ending } = rollout;
  let next = from;
  for (let made = 0; made < calls.length; made++) {
    writeCall(heads, scene, rollout, made, out, next);
    next += 6;
  }
  if (calls.length < mostCalls) out[next++] = logSigmoid(-moreLogit(heads, scene, calls.length));
  out[next++] = heads.endings[3 * calls.length + ending] ?? 0;
  if (ending === lost) return;
  const logit = answerLogit(model, heads, scene, rollout.found, rollout.clutter);
  out[next] = logSigmoid(rollout.isRight ? logit : -logit);
}

const moreLogit = ({ more }: PolicyHeads, { task }: Scene, made: number): number => more[task * mostCalls + made] ?? 0;

function writeCall(
  heads: PolicyHeads,
  scene: Scene,
  { calls }: SampledRollout,
  made: number,
  out: Float64Array,
  from: number,
): void {
  const call = calls[made];
  if (call === undefined) return;
  out[from] = logSigmoid(moreLogit(heads, scene, made));
  out[from + 1] = choices.read(heads, scene, made, call.used).logChance(call.region);
  for (let side = 0; side < 4; side++) {
    const head = side < 2 ? 0 : 1;
    const error = ((call.shift[side] ?? 0) - (heads.shift[side] ?? 0)) / heads.sigma[head];
    out[from + 2 + side] = -0.5 * error * error - heads.logSigma[head] - halfLogTwoPi;
  }
}

/** One rollout whose decisions are weighed: `weights` from `from` on, in the order of `writeLogChances`. */
export interface WeighedRollout {
  readonly model: PolicyModel;
  readonly heads: PolicyHeads;
  readonly scene: Scene;
  readonly rollout: SampledRollout;
  readonly weights: Float64Array;
  readonly from: number;
}

/** Adds weight times the slope of the log-probability in the policy's numbers, over all decisions of a rollout. */
export function addGradient(weighed: WeighedRollout, gradient: Float64Array): void {
  const { model, scene, rollout, weights } = weighed;
  const { calls } = rollout;
  const tidying = 0.5 * model.options.coupling;
  let next = weighed.from;
  for (let made = 0; made < calls.length; made++) {
    const weight = (weights[next] ?? 0) * (1 - sigmoid(moreLogit(weighed.heads, scene, made)));
    addMore(gradient, scene.task, made, weight, tidying);
    addRegion(weighed, made, weights[next + 1] ?? 0, gradient);
    addBox(weighed, made, next + 2, gradient);
    next += 6;
  }
  if (calls.length < mostCalls) {
    const weight = -(weights[next++] ?? 0) * sigmoid(moreLogit(weighed.heads, scene, calls.length));
    addMore(gradient, scene.task, calls.length, weight, tidying);
  }
  addEnding(weighed, weights[next++] ?? 0, gradient);
  if (rollout.ending !== lost) addAnswer(weighed, weights[next] ?? 0, gradient);
}

function add(gradient: Float64Array, index: number, value: number): void {
  gradient[index] = (gradient[index] ?? 0) + value;
}

function addMore(gradient: Float64Array, task: number, made: number, slope: number, tidying: number): void {
  add(gradient, at.more + made, slope);
  add(gradient, at.moreTask + task * mostCalls + made, slope);
  if (tidying === 0) return;
  add(gradient, at.sloppy, tidying * slope);
  add(gradient, at.lost, tidying * slope);
}

function addRegion({ heads, scene, rollout }: WeighedRollout, made: number, weight: number, gradient: Float64Array) {
  const call = rollout.calls[made];
  if (call === undefined) return;
  const choice = choices.read(heads, scene, made, call.used);
  const evidence = scene.evidenceAfter(made);
  let [toEvidence, toCharacter, toPage, toAgain] = [0, 0, 0, 0];
  for (let region = 0; region < scene.kinds.length; region++) {
    const slope = (region === call.region ? 1 : 0) - (choice.chances[region] ?? 0);
    const kind = scene.kinds[region];
    toEvidence += slope * (evidence[region] ?? 0);
    if (kind === characterRegion) toCharacter += slope;
    else if (kind === pageRegion) toPage += slope;
    if ((call.used & (1 << region)) !== 0) toAgain += slope;
  }
  add(gradient, at.evidence, weight * toEvidence);
  add(gradient, at.character, weight * toCharacter);
  add(gradient, at.page, weight * toPage);
  add(gradient, at.again, weight * toAgain);
}

function addBox(
  { model, heads, rollout, weights }: WeighedRollout,
  made: number,
  from: number,
  gradient: Float64Array,
) {
  const call = rollout.calls[made];
  if (call === undefined) return;
  for (let side = 0; side < 4; side++) {
    const head = side < 2 ? 0 : 1;
    const sigma = heads.sigma[head];
    const error = ((call.shift[side] ?? 0) - (heads.shift[side] ?? 0)) / sigma;
    const weight = weights[from + side] ?? 0;
    add(gradient, at.shift + side, (weight * error * model.unit[head]) / sigma);
    add(gradient, at.spread + head, weight * (error * error - 1));
  }
}

function addEnding({ heads, rollout }: WeighedRollout, weight: number, gradient: Float64Array): void {
  const calls = rollout.calls.length;
  const slopeOf = (ending: number) =>
    weight * ((rollout.ending === ending ? 1 : 0) - Math.exp(heads.endings[3 * calls + ending] ?? 0));
  for (const [first, slope] of [
    [at.sloppy, slopeOf(1)],
    [at.lost, slopeOf(2)],
  ] as const) {
    add(gradient, first, slope);
    if (calls === 0) continue;
    add(gradient, first + 1, slope);
    add(gradient, first + 2, slope * (calls - 1));
  }
}

function addAnswer({ model, heads, scene, rollout }: WeighedRollout, weight: number, gradient: Float64Array): void {
  const { task } = scene;
  const chance = sigmoid(answerLogit(model, heads, scene, rollout.found, rollout.clutter));
  const slope = weight * ((rollout.isRight ? 1 : 0) - chance) * (heads.skillSlope[task] ?? 0);
  add(gradient, at.skill, slope);
  add(gradient, at.skillTask + task, slope);
}
