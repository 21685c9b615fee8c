// Words of notices themselves: mails and what robots say. What a single change is called stands with what changed.
export const notice = {
  office: '共笔',
  digest: (count: number, first: string) => `${count} 条通知：${first} 等`,
  digestLead: (count: number) => `以下 ${count} 条通知合并为一封邮件。`,
  footer: (site: string) => `本邮件由会议系统自动发出（${site}），请勿直接回复。`,
  archived: (title: string, version: number) => `《${title}》已归档（第 ${version} 版）`,
  reopened: (title: string, version: number) => `《${title}》已重新打开，开始第 ${version} 版`,
  happened: (title: string) => `《${title}》有新的变化`,
  somewhere: '会议系统有新的变化',
  open: '打开会议',
};
