// What a page says where something it asked for is not there: what happened, what was kept, what to do.

export const states = {
  /** In place of what did not come. */
  missing: {
    unreachable: { title: '连不上服务器', body: '这里的内容还没有取到，写下的都在。网络恢复后自动再取，不用守着。' },
    offline: { title: '网络已断开', body: '这里的内容还没有取到，写下的都在。网络恢复后自动再取，不用守着。' },
    fault: {
      title: '服务器出了差错',
      body: '这里的内容没有取到，已存的不受影响。稍后自动再取；一直取不到，请告知管理员。',
    },
    refused: { title: '没有这项权限', body: '您的账号看不到这里的内容，权限也可能刚刚变动。需要时请联系管理员。' },
    gone: { title: '找不到了', body: '可能已移走或删除，也可能您的账号看不到它。' },
    other: '没有取到',
  },
  /** Above what was fetched before. */
  stale: {
    unreachable: '连不上服务器，下面是先前取到的。网络恢复后自动更新。',
    fault: '服务器出了差错，下面是先前取到的。稍后自动更新。',
    refused: '您的权限刚刚变动，下面是先前取到的，不再更新。',
    gone: '刚刚被移走或删除了，下面是先前取到的。',
  },
  /** Late parts of the page that did not come. */
  parts: {
    title: '这一部分没有载入',
    body: '网络中断过，或者服务器刚刚更新。已经保存的不会丢；正在填的表单请先提交，再重新载入。',
    page: '页面没有载入完整，有几处暂时打不开：网络中断过，或者服务器刚刚更新。已经保存的不会丢；正在填的表单请先提交，再重新载入。',
    editor: '编辑器没有载入，正文暂时只能看：网络中断过，或者服务器刚刚更新。正文里写下的都在，重新载入不会丢。',
  },
};
