// Posts as they stand beside names: 秘书长王坤泉, 王坤泉秘书长. A deputy is no head, and what is left out of a post in speech is
// never left out on paper (domain.md §7).

const HEADS = [
  ...['理事长', '会长', '秘书长', '监事长', '董事长', '书记', '主席', '主任', '委员长', '总经理', '经理', '总监'],
  ...['处长', '科长', '局长', '部长', '厅长', '司长', '院长', '校长', '所长', '站长', '组长', '队长', '馆长', '社长'],
  ...['总工程师', '工程师', '教授', '研究员', '律师', '顾问', '监事', '理事', '专家', '干事'],
];
const POST = `(?:常务|执行|第一)?(?:副|高级|首席)?(?:常务|名誉|荣誉)?(?:${HEADS.toSorted((a, b) => b.length - a.length).join('|')})`;
const ENGLISH_HEADS = [
  ...[
    'Secretary-General',
    'Secretary General',
    'President',
    'Chairman',
    'Chairwoman',
    'Chairperson',
    'General Manager',
  ],
  ...[
    'Managing Director',
    'Director',
    'Manager',
    'Treasurer',
    'Secretary',
    'Engineer',
    'Professor',
    'Adviser',
    'Advisor',
  ],
];
const ENGLISH = `(?:(?:Executive|First|Honorary) )?(?:(?:Deputy|Vice|Assistant|Chief|Senior|Former)[ -])?(?:${ENGLISH_HEADS.join('|')})`;
const ALL = new RegExp(`${POST}|\\b${ENGLISH}\\b`, 'gu');
const LAST = new RegExp(`(${POST}|\\b${ENGLISH} )$`, 'u');
const FIRST = new RegExp(`^(?:(${POST})(?![务任])|, (?:the )?(${ENGLISH})\\b)`, 'u');

/** The posts in a title: 技防办副主任、科信处技防科长 → 副主任, 科长. */
export function postsIn(title: string): ReadonlySet<string> {
  return new Set(title.match(ALL) ?? []);
}

/** The post right before a name, and right behind it; a rank in a row of names is none of the next one. */
export function postsBeside(text: string, name: string): readonly string[] {
  const found: string[] = [];
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    const before = LAST.exec(text.slice(Math.max(0, at - MAX_POST_CHARS), at))?.[1];
    const [, behind, english] = FIRST.exec(text.slice(at + name.length).replace(/^[ \u3000]/u, '')) ?? [];
    for (const post of [before, behind, english]) if (post !== undefined) found.push(post.trim());
  }
  return found;
}

const MAX_POST_CHARS = 40;

/** What may be a name after a post: up to five Han characters, for comparing with names that are known. */
export function namesAfterPosts(text: string): readonly string[] {
  return [...text.matchAll(NAME_AFTER)].map(([, name = '']) => name);
}

/** What stands before the head of a post does not matter here, and costs much to look for. */
const NAME_AFTER = new RegExp(
  `(?:${HEADS.toSorted((a, b) => b.length - a.length).join('|')})(?=(\\p{Script=Han}{2,5}))`,
  'gu',
);
