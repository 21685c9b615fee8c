// Mail over real SMTP: a server that takes it, and servers that refuse, ask for patience, hang up and say nothing.
import { describe, expect, it, test } from 'vitest';
import type { SMTPServerOptions } from 'smtp-server';
import type { Deliver, Delivery, DueNotice } from '../../server/notify/delivery.ts';
import { mailSender, type MailServer } from '../../server/notify/smtp.ts';
import type { Letter } from '../../shared/domain/letter.ts';
import { START } from '../support/hand-clock.ts';
import { AUTHORITY, decodedHeader, headerOf, partOf, startMailServer, startRawServer } from '../support/mail-server.ts';

const FROM = { name: '苏州市安防协会秘书处', address: 'office@example.org' };
const LETTER: Letter = {
  language: 'zh-CN',
  subject: '【督办】6月30日前：行业自律公约修订稿',
  parts: [
    { kind: 'text', text: '张敏，您好：\n以下任务由您牵头。' },
    { kind: 'facts', rows: [{ label: '期限', value: '2021年6月30日' }] },
    { kind: 'quote', text: '由标准委牵头，6月30日前完成修订稿。' },
    { kind: 'link', label: '查看并反馈', url: 'https://minutes.example.org/tasks/abc' },
  ],
};
const NEVER = new AbortController().signal;

function notice(payload: unknown = LETTER, parts: Partial<DueNotice> = {}): DueNotice {
  const facts = { topic: 'task.assigned', target: 'zhang@example.org', meetingId: null, meeting: null, about: null };
  return { id: 'n1', ...facts, dueAt: START, attempts: 1, payload: JSON.stringify(payload), ...parts };
}

function delivery(...notices: readonly DueNotice[]): Delivery {
  const [first = notice(), ...others] = notices;
  return { message: 'm-1', notices: [first, ...others] };
}

function senderTo(port: number, parts: Partial<MailServer> = {}): Deliver {
  const server: MailServer = {
    host: '127.0.0.1',
    port,
    security: 'optional',
    login: null,
    authority: AUTHORITY,
    ...parts,
  };
  return mailSender({
    server,
    from: FROM,
    site: { publicUrl: 'https://minutes.example.org' },
    clock: { now: () => START },
  });
}

/** A server whose mail goes wrong by itself. */
function refusing(code: number, text: string, where: 'rcpt' | 'data' | 'mail'): SMTPServerOptions {
  const error = Object.assign(new Error(text), { responseCode: code });
  if (where === 'rcpt') return { onRcptTo: (_address, _session, done) => void done(error) };
  if (where === 'mail') return { onMailFrom: (_address, _session, done) => void done(error) };
  return {
    onData: (stream, _session, done) => {
      stream.resume();
      stream.on('end', () => void done(error));
    },
  };
}

describe('a mail server that takes it', () => {
  it('gets one mail, with the message’s own id, marked as a machine’s, its words twice', async () => {
    const server = await startMailServer();
    const outcome = await senderTo(server.port)(delivery(), NEVER);

    const [mail] = server.mails;
    const source = mail?.source ?? '';
    expect(outcome).toEqual({ kind: 'sent' });
    expect(mail).toMatchObject({ from: FROM.address, to: ['zhang@example.org'] });
    expect(headerOf(source, 'Message-ID')).toBe('<m-1@example.org>');
    expect(headerOf(source, 'Auto-Submitted')).toBe('auto-generated');
    expect(headerOf(source, 'List-Id')).toBe('<notices.example.org>');
    expect(headerOf(source, 'Date')).toBe(new Date(START).toUTCString().replace('GMT', '+0000'));
    expect(decodedHeader(headerOf(source, 'Subject') ?? '')).toBe(LETTER.subject);
    expect(decodedHeader(headerOf(source, 'From') ?? '')).toContain(FROM.name);
    expect(partOf(source, 'text/plain')).toContain('期限：2021年6月30日');
    expect(partOf(source, 'text/plain')).toContain('> 由标准委牵头');
    expect(partOf(source, 'text/html')).toContain('<a href="https://minutes.example.org/tasks/abc">查看并反馈</a>');
  });

  it('gets several notices of one person as one mail, each under its own subject', async () => {
    const server = await startMailServer();
    const second = { ...LETTER, language: 'en', subject: 'Second', parts: [{ kind: 'text', text: 'More.' }] };
    await senderTo(server.port)(delivery(notice(), notice(second, { id: 'n2' })), NEVER);

    const [{ source } = { source: '' }, ...others] = server.mails;
    expect(others).toEqual([]);
    expect(decodedHeader(headerOf(source, 'Subject') ?? '')).toBe(`2 条通知：${LETTER.subject} 等`);
    expect(partOf(source, 'text/plain')).toMatch(/【【督办】[^]*【Second】\s+More\./);
  });

  it('gets a calendar as a file', async () => {
    const server = await startMailServer();
    const calendar = 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n';
    await senderTo(server.port)(delivery(notice({ ...LETTER, calendar })), NEVER);

    const { source = '' } = server.mails[0] ?? {};
    expect(source).toContain('filename=calendar.ics');
    expect(partOf(source, 'text/calendar')).toBe(calendar);
  });

  it('is told a password only behind TLS', async () => {
    const login = { user: 'office', password: '马 correct' };
    const onAuth: SMTPServerOptions['onAuth'] = ({ username, password }, _session, done) => {
      if (password === login.password) done(null, { user: username ?? '' });
      else done(new Error('wrong'));
    };
    const server = await startMailServer({ onAuth, authOptional: false });
    const outcome = await senderTo(server.port, { host: 'localhost', security: 'starttls', login })(delivery(), NEVER);

    expect(outcome).toEqual({ kind: 'sent' });
    expect(server.mails[0]).toMatchObject({ isSecure: true, user: 'office' });
  });

  it('on this machine may have a certificate that nobody knows', async () => {
    const server = await startMailServer();
    const outcome = await senderTo(server.port, { authority: null })(delivery(), NEVER);

    expect(outcome).toEqual({ kind: 'sent' });
  });

  it('may speak TLS from the first byte', async () => {
    const server = await startMailServer({ secure: true });
    const outcome = await senderTo(server.port, { host: 'localhost', security: 'tls' })(delivery(), NEVER);

    expect(outcome).toEqual({ kind: 'sent' });
    expect(server.mails[0]?.isSecure).toBe(true);
  });
});

