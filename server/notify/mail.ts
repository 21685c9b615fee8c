// A delivery as the bytes of one mail: who it is from and to, what marks it as made by a machine, and its words twice, plain
// and as HTML. Knows no server.
import MailComposer from 'nodemailer/lib/mail-composer';
import { EMAIL } from '../../shared/domain/register.ts';
import type { EpochMs } from '../../shared/lib/time.ts';
import type { MailForm } from './letter-form.ts';

export interface MailAddress {
  readonly name: string | null;
  readonly address: string;
}

export interface Mail extends MailForm {
  readonly from: MailAddress;
  readonly to: string;
  /** What it is identified by, for good. */
  readonly message: string;
  readonly at: EpochMs;
}

export function isMailAddress(text: string): boolean {
  return EMAIL.test(text);
}

function messageId({ from, message }: Pick<Mail, 'from' | 'message'>): string {
  return `<${message}@${domainOf(from.address)}>`;
}

/** The bytes between DATA and its end. Reads no file and opens no address, whatever the words say. */
export function mailBytes(mail: Mail): Promise<Buffer> {
  const { from, to, subject, text, html, calendars, at } = mail;
  const composer = new MailComposer({
    ...{ to: { name: '', address: to }, subject, text, html, xMailer: false, messageId: messageId(mail) },
    from: { name: from.name ?? '', address: from.address },
    date: new Date(at),
    disableFileAccess: true,
    disableUrlAccess: true,
    headers: {
      // A machine wrote it, so no machine need answer (RFC 3834); lists of it can be sorted away (RFC 2919).
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'List-Id': `<notices.${domainOf(from.address)}>`,
    },
    attachments: calendars.map((calendar, index) => ({
      filename: calendars.length === 1 ? 'calendar.ics' : `calendar-${index + 1}.ics`,
      content: calendar,
      contentType: 'text/calendar; charset=utf-8; method=PUBLISH',
    })),
  });
  return composer.compile().build();
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}
