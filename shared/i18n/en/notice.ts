// Words of notices themselves, in English.
import type { Catalogue } from '../locale.ts';
import type { notice as chinese } from '../zh-CN/notice.ts';

export const notice: Catalogue<typeof chinese> = {
  office: 'Gongbi',
  digest: (count, first) => `${count} notices: ${first} and more`,
  digestLead: (count) => `${count} notices in one mail.`,
  footer: (site) => `Sent by the meeting system (${site}); please do not reply to this mail.`,
  archived: (title, version) => `“${title}” was archived (version ${version})`,
  reopened: (title, version) => `“${title}” was reopened as version ${version}`,
  happened: (title) => `Something changed in “${title}”`,
  somewhere: 'Something changed in the meeting system',
  open: 'Open the meeting',
};
