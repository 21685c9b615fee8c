// Which control of a dialog takes the focus when it opens. The browser looks for the attribute as it shows the dialog; a
// call to `focus()` would come before and be undone.

/** For `{@attach firstFocus}`. */
export function firstFocus(control: HTMLElement): void {
  control.setAttribute('autofocus', '');
}
