// Words of the register as a file: heads of its columns, which the import knows again.

export const sheetWords = {
  everybody: '名册',
  columns: {
    name: '姓名',
    org: '单位',
    shortOrg: '单位简称',
    title: '职务',
    post: '本会职务',
    voting: '表决权',
    from: '任职起',
    to: '任职止',
    reading: '姓氏读音',
    phone: '电话',
    email: '邮箱',
    note: '备注',
  },
  yes: '有',
  no: '无',
};
