// What a note-taker put in brackets for himself: 原文作培养, 待核, 听不清. It stays in the house and stands on no paper.

const REMARK = /[（(](?:原文|报道|待核|待定|待补|存疑|听不清|注[：:]|[?？])[^（）()]*[）)]/gu;

export function withoutRemarks(text: string): string {
  let [before, left] = ['', text];
  // One may stand within another.
  while (left !== before) [before, left] = [left, left.replace(REMARK, '')];
  return left.trim();
}
