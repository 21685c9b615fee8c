// What a text on the page is asked for when somebody is brought to it to write on. An event, because the page finds texts by
// their elements, and only the editor may move the caret in one.

/** The editor of the text takes the focus, its caret behind the last word. */
export const WRITE_ON = 'gongbi-write-on';
