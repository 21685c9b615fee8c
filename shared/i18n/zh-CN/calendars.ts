// Words of calendars that subscribe: one's own, a body's, somebody's.

export const calendars = {
  title: '日历订阅',
  lede: {
    account: '手机和电脑的日历凭这个地址自动收到您能看到的会议，以及您督办任务的期限。',
    body: '日历凭这个地址自动收到本机构的会议。议程草稿、纪要内容都不在里面。',
    person: '本人的日历凭这个地址自动收到名单上有本人的会议，以及本人承办任务的期限；只含您负责的机构。',
  },
  none: '还没有订阅地址。',
  create: '新建地址',
  created: '订阅地址已建立，请现在复制',
  createdLede: '在日历软件里选“通过网址订阅”，粘贴这个地址。知道地址的人都能看到；关闭之后不再显示，不用了就撤销。',
  label: '订阅地址',
  done: '已经存好',
  made: (day: string) => `${day}建立`,
  used: (when: string) => `最近使用：${when}`,
  unused: '还没有用过',
  revoke: '撤销',
  revokeThis: (day: string) => `撤销${day}建立的订阅地址`,
  revokeTitle: '撤销这个订阅地址？',
  revokeLede: '用着它的日历不再更新，不能恢复。',
  revokeSubmit: '撤销地址',
  revoked: '订阅地址已撤销。',
};
