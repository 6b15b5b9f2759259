/**
 * Why a text is no filter or order, in English; the host translates the table. `{0}` is the character at which it stops
 * being one, from 1; `{1}` and `{2}` are what the sentence names.
 */
export const filterStrings = {
  nothing: "This is no condition.",
  condition: "A condition is expected at character {0}, such as score < 0.5 or wrong.",
  field: "The name of a field is expected at character {0}, such as score or iou.",
  operator: "An operator is expected at character {0}: =, !=, <, <=, >, >=, ~, in or between.",
  number: "A number is expected at character {0}.",
  text: "A text is expected at character {0}; one with spaces stands in quotes.",
  value: "A number or a text is expected at character {0}; a text with spaces stands in quotes.",
  opening: "An opening parenthesis is expected at character {0}.",
  closing: "A closing parenthesis is expected at character {0}.",
  "and closing": "“and”, “or” or a closing parenthesis is expected at character {0}.",
  "comma closing": "A comma or a closing parenthesis is expected at character {0}.",
  and: "“and” is expected at character {0}, between the two ends of the range.",
  "and end": "“and”, “or” or the end is expected at character {0}.",
  "comma end": "A comma or the end is expected at character {0}.",
  strangeCharacter: "The character {1} at {0} means nothing here; a text stands in quotes.",
  unclosedText: "The quote at character {0} is not closed.",
  badNumber: "“{1}” at character {0} is no number.",
  needsNumber: "{1} is compared with a number: one is expected at character {0}.",
  needsText: "{1} is compared with a text here: put what stands at character {0} in quotes.",
  noSuchChoice: "{1} is one of {2}: one of these is expected at character {0}.",
  operatorUnfit: "{1} cannot be asked this way at character {0}; it takes {2}.",
  flagAlone: "{1} stands alone, without a value: nothing is expected at character {0}.",
  reversedRange: "The range at character {0} ends below its beginning.",
  unsortable: "{1} at character {0} is too long to sort by.",
  tooLong: "This is longer than {1} characters.",
  tooDeep: "More than {1} parentheses stand inside one another at character {0}.",
  tooMany: "At character {0} there are more than {1} conditions.",
} as const;
