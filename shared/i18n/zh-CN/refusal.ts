// A sentence for every refusal: what happened, what was kept, what to do. Complete by code, or the type check fails.
import { firstFault, firstPlaceholder, type RefusalSentences } from '../refusal-sentences.ts';

const seconds = (value: unknown): string => (typeof value === 'number' && value > 0 ? `${Math.ceil(value)}秒` : '片刻');
const megabytes = (value: unknown): string =>
  typeof value === 'number' ? `${Math.max(0.1, Math.round(value / 104_857.6) / 10)} MB` : '上限';
const version = (value: unknown): string => (typeof value === 'number' ? `第${value}版` : '这一版');
const phases: Readonly<Record<string, string>> = {
  prepare: '会前',
  live: '会中',
  'follow-up': '会后',
  archived: '归档',
};
const phase = (value: unknown): string => (typeof value === 'string' ? (phases[value] ?? value) : '当前阶段');

/** What is wrong as a whole, with no field to mark; by the code of the first fault. */
const tooMuch: ReadonlyMap<string, string> = new Map([
  ['too-many-templates', '模板已满：最多300个，议题合计也有上限。这一步没有保存，请先移除不用的模板。'],
  ['too-many-phrases', '常用语已满：每个机构最多500句。这一步没有保存，请先移除不用的。'],
]);

