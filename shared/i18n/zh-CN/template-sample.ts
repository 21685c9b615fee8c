// Words of the sample of a body's own template: what stands in it besides placeholders.

export const templateSample = {
  title: '会议纪要模板示例',
  listTitle: '可用的占位符',
  listLede:
    '以下是说明，用完请删去。占位符写中文名或英文名都可以，连同花括号写进模板，排版时换成会议的内容，字体、字号照占位符所在处的样子。花括号里以“#出席”开头、以“/出席”结尾，中间的内容每人重复一次；以“?请假”开头、以“/请假”结尾，有人请假时才出现。写在表格一行的第一格和最后一格里，就是整行重复。',
  head: { chinese: '中文名', english: '英文名', use: '用法' },
  value: '直接填入',
  repetition: '重复，或有内容才出现',
  within: (list: string) => `写在“${list}”的重复之内`,
  mark: '写在重复之内：每两项之间的顿号',
  labels: {
    minutes: '会议纪要',
    number: '序号',
    what: '事项',
    owner: '责任人',
    due: '完成时限',
    attending: '出席',
    excused: '请假',
    invited: '列席',
    recorder: '记录',
    copies: '分送',
  },
};
