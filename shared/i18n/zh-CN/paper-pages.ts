// The words around the pages of a paper as they will be printed. Part of whichever area shows them.

export const paperPages = {
  region: (title: string) => `${title}，打印预览`,
  bar: '预览工具',
  page: (n: number, of: number) => `第${n}页，共${of}页`,
  place: (n: number, of: number) => `${n} / ${of}`,
  previous: '上一页',
  next: '下一页',
  zoom: '显示大小',
  width: '适合宽度',
  whole: '整页',
  actual: '100%',
  print: '打开 PDF 打印',
  printHint: '在新标签页打开，用浏览器打印',
  cut: (shown: number, of: number) => `共${of}页，这里只显示前${shown}页，打开 PDF 看全部。`,
  noFont: (signs: string) => `这些字没有字体可用，印出来是空框：${signs}`,
  empty: '这份文件没有页。',
};
