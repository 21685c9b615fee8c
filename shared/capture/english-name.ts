// Who is named at a place of an English sentence: names the meeting knows, else what has the form of a body, a post or a person.

export interface EnglishNamed {
  readonly names: readonly string[];
  readonly end: number;
}

const ARTICLE = /^(?:the|our|its)\s+/iu;
const WORD = "[A-Z][\\p{L}'’-]*\\.?";
const TITLED = new RegExp(
  `^(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Madam)\\.?\\s+(?<name>${WORD}(?:\\s+${WORD}){0,3})`,
  'u',
);
const GROUP =
  /^(?:all|each|every)\s+(?:(?:of the|the)\s+)?(?:[\w-]+\s+){0,2}(?:members?|organi[sz]ations?|committees?|branch(?:es)?|directors?|departments?|units?|companies|company|chairs?|delegates?|subcommittees?)\b/iu;
const POST =
  '(?:(?:Deputy|Vice|Honorary|Executive|Assistant|Acting|Standing|Joint|[A-Z][a-z]+)[\\s-]+){0,2}(?:Secretary[\\s-]General|Secretary|Treasurer|Chair(?:man|woman|person)?|President|Director|Counsel|Advis[eo]r|Auditor|Editor|Clerk|Registrar|Co-?ordinator|Convenor|Convener|Manager|Officer|Accountant|Webmaster|Librarian|Rapporteur|Supervisor)';
const POST_AT = new RegExp(
  `^(?:${POST}|secretary[\\s-]general|secretary|treasurer|chair(?:man|woman|person)?|president)\\b(?!\\s+(?:of\\s+the\\s+)?meeting)`,
  'u',
);
const BODY =
  'Committee|Subcommittee|Sub-committee|Secretariat|Office|Team|Group|Board|Department|Dept|Council|Commission|Panel|Bureau|Centre|Center|Unit|Section|Division|Branch|Chapter|Association|Society|Institute|University|College|School|Company|Corporation|Ltd\\.?|Inc\\.?|LLC|GmbH|Task\\s?[Ff]orce|Federation|Bank|Agency|Academy|Laboratory|Lab|Hospital|Trust';
const BODY_AT = new RegExp(
  `^(?:(?:[A-Z][\\p{L}\\d&'’.-]*|of|and|for|on|&)\\s+){0,7}?(?:${BODY})(?![\\p{L}\\d])(?:\\s+(?:of|for|on)\\s+(?:the\\s+)?${WORD}(?:\\s+(?:and\\s+)?${WORD}){0,3})?`,
  'u',
);
/** In lower case only as people say it of their own house. */
const PLAIN_BODY_AT =
  /^(?:[a-z-]+\s+){0,2}?(?:secretariat|committee|subcommittee|team|office|working group|department|board)\b/u;
const PERSON_AT = new RegExp(`^${WORD}(?:\\s+(?:${WORD}|de|van|von|der|bin|al)){1,3}`, 'u');
/** Words that begin with a capital and no person does. */
const NO_PERSON =
  /\b(?:The|This|That|These|Those|It|If|Under|Article|Clause|Section|Motion|Meeting|Members?|Council|Everyone|Please|Action|Next|All|Each|No|Any|Item|Agenda|Minutes|Report|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|June|July|August|September|October|November|December|By|Before|After|Within|In|On|At|For|From|With|Council|Annual|General|Spring|Festival|Day|Hall|Hotel|Street|Road|Project|Programme|Program|Conference|Congress|Forum|Budget|Plan|Act)\b/u;
const NO_PLAIN = /^(?:next|last|previous|whole|entire|same|new|other|another|first|second|third|meeting|every)\s/u;
/** (Treasurer) or , Treasurer, behind a person. */
const POST_BEHIND = new RegExp(`^(?:\\s*\\([^)]{1,60}\\)|,\\s+(?:the\\s+)?${POST},?)`, 'u');
const JOINT = /^(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*|\s*\/\s*|\s+(?:together|jointly|along)\s+with\s+)/u;

/** The names that stand at `at`, several when commas, “and” or “&” join them; null when nobody is named there. */
export function englishNamesAt(sentence: string, at: number, parties: readonly string[]): EnglishNamed | null {
  const first = nameAt(sentence, at, parties);
  if (!first) return null;
  const names = [first.name];
  let { end } = first;
  for (let joint = JOINT.exec(sentence.slice(end)); joint; joint = JOINT.exec(sentence.slice(end))) {
    const next = nameAt(sentence, end + joint[0].length, parties);
    if (!next) break;
    names.push(next.name);
    ({ end } = next);
  }
  return { names: [...new Set(names)], end };
}

interface NameAt {
  readonly name: string;
  readonly end: number;
}

function nameAt(sentence: string, at: number, parties: readonly string[]): NameAt | null {
  const article = ARTICLE.exec(sentence.slice(at))?.[0].length ?? 0;
  const from = at + article;
  const rest = sentence.slice(from);
  const known = knownAt(rest, parties);
  if (known !== null) return withPost(sentence, known, from + known.length);
  const group = GROUP.exec(sentence.slice(at));
  if (group) return { name: group[0], end: at + group[0].length };
  const titled = TITLED.exec(rest);
  if (titled) {
    // Helen Park loses her title, Dr Park needs it.
    const name = titled.groups?.['name'] ?? '';
    return withPost(sentence, name.includes(' ') ? name : titled[0], from + titled[0].length);
  }
  const post = POST_AT.exec(rest)?.[0];
  const holder = post === undefined ? null : personAt(rest.slice(post.length).replace(/^\s+/u, ''));
  if (post !== undefined && holder !== null) return { name: holder, end: from + rest.indexOf(holder) + holder.length };
  const body = BODY_AT.exec(rest)?.[0] ?? plainBodyAt(rest, article > 0);
  if (body !== null && body.length > (post?.length ?? 0)) return { name: body, end: from + body.length };
  if (post !== undefined) return { name: post, end: from + post.length };
  const person = article > 0 ? null : personAt(rest);
  return person === null ? null : withPost(sentence, person, from + person.length);
}

function knownAt(rest: string, parties: readonly string[]): string | null {
  const known = parties.filter(
    (name) => name !== '' && rest.startsWith(name) && !/^[\w-]/u.test(rest.slice(name.length)),
  );
  return known.sort((a, b) => b.length - a.length)[0] ?? null;
}

function plainBodyAt(rest: string, hasArticle: boolean): string | null {
  return !hasArticle || NO_PLAIN.test(rest) ? null : (PLAIN_BODY_AT.exec(rest)?.[0] ?? null);
}

function personAt(rest: string): string | null {
  const person = PERSON_AT.exec(rest)?.[0];
  return person === undefined || NO_PERSON.test(person) ? null : person;
}

function withPost(sentence: string, name: string, end: number): NameAt {
  return { name, end: end + (POST_BEHIND.exec(sentence.slice(end))?.[0].length ?? 0) };
}
