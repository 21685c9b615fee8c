// The stock phrases of minutes (domain.md §3.3), filled with what the meeting knows. `terms` finds them: pinyin and its
// initials.
import { chineseReport, chineseSpeaker, type PhraseFacts } from '../../domain/phrase.ts';

const speakers = ({ presenters }: PhraseFacts): string => presenters.map(chineseSpeaker).join('、');
const matter = ({ title }: PhraseFacts): string => (title === '' ? '' : `“${title}”`);

export const phrases = {
  opening: {
    label: '现纪要如下',
    terms: 'opening xjyrx jiyao',
    // Without a chair nobody convenes it: then the meeting itself is what the sentence is about.
    text: ({ day, chair, venue, meeting }: PhraseFacts) => {
      const when = day === null ? '' : `${day}，`;
      const where = venue === null ? '' : `在${venue}`;
      const held = chair === null ? `${meeting}${where}召开` : `${chair}${where}主持召开${meeting}`;
      return `${when}${held}。现纪要如下：`;
    },
  },
  chaired: {
    label: '会议由……主持',
    terms: 'chaired hyy zhuchi',
    text: ({ chair }: PhraseFacts) => `会议由${chair ?? ''}主持。`,
  },
  heard: {
    label: '会议听取了……',
    terms: 'heard tq tingqu hytq',
    text: (facts: PhraseFacts) => {
      const who = speakers(facts);
      return `会议听取了${who === '' ? '' : `${who}所作的`}${chineseReport(facts.title)}。`;
    },
  },
  adopted: {
    label: '会议审议通过了……',
    terms: 'adopted tg tongguo hysytg',
    text: (facts: PhraseFacts) => `会议审议通过了${matter(facts)}。`,
  },
  adoptedInPrinciple: {
    label: '会议原则通过……',
    terms: 'principle yz yuanze hyyztg',
    text: (facts: PhraseFacts) => `会议原则通过${matter(facts)}。`,
  },
  considered: { label: '会议认为', terms: 'considered rw renwei hyrw', text: () => '会议认为，' },
  pointedOut: { label: '会议指出', terms: 'pointed zc zhichu hyzc', text: () => '会议指出，' },
  stressed: { label: '会议强调', terms: 'stressed qd qiangdiao hyqd', text: () => '会议强调，' },
  required: { label: '会议要求', terms: 'required yq yaoqiu hyyq', text: () => '会议要求，' },
  decided: { label: '会议决定', terms: 'decided jd jueding hyjd', text: () => '会议决定，' },
  agreed: { label: '会议同意', terms: 'agreed ty tongyi hyty', text: () => '会议同意，' },
  unanimous: { label: '与会人员一致认为', terms: 'unanimous yz yizhi yhry', text: () => '与会人员一致认为，' },
  discussed: {
    label: '与会人员围绕……进行了讨论',
    terms: 'discussed tl taolun yhrytl',
    text: (facts: PhraseFacts) => `与会人员围绕${matter(facts)}进行了讨论。`,
  },
  others: { label: '会议还研究了其他事项', terms: 'others qt qita hyhyj', text: () => '会议还研究了其他事项。' },
};
