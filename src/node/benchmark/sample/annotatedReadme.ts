/** First line of the set's README; a folder without it is not ours to replace. */
export const madeUpSet = "This annotated set is made up: a program drew its pages and knows what is on them.";

/** README.txt of a made-up annotated set: what a person who finds the folder should know. */
export const annotatedReadme = `${madeUpSet}

Comic pages that a program drew, annotated in the form of AI4VA: data/images/{train,val,test}, data/maps/{train,val}
(where people look), annotations/*.json. Everything that makes such sets hard to read is in it: ids that begin anew in each
split, issues on both sides of the splits, crowds in run lengths, objects of several parts, missing outlines and
attributes, depths held back in the test split, tails as balloons of their own, a page that nobody has.

mapping.json    what the names of categories and attributes mean
writings.jsonl  what a model could have written of the panels: captions, questions with answers; no model wrote it
truth.json      what is true of each page: panels in order, who is who, depths, actions, balloons and their words

Nothing in it is from a comic that was published.
`;
