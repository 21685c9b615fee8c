// The screen that links without a name show, and that the bar's control steers.

/** As the server names it for a link made without `screen`. */
export const MAIN_SCREEN = 'main';
