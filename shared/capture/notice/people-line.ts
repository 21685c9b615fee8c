// A line that lists who is asked: persons by name with their posts, and groups without names. 副会长钱伟、朱雨真 are two
// vice-presidents; 市应急管理局党委书记、局长赵卫东 is one person of two posts.
import type { PersonRole } from '../../domain/person.ts';
import { evened, singleSpaced } from './characters.ts';
import { labelOf } from './labels.ts';
import type { NoticePerson } from './notice.ts';
import { endsInPost, isName, readPerson, type PersonRead } from './persons.ts';

export interface Listed {
  readonly people: readonly { readonly person: NoticePerson; readonly words: string }[];
  readonly groups: readonly { readonly words: string; readonly role: PersonRole }[];
}

const GROUP =
  /^(?:全体|各|本会|有关|相关|部分|其他)|(?:负责人|人员|代表|领导|成员|同志|单位|处室|部门|理事|监事|委员|党员|会员|家长|members|staff)(?:\s*(?:等|(?:各|共)?\d+(?:-\d+)?人))?$/iu;

/** Reads `text`, the part of a line after its label; everybody gets `role`. */
export function readPeople(text: string, role: PersonRole): Listed {
  const list = new List();
  for (const stretch of split(text, /[,，;；。]/u)) list.addStretch(stretch, role);
  return list;
}

/** 县领导：县委常委、副县长戴志平 — what those who follow have in common, said before them. */
const OVERLINE = /^\p{Script=Han}{2,10}[:：]\s*(?=\S)/u;
const INVITED = /^(?:并)?(?:邀请|特邀)\s*/u;

class List implements Listed {
  readonly people: Listed['people'][number][] = [];
  readonly groups: Listed['groups'][number][] = [];
  /** A post whose holder comes next. */
  #pending = '';
  /** What the names that follow without a post have, too. */
  #inherited: Pick<PersonRead, 'org' | 'title'> | null = null;
  #isAfterGroup = false;
  /** 教务处、研究生院 before 人事处主要负责人: whose people the group is. */
  #houses: string[] = [];

  /** What stands between two commas. */
  addStretch(whole: string, role: PersonRole): void {
    // 全体理事。特邀嘉宾：… — a label of its own in the middle of a line.
    const label = labelOf(evened(whole));
    if (label?.kind === 'people') return this.addStretch(whole.slice(label.length), label.role);
    const stretch = whole
      .replace(OVERLINE, '')
      .replace(INVITED, '')
      .replace(/\s*(?:到会指导|出席|参加|列席)$/u, '');
    if (this.#isOrganisationOfLast(stretch)) return;
    this.#pending = '';
    this.#inherited = null;
    this.#isAfterGroup = false;
    this.#houses = [];
    const parts = split(stretch, /、/u);
    for (const [place, part] of parts.entries()) {
      this.#addPart(part, parts[place + 1] ?? null, INVITED.test(whole) ? 'guest' : role);
    }
  }

  /** Dr Ingrid Voss, University of Malmö. */
  #isOrganisationOfLast(stretch: string): boolean {
    const last = this.people.at(-1);
    const isLatin = /^[A-Z][\p{L} ]+$/u.test(stretch) && /^[A-Z]/.test(last?.person.name ?? '');
    if (!last || !isLatin || readPerson(stretch) !== null) return false;
    this.people[this.people.length - 1] = { ...last, person: { ...last.person, org: stretch } };
    return true;
  }

  #addPart(part: string, next: string | null, role: PersonRole): void {
    const words = this.#pending === '' ? part : `${this.#pending}、${part}`;
    const plain = singleSpaced(words);
    const isNamed = !/^(?:全体|各)/u.test(plain);
    const person = isNamed ? readPerson(plain) : null;
    this.#pending = '';
    if (person) return this.#addPerson(person, words, role);
    const isPostOfNext =
      next !== null && endsInPost(plain) && isNamed && !this.#isAfterGroup && readPerson(next) !== null;
    if (isPostOfNext) this.#pending = words;
    else if (GROUP.test(groupName(plain)) || endsInPost(plain)) {
      const isOfHouses = OF_HOUSE.test(groupName(plain)) && !/^(?:全体|各)/u.test(plain);
      this.groups.push({ words: groupName([...(isOfHouses ? this.#houses : []), words].join('、')), role });
      this.#houses = [];
      this.#isAfterGroup = true;
    } else this.#houses.push(words);
  }

  #addPerson(person: PersonRead, words: string, role: PersonRole): void {
    const plain = singleSpaced(words);
    const isBare = person.title === null && person.org === null && isName(person.name);
    const read = isBare && this.#inherited ? { ...person, ...this.#inherited } : person;
    if (!isBare) {
      const { org, title } = person;
      this.#inherited = endsInPost(plain) || /[)）]$/u.test(plain) ? null : { org, title };
    }
    this.people.push({ person: { ...read, role }, words });
  }
}

const OF_HOUSE = /(?:负责人|人员|代表|领导|同志)$/u;

/** 全体委员（名单见附件）: the bracket is no part of who they are. */
function groupName(words: string): string {
  return words.replace(/\s*[（(][^（）()]*(?:名单|附件|详见|另行)[^（）()]*[）)]$/u, '');
}

/** Splits at `separator` outside of brackets. */
function split(text: string, separator: RegExp): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let current = '';
  for (const character of text) {
    if (/[（(]/u.test(character)) depth += 1;
    if (/[）)]/u.test(character)) depth = Math.max(0, depth - 1);
    if (depth === 0 && separator.test(character)) {
      parts.push(current);
      current = '';
    } else current += character;
  }
  return [...parts, current].map((part) => part.trim()).filter((part) => part !== '');
}
