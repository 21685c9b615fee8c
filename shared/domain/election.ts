// What a decision's wording tells of an election: its result, which nobody decides, or what is decided about somebody elected.

/** 同意张三当选副理事长 and 由当选理事组成筹备组 are decided; 张三当选副理事长 came out of a vote. */
export function isElectionResult(wording: string): boolean {
  return /当选/u.test(wording) && !DECIDED.test(wording) && !/由(?:新)?当选|新当选/u.test(wording);
}

const DECIDED = /^(?:会议|大会)?(?:不|同意|通过|审议|批准|决定|明确|确定|建议|提议|推荐|提名|拟|若|如)/u;
