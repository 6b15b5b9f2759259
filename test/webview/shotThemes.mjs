/** The themes that every view is looked at in, as `themes.css` names them: dark, light, and both of high contrast. */
export const shotThemes = ["dark", "light", "hc", "hcLight"];
