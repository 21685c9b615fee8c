// A person of the register while their form is filled in: texts as they are typed, what is wrong with them, what is sent.
import type { CreatePerson, PatchPerson, RegisterPerson } from '../shared/api/register.schema.ts';
import { EMAIL, PHONE, READING, titleFrom } from '../shared/domain/register.ts';

export interface PostDraft {
  readonly org: string;
  readonly title: string;
  readonly former: boolean;
}

export interface PersonDraft {
  readonly name: string;
  /** Earlier names as a line: 张玮、张炜. */
  readonly aliases: string;
  readonly reading: string;
  readonly posts: readonly PostDraft[];
  readonly phone: string;
  readonly email: string;
  readonly note: string;
}

const NO_POST: PostDraft = { org: '', title: '', former: false };
export const NOBODY: PersonDraft = {
  ...{ name: '', aliases: '', reading: '', posts: [NO_POST], phone: '', email: '', note: '' },
};

export function draftOf({ name, reading, posts, private: own }: RegisterPerson): PersonDraft {
  const drafts = posts.map((post) => ({ org: post.org?.name ?? '', title: post.title ?? '', former: post.former }));
  return {
    ...{
      name,
      aliases: own?.aliases?.join('、') ?? '',
      reading: reading ?? '',
      posts: drafts.length === 0 ? [NO_POST] : drafts,
    },
    ...{ phone: own?.phone ?? '', email: own?.email ?? '', note: own?.note ?? '' },
  };
}

export type PersonFault = 'nameMissing' | 'readingWrong' | 'phoneWrong' | 'emailWrong';

export function faultsOf({ name, reading, phone, email }: PersonDraft): ReadonlySet<PersonFault> {
  const wrong = (text: string, pattern: RegExp): boolean => text.trim() !== '' && !pattern.test(text.trim());
  return new Set<PersonFault>([
    ...(name.trim() === '' ? (['nameMissing'] as const) : []),
    ...(wrong(reading, READING) ? (['readingWrong'] as const) : []),
    ...(wrong(phone, PHONE) ? (['phoneWrong'] as const) : []),
    ...(wrong(email, EMAIL) ? (['emailWrong'] as const) : []),
  ]);
}

/** What is sent. A title that begins with 原 is a former one. */
export function factsOf({ name, reading, posts, phone, email, note }: PersonDraft): CreatePerson {
  const text = (value: string): string | null => (value.trim() === '' ? null : value.trim());
  return {
    ...{ name: name.trim(), reading: text(reading), phone: text(phone), email: text(email), note: text(note) },
    posts: posts.flatMap((post): NonNullable<CreatePerson['posts']> => {
      const [org, title] = [text(post.org), text(post.title)];
      if (title === null) return org === null ? [] : [{ org, title, former: post.former }];
      const read = titleFrom(title);
      return [{ org, title: read.title, former: post.former || read.former }];
    }),
  };
}

/** What is sent of somebody who is there: what differs from the draft they were opened with, so that nothing others wrote goes. */
export function changesOf(draft: PersonDraft, opened: PersonDraft): PatchPerson {
  const stands = new Map(Object.entries(patchOf(opened)).map(([key, value]) => [key, JSON.stringify(value)]));
  return Object.fromEntries(
    Object.entries(patchOf(draft)).filter(([key, value]) => stands.get(key) !== JSON.stringify(value)),
  );
}

function patchOf(draft: PersonDraft): PatchPerson {
  const aliases = draft.aliases.split(/[、,，;；]/u).map((name) => name.trim());
  return { ...factsOf(draft), aliases: aliases.filter((name) => name !== '') };
}
