import { Document, type ScalarTag } from "yaml";

/** A value of LLaMA-Factory's flat YAML. */
export type YamlValue = string | number | boolean | null;

/**
 * PyYAML takes `1e-7` for a text: a float of YAML 1.1 has a point and, with an exponent, a sign. Integers stay integers,
 * since argument parsers tell them from floats.
 */
export function yamlNumber(value: number): string {
  const text = String(value);
  if (!text.includes("e")) return text;
  const [digits = "", exponent = ""] = text.split("e");
  return `${digits.includes(".") ? digits : `${digits}.0`}e${exponent}`;
}

const numberTag: ScalarTag = {
  identify: value => typeof value === "number",
  default: true,
  tag: "tag:yaml.org,2002:float",
  test: /^[-+]?[0-9][0-9_.]*(?:[eE][-+][0-9]+)?$/,
  resolve: text => Number(text),
  stringify: ({ value }) => yamlNumber(Number(value)),
};

/**
 * The text of a LLaMA-Factory configuration, in the order given. YAML 1.1, since PyYAML reads it: words such as `on` and
 * `no` stand in quotes when they are texts. No line is folded, so that a path stays one line.
 */
export function llamaFactoryYaml(values: Readonly<Record<string, YamlValue>>): string {
  const document = new Document(values, { version: "1.1", customTags: tags => [numberTag, ...tags] });
  return document.toString({ lineWidth: 0, directives: false });
}