describe('words that try to be more than words', () => {
  it('cannot add a header, a recipient or a command', async () => {
    const server = await startMailServer();
    const evil =
      'x\r\nBcc: eve@example.org\r\nX-Evil: 1\r\n\r\n<script>alert(1)</script>\r\n.\r\nRCPT TO:<eve@example.org>';
    const letter = {
      language: 'zh-CN',
      subject: evil,
      parts: [
        { kind: 'text', text: evil },
        { kind: 'quote', text: evil },
      ],
    };
    const outcome = await senderTo(server.port)(delivery(notice(letter)), NEVER);

    const [mail] = server.mails;
    const source = mail?.source ?? '';
    expect(outcome).toEqual({ kind: 'sent' });
    expect(mail?.to).toEqual(['zhang@example.org']);
    expect(headerOf(source, 'Bcc')).toBeNull();
    expect(headerOf(source, 'X-Evil')).toBeNull();
    expect(partOf(source, 'text/html')).not.toContain('<script');
    expect(partOf(source, 'text/plain')).toContain('Bcc: eve@example.org');
  });

  test.each([
    'a@example.org, eve@example.org',
    'a@example.org\r\nRCPT TO:<eve@example.org>',
    '"a@example.org x"@example.org',
    '张敏 <a@example.org>',
    'a@example.org(x)evil.com',
    'nobody',
    '',
    `${'a'.repeat(65)}@example.org`,
  ])('%j is no address, and no server is asked', async (target) => {
    const server = await startMailServer();
    const outcome = await senderTo(server.port)(delivery(notice(LETTER, { target })), NEVER);

    expect(outcome).toMatchObject({ kind: 'failed', fault: 'refused', of: 'notice' });
    expect(server.mails).toEqual([]);
  });

  test.each([
    ['no letter', { hello: 1 }],
    ['a link that runs', { ...LETTER, parts: [{ kind: 'link', label: 'x', url: 'javascript:alert(1)' }] }],
    ['a part that is not known', { ...LETTER, parts: [{ kind: 'image', url: 'https://x.example' }] }],
    ['a book', { ...LETTER, parts: Array.from({ length: 201 }, () => ({ kind: 'text', text: 'x' })) }],
  ])('%s is not sent', async (_name, payload) => {
    const server = await startMailServer();
    const outcome = await senderTo(server.port)(delivery(notice(payload)), NEVER);

    expect(outcome).toMatchObject({ kind: 'failed', fault: 'unreadable' });
    expect(server.mails).toEqual([]);
  });
});

