// What a sentence of the minutes signals when nobody wrote it down: a fact, a judgement, a stress, a demand, a decision
// (认为→指出→强调→要求, domain.md §3.3). Chinese only; a sentence that has a subject, or that no rule knows, stays as it is.

export type Signal = 'noted' | 'thought' | 'stressed' | 'required' | 'decided' | 'met';

/** The first that fits counts. */
const RULES: readonly (readonly [Signal, RegExp])[] = [
  // 会议 and what it did: the verb stays.
  ['met', /^(?:一致)?(?:同意|审议通过|原则通过|原则同意|决定|议定|明确|研究了|讨论了|听取了|审议了|通过了)/u],
  ['decided', /^(?:拟定于|定于|成立|设立|聘任|聘请|增补|授权|委托)/u],
  [
    'required',
    /^(?:要|须|需|应|应当|必须|务必|请|各(?:单位|专家委|部门|会员|委员会)[^，。]{0,12}(?:要|应|须|需)|抓紧|尽快|按时|于?\d{1,2}月(?:\d{1,2}日)?(?:底)?前)/u,
  ],
  ['stressed', /^(?:坚持|高度重视|重点|牢牢|切实|进一步|不断|着力|更加|加强|注重)/u],
  [
    'thought',
    /^(?:有利于|有助于|对于?[^，。]{2,20}(?:具有|有)[^，。]{0,8}(?:意义|作用)|符合|体现了?|是[^，。]{2,24}的(?:需要|必然|体现|基础))/u,
  ],
  ['noted', /^(?:当前|目前|近年来?|今年以来|上半年|过去|总体|总的来看|一段时间以来)/u],
];

/** Whose sentence it is stands there already. */
const HAS_SUBJECT = /^(?:会议|与会|大家|全体|本次|经|根据|按照|为[了]?|[一二三四五六七八九十]是|双方|各方)/u;

export function signalOf(sentence: string): Signal | null {
  const text = sentence.trim();
  if (HAS_SUBJECT.test(text)) return null;
  return RULES.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}
