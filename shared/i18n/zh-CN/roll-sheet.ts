// Words of entering a signed sheet (签到表) afterwards: many at once, with one time.

export const sheet = {
  open: '补录签到表…',
  title: '补录签到表',
  lede: '照纸上的签到表勾人：打姓名或首字母，回车勾上一位；人多就“全部勾上”，再去掉没签的。',
  at: '到场时间',
  atHint: '整张表记同一个时间，个别的以后可以更正',
  find: '姓名或拼音首字母，回车勾上',
  none: '没有等着补录的人，名单上的都已到场。',
  notAwaited: (query: string) => `没有等着补录的“${query}”：不在名单上，或已记到场。`,
  all: '全部勾上',
  clear: '全部去掉',
  people: '还没记到场的人',
  ticked: (name: string) => `${name}，已勾上`,
  unticked: (name: string) => `${name}，已去掉`,
  save: (count: number) => (count === 0 ? '先勾人' : `记${count}人到场`),
  done: (count: number, time: string) => `${time} 到场${count}人，已补录`,
};
