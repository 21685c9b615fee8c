// The message that carries an invitation: pasted into WeChat or a mail, in the language of whoever gets it.

export const invitation = {
  language: '中文',
  invite: (name: string, username: string, until: string) =>
    `${name}您好，已为您开通“共笔”会议记录账号，用户名：${username}。请在${until}前打开下面的链接设置密码。链接只能用一次，请勿转发。`,
  reset: (name: string, username: string, until: string) =>
    `${name}您好，这是重设“共笔”密码的链接，用户名：${username}。请在${until}前打开并设置新密码。链接只能用一次，请勿转发。`,
};
