// Which of two version numbers is the older one. Three numbers and perhaps a prerelease, as npm, Node and SQLite write them.
import { invariant } from './assert.ts';

/** Whether `found` is older than `oldest`. A prerelease is older than its release. Throws on what is no version. */
export function isOlder(found: string, oldest: string): boolean {
  const [ours, theirs] = [partsOf(found), partsOf(oldest)];
  const difference = ours.map((part, index) => part - (theirs[index] ?? 0)).find((step) => step !== 0) ?? 0;
  return difference < 0;
}

function partsOf(version: string): readonly number[] {
  const match = /^v?(\d+)\.(\d+)\.(\d+)(?:\.\d+)?(-[\w.-]+)?(?:\+.*)?$/.exec(version);
  invariant(match, `"${version}" is no version`);
  const [, major, minor, patch, prerelease] = match;
  return [Number(major), Number(minor), Number(patch), prerelease === undefined ? 0 : -1];
}
