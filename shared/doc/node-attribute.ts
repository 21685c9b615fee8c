// Which links minutes may carry: web pages and mail addresses, nothing that runs or reads.

const MAX_LINK_LENGTH = 2_048;
const SAFE_LINK = /^(?:https?:\/\/|mailto:)[^\s"'<>`\\\p{Cc}]+$/iu;

/** Whether `href` is an absolute http, https or mailto address without blanks, quotes or control characters. */
export function isSafeLink(href: string): boolean {
  return href.length <= MAX_LINK_LENGTH && SAFE_LINK.test(href);
}
