// Keys of a field inside a table that is gone about by keys (table-keys.ts): heard at the field itself, so that what it answers is
// answered before the table hears of it. What a component listens to by itself comes only after that.
import type { Attachment } from 'svelte/attachments';

export function ownKeys<T extends HTMLElement>(press: (event: KeyboardEvent, field: T) => void): Attachment<T> {
  return (field) => {
    const listen = (event: KeyboardEvent): void => press(event, field);
    field.addEventListener('keydown', listen);
    return () => field.removeEventListener('keydown', listen);
  };
}