export const refusal: RefusalSentences = {
  'not-signed-in': () => '登录已失效。已写内容仍在本机，重新登录后继续。',
  'wrong-credentials': () => '用户名或密码不对，请再试一次。忘记密码可请管理员重设。',
  'too-many-attempts': ({ retryAfterSeconds }) => `尝试次数过多，请等${seconds(retryAfterSeconds)}再试。`,
  'not-found': () => '找不到要看的内容：可能已移走，或者您的账号看不到它。',
  'not-allowed': () => '您的账号没有这项权限，什么都没有改动。需要时请联系管理员。',
  'rights-changed': () => '您的权限刚刚变动，这一步没有执行，什么都没有改动。请再试一次。',
  'foreign-origin': () => '请求来自别的网站，已拒绝，什么都没有改动。请从本站地址打开页面再试。',
  'setup-done': () => '这台服务器已经设置过了，请直接登录。',
  'setup-token-wrong': () => '设置链接不对或已用过。请用服务器启动时打印的最新链接。',
  invalid: ({ errors }) => tooMuch.get(firstFault(errors)) ?? '有些内容填得不对，尚未保存。请改正标出的地方再试。',
  'too-large': ({ limitBytes }) => `内容太大，超过${megabytes(limitBytes)}，没有保存。请拆小再试。`,
  'unsupported-format': ({ format }) =>
    typeof format === 'string' && format
      ? `不支持“${format}”这种格式，什么都没有改动。`
      : '不支持这种格式，什么都没有改动。',
  'username-taken': ({ username }) =>
    typeof username === 'string' && username ? `用户名“${username}”已有人用，请换一个。` : '用户名已有人用，请换一个。',
  'version-mismatch': () => '别人刚刚改过这里，您的改动没有保存。请载入最新内容后再改。',
  'version-required': () => '页面上的内容已旧，改动没有保存。请重新载入后再试。',
  draft: () => '议程还没有发布，内容不会对外。发布议程后再建链接、导出公开版。什么都没有改动。',
  sample: () => '这是示范会议，不能归档，也不计入统计。看完可以移入回收站。',
  'phase-not-allowed': ({ from, to }) => `会议正处于“${phase(from)}”，不能转到“${phase(to)}”，阶段没有改变。`,
  'reason-required': () => '这一步要写明理由，写好再试。尚未改动。',
  sealed: ({ version: sealed }) => `纪要已封存为${version(sealed)}，不能再改。需要更正时请重新开启。`,
  'already-archived': () => '这次会议已经归档，无须再归一次。',
  'not-archived': () => '这次会议尚未归档，没有封存的版本可看。',
  'not-ready': () => '归档前还有事项没有办妥，会议尚未归档。请逐条处理，或写明理由仍要归档。',
  'paper-missing': () => '会议还缺少这份文件要用的内容，补全后再生成。什么都没有改动。',
  'paper-unprintable': () => '这份文件没能排成页面。可以先下载 Word 版；内容没有丢失。',
  'template-faulty': ({ faults }) => {
    const name = firstPlaceholder(faults);
    return `机构自己的模板填不了${name === '' ? '' : `，问题在占位符{${name}}`}。可先用标准版式，再改模板；内容没有丢失。`;
  },
  'printer-busy': () => '正在为别人排版，请稍等几秒再试。',
  'task-state': () => '这项任务的状态已变，这一步现在不能做，什么都没有改动。',
  'supervisor-only': () => '这一步只有督办人能做，什么都没有改动。',
  'task-limit-passed': () => '已过完成时限，延期须在到期前申请，什么都没有改动。',
  'files-full': ({ limitFiles, limitBytes }) =>
    `这次会议的附件已满（最多${typeof limitFiles === 'number' ? limitFiles : '若干'}个、共${megabytes(limitBytes)}），没有添加。请先移除不用的附件。`,
  'versions-full': ({ limit }) =>
    `这次会议的命名版本已满（最多${typeof limit === 'number' ? limit : '若干'}个），没有添加。请先删去不用的版本。`,
  'exports-full': () => '导出已到上限，没有开始新的。请等做完，或删掉一个。',
  'file-damaged': () => '这个文件在服务器上已损坏或缺失，打不开。请告知管理员，可从备份取回。',
  'code-expired': () => '签到码已过期，请重新扫码。',
  'check-in-closed': () => '现在不能签到，请到签到台。',
  'access-read-only': () => '您在这里只能看，不能改。刚才的改动没有保存到服务器，仍在本机。',
  'document-frozen': () => '纪要已封存，迟到的改动没有写入，仍在本机，可作为更正提出。',
  'document-damaged': () => '服务器上的这份内容有一段读不出来，已暂停写入以免受损。您的改动仍在本机，请告知管理员。',
  'document-full': ({ limitBytes }) =>
    `这份内容已到${megabytes(limitBytes)}上限，新写的没有存到服务器，仍在本机。请删减后再试。`,
  'epoch-changed': () => '服务器上的内容已从备份恢复过。您的改动仍在本机，请重新载入后核对。',
  'client-too-old': () => '服务器已更新，这个页面太旧。已写内容仍在本机，请重新载入。',
  'client-id-taken': () => '连接编号与别人重复，正在换一个重连。已写内容仍在本机。',
  'update-malformed': () => '刚才的改动服务器读不懂，没有保存，仍在本机。请重新载入；若再出现，请告知管理员。',
  'update-not-allowed': () => '刚才的改动不合规则，服务器没有收下，仍在本机。请撤销后再试。',
  'update-unresolved': () => '刚才的改动缺了前面的部分，服务器暂未收下，仍在本机。重新连接后会补齐。',
  'history-unavailable': () =>
    '这次会议的历史暂时读不出来，纪要本身完好，照常记录即可。请过一会儿再看；若再出现，请告知管理员。',
  'rate-limited': ({ retryAfterSeconds }) => `操作太快，请等${seconds(retryAfterSeconds)}再试。已写内容都在。`,
  'storage-unavailable': () =>
    '服务器的磁盘暂时写不进去，这一步没有完成，已存的内容不受影响。请稍后重试，并告知管理员。',
  'command-unknown': () => '服务器不认识这项操作，什么都没有改动。请重新载入页面再试。',
  'command-conflict': () => '同一项操作提交了两次而内容不同，第二次没有执行。请核对后再做。',
  unreachable: () => '连不上服务器，这一步没有完成。已写内容都在，请检查网络后重试。',
  internal: () => '服务器出了差错，这一步没有完成，已存的内容不受影响。请稍后重试；若再出现，请告知管理员。',
};
