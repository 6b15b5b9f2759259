/** What to do about a training whose policy has come to numbers that are none. */
export const divergedAdvice =
  "lower learningRate or epochs, raise klCoefficient, or set a small gradientClip (0 clips nothing)";
