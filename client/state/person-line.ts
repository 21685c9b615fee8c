// A person written on one line: 张春野 苏州市市场监管局 处长. Commas may stand for the spaces, as names in English hold some.

export interface PersonLine {
  readonly name: string;
  readonly org: string | null;
  readonly titles: readonly string[];
}

/** Name, organisation, posts; with two parts the second is a post when it sounds like one, else an organisation. */
export function parsePersonLine(line: string): PersonLine | null {
  const text = line.trim();
  const parts = (/[,，\t]/.test(text) ? text.split(/[,，\t]/) : text.split(/\s+/))
    .map((part) => part.trim())
    .filter(Boolean);
  const [name, second, ...rest] = parts;
  if (name === undefined) return null;
  if (second === undefined) return { name, org: null, titles: [] };
  if (rest.length === 0 && POST.test(second)) return { name, org: null, titles: parsePosts(second) };
  return { name, org: second, titles: parsePosts(rest.join('、')) };
}

const POST =
  /(长|任|员|师|家|授|记|总|经理|秘书|顾问|代表|委员|干事|助理|主席|会计|director|chair(?:man|woman|person)?|secretary|manager|president|member|adviser|professor)$/iu;

/** Several posts in one text, as lists print them: 技防办副主任、科信处技防科长. */
export function parsePosts(text: string): readonly string[] {
  return text
    .split(/[、；;]/)
    .map((post) => post.trim())
    .filter((post) => post !== '');
}
