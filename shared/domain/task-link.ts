// How the key of an owner's link looks in an address. Both live below /tasks/, so a task's own id must never look like one.

/** What links that open an owner's tasks are made of: 256 random bits, base64url. */
const TASK_TOKEN = /^[\w-]{43}$/;

export function isTaskToken(text: string): boolean {
  return TASK_TOKEN.test(text);
}