describe('a mail server that does not', () => {
  test.each([
    ['the recipient for good', 550, 'no such user', 'rcpt', { fault: 'refused', of: 'notice' }],
    ['the recipient for now', 451, 'greylisted', 'rcpt', { fault: 'busy', of: 'notice' }],
    ['the mail for good', 554, 'looks like spam', 'data', { fault: 'refused', of: 'notice' }],
    ['the mail for now', 452, 'mailbox full', 'data', { fault: 'busy', of: 'notice' }],
    ['the sender', 553, 'not your address', 'mail', { fault: 'login', of: 'target' }],
    ['everybody for now', 421, 'too many mails', 'rcpt', { fault: 'busy', of: 'target' }],
  ] as const)('refuses %s', async (_name, code, text, where, expected) => {
    const server = await startMailServer(refusing(code, text, where));
    const outcome = await senderTo(server.port)(delivery(), NEVER);

    expect(outcome).toMatchObject({ kind: 'failed', ...expected });
    expect(outcome).toHaveProperty('detail', expect.stringContaining(`${code} ${text}`));
  });

  it('is not there', async () => {
    expect(await senderTo(1)(delivery(), NEVER)).toMatchObject({ fault: 'unreachable', of: 'target' });
  });

  it('knows no such password, which is nowhere in what is kept', async () => {
    const login = { user: 'office', password: 'sesame-open' };
    const onAuth: SMTPServerOptions['onAuth'] = ({ password }, _session, done) => {
      done(Object.assign(new Error(`"${password ?? ''}" is wrong`), { responseCode: 535 }));
    };
    const server = await startMailServer({ onAuth, authOptional: false });
    const outcome = await senderTo(server.port, { host: 'localhost', security: 'starttls', login })(delivery(), NEVER);

    expect(outcome).toMatchObject({ kind: 'failed', fault: 'login', of: 'target' });
    expect(outcome).toHaveProperty('detail', expect.stringContaining('535'));
    expect(JSON.stringify(outcome)).not.toContain('sesame');
  });

  it('knows nobody without a password: what it says is kept as it said it', async () => {
    const onAuth: SMTPServerOptions['onAuth'] = (_auth, _session, done) => {
      done(Object.assign(new Error('no password'), { responseCode: 535 }));
    };
    const server = await startMailServer({ onAuth, authOptional: false });
    const login = { user: 'office', password: '' };
    const outcome = await senderTo(server.port, { host: 'localhost', security: 'starttls', login })(delivery(), NEVER);

    expect(outcome).toMatchObject({ kind: 'failed', fault: 'login' });
    expect(outcome).not.toHaveProperty('detail', expect.stringContaining('…'));
  });

  it('offers no TLS where it must: nothing is said to it', async () => {
    const server = await startMailServer({ disabledCommands: ['STARTTLS'] });
    const outcome = await senderTo(server.port, { security: 'starttls' })(delivery(), NEVER);

    expect(outcome).toMatchObject({ kind: 'failed', fault: 'insecure', of: 'target' });
    expect(server.mails).toEqual([]);
  });

  it('refuses STARTTLS that it offered: nothing is said to it', async () => {
    const server = await startRawServer('220 hello\r\n', (line) => {
      if (line.startsWith('EHLO')) return '250-hello\r\n250 STARTTLS\r\n';
      return line === 'STARTTLS' ? '454 not now\r\n' : '250 ok\r\n';
    });
    const outcome = await senderTo(server.port, { security: 'starttls' })(delivery(), NEVER);

    expect(outcome).toMatchObject({ kind: 'failed', fault: 'insecure', of: 'target' });
    expect(server.lines.filter((line) => line.startsWith('MAIL'))).toEqual([]);
  });

  it('has a certificate of nobody we know', async () => {
    const server = await startMailServer();
    const outcome = await senderTo(server.port, { host: 'localhost', security: 'starttls', authority: null })(
      delivery(),
      NEVER,
    );

    expect(outcome).toMatchObject({ kind: 'failed', of: 'target' });
    expect(server.mails).toEqual([]);
  });

  it('greets with a refusal', async () => {
    const server = await startRawServer('554 no service\r\n', () => null);

    expect(await senderTo(server.port)(delivery(), NEVER)).toMatchObject({ fault: 'unreachable', of: 'target' });
  });

  it('hangs up in the middle of the mail: this one waits, the lane does not', async () => {
    const server = await startRawServer('220 hello\r\n', (line, lines) => {
      if (line.startsWith('EHLO')) return '250 hello\r\n';
      if (lines.includes('DATA')) return line === 'DATA' ? '354 go on\r\n' : null;
      return '250 ok\r\n';
    });
    const outcome = await senderTo(server.port)(delivery(), NEVER);

    expect(outcome).toMatchObject({ kind: 'failed', fault: 'unreachable', of: 'notice' });
  });

  test.each([
    ['says nothing at all', undefined, () => undefined],
    ['greets and says nothing more', '220 hello\r\n', () => undefined],
    ['says half a line', '220 he', () => undefined],
    [
      'takes the mail and never says so',
      '220 hello\r\n',
      (line: string) =>
        line.startsWith('EHLO')
          ? '250 hello\r\n'
          : line === 'DATA'
            ? '354 go on\r\n'
            : line === '.'
              ? undefined
              : '250 ok\r\n',
    ],
  ])('%s: it is cut when its time is over', async (_name, greeting, speak) => {
    const server = await startRawServer(greeting, speak);
    const time = new AbortController();
    const outcome = senderTo(server.port)(delivery(), time.signal);
    await new Promise((resolve) => setImmediate(resolve));
    time.abort();

    expect(await outcome).toMatchObject({ kind: 'failed', fault: 'slow', of: 'target' });
  });
});
