// No text that a stranger sends holds the one thread up: every function and schema that reads such text is done with the worst
// of its length in 50 ms (T58). The best of three runs counts: a pattern that goes back and forth does so each time, while a
// busy machine or a garbage collection does not.
import { Busboy } from '@fastify/busboy';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { parseItemLine } from '../shared/capture/item-line.ts';
import { parsePersonLine } from '../client/state/person-line.ts';
import { excerptOf } from '../server/archive/excerpt.ts';
import { highlights, indexTokens, matchQuery } from '../server/archive/tokenise.ts';
import { describeAgent } from '../server/auth/agent.ts';
import { placeOf } from '../server/auth/caller-address.ts';
import { provesSameOrigin } from '../server/auth/origin.ts';
import { hashOfToken } from '../server/auth/secret-token.ts';
import { readSessionCookie } from '../server/auth/session-cookie.ts';
import { findMediaType } from '../server/files/media-types.ts';
import { askedRange } from '../server/http/byte-range.ts';
import { disposition } from '../server/http/disposition.ts';
import { expectedRevisions } from '../server/http/etag.ts';
import { accountRoutes } from '../shared/api/account-routes.schema.ts';
import { archiveRoutes } from '../shared/api/archive-routes.schema.ts';
import { fileRoutes } from '../shared/api/file-routes.schema.ts';
import { parseMeetingFile } from '../shared/api/import.schema.ts';
import { meetingRoutes } from '../shared/api/meeting-routes.schema.ts';
import { noteRoutes } from '../shared/api/note-routes.schema.ts';
import { officeRoutes } from '../shared/api/office-routes.schema.ts';
import type { RouteDefinition } from '../shared/api/route.schema.ts';
import { recogniseNotice } from '../shared/capture/notice/recognise.ts';
import { readReportGrid, tasksOfReport } from '../shared/capture/report-grid.ts';
import { sentencesOf } from '../shared/capture/sentences.ts';
import { readTaskSentence } from '../shared/capture/task-sentence.ts';
import { findDue } from '../shared/capture/due.ts';
import { parseTaskLine } from '../shared/capture/task-line.ts';
import { parseCommand } from '../shared/commands/command.ts';
import { blocksToHtml, escapeHtml } from '../shared/doc/blocks-html.ts';
import { blocksToMarkdown } from '../shared/doc/blocks-markdown.ts';
import { fileIdOf, isSafeLink } from '../shared/doc/node-attribute.ts';
import { parsePresence } from '../shared/doc/presence.ts';
import { displayName } from '../shared/domain/file-name.ts';
import { isId, parseDocName } from '../shared/domain/ids.ts';
import type { Block } from '../shared/domain/minutes.ts';
import { passwordFault } from '../shared/domain/password.ts';
import { shortTitle, titleLines } from '../shared/domain/title.ts';
import { foldName } from '../shared/lib/fold-name.ts';
import { isOrderKey } from '../shared/lib/order-key.ts';
import { brand } from '../shared/lib/brand.ts';
import { parseLocalDate, type LocalDate } from '../shared/lib/time.ts';
import { commandRequest, docMessage } from '../shared/protocol/socket-events.schema.ts';
import { EVIL_TEXTS } from './support/hostile/evil-texts.ts';

const LIMIT_MS = 50;
const RUNS = 3;

/** How much of it comes as far as the function: UTF-16 units. */
const HEADER = 16_384;
const PART_HEADER = 8_192;
const QUERY = 200;
const PASSAGE = 2_048;
const MINUTES = 16_384;
const BODY = 100_000;
const LINE = 4_096;

const OWNER = { username: 'admin', displayName: '管理员' };
const SITE = { publicUrl: 'http://localhost' };
const MARKS = { strong: true, em: true } as const;

function paragraph(text: string): Block {
  return { kind: 'paragraph', inline: [{ kind: 'text', text, marks: MARKS }] };
}

function heading(text: string): Block {
  return { kind: 'heading', level: 2, inline: [{ kind: 'text', text, marks: { code: true } }] };
}

function plainHeading(text: string): Block {
  return { kind: 'heading', level: 2, inline: [{ kind: 'text', text: `a${text}`, marks: {} }] };
}

function partNamed(fileName: string): void {
  const parser = new Busboy({ headers: { 'content-type': 'multipart/form-data; boundary=b' } });
  parser.on('error', () => undefined);
  parser.on('file', (_field, stream) => stream.on('error', () => undefined).resume());
  parser.write(`--b\r\nContent-Disposition: form-data; name="file"; filename="${fileName}\r\n\r\nx\r\n--b--`);
  parser.destroy();
}

function formOf(boundary: string): void {
  try {
    new Busboy({ headers: { 'content-type': `multipart/form-data; ${boundary}` } }).on('error', () => undefined);
  } catch {
    // A form without a boundary is refused; how long that takes is the question.
  }
}

const DAY = brand<LocalDate>('2021-04-23');

function reportTasks(text: string): unknown {
  const { rows, plannedFor } = readReportGrid(`${text}\t${text}\t${text}`);
  return tasksOfReport(rows, { parties: [], base: DAY, plannedFor });
}

type Sink = (text: string) => unknown;

const SINKS: readonly (readonly [name: string, units: number, sink: Sink])[] = [
  ['describeAgent', HEADER, describeAgent],
  ['readSessionCookie', PART_HEADER, (text) => readSessionCookie(text, false)],
  ['readSessionCookie, secure', PART_HEADER, (text) => readSessionCookie(`__Host-gongbi_session=${text}`, true)],
  ['hashOfToken', HEADER, hashOfToken],
  ['placeOf', HEADER, placeOf],
  ['provesSameOrigin', HEADER, (text) => provesSameOrigin({ origin: text, host: text }, SITE)],
  ['askedRange', HEADER, (text) => askedRange(text, 9)],
  ['askedRange, begun', HEADER, (text) => askedRange(`bytes=${text}`, 9)],
  ['expectedRevisions', HEADER, expectedRevisions],
  ['disposition', PART_HEADER, (text) => disposition('attachment', text)],
  ['a boundary of a form', HEADER, formOf],
  ['a boundary of a form, begun', HEADER, (text) => formOf(`boundary="${text}`)],
  ['a name in a form', PART_HEADER - 100, partNamed],
  ['displayName', PART_HEADER, (text) => displayName(text, 'pdf')],
  ['displayName, of any ending', PART_HEADER, (text) => displayName(text, '')],
  ['findMediaType, by name', PART_HEADER, (text) => findMediaType(Buffer.from('a'), `a.txt${text}`)],
  ['findMediaType, by bytes', 1_024, (text) => findMediaType(Buffer.from(text), 'a.txt')],
  ['isSafeLink', BODY, isSafeLink],
  ['isSafeLink, begun', 2_000, (text) => isSafeLink(`https://${text}`)],
  ['fileIdOf', BODY, fileIdOf],
  ['isId', BODY, isId],
  ['parseDocName', HEADER, parseDocName],
  ['isOrderKey', BODY, isOrderKey],
  ['parseLocalDate', BODY, parseLocalDate],
  ['foldName', 64, foldName],
  ['passwordFault', BODY, (text) => passwordFault(text, OWNER)],
  ['passwordFault, of length', 190, (text) => passwordFault(text, { username: text, displayName: 'ab' })],
  ['titleLines', 200, (title) => titleLines({ title, shortTitle: null, organisation: null })],
  ['shortTitle', MINUTES, (title) => shortTitle({ title, shortTitle: null, organisation: null })],
  ['matchQuery', QUERY, matchQuery],
  ['indexTokens', PASSAGE, indexTokens],
  ['highlights', PASSAGE, (text) => highlights(text, text.slice(0, QUERY))],
  ['excerptOf', PASSAGE, (text) => excerptOf(text, text.slice(0, QUERY))],
  ['escapeHtml', MINUTES, escapeHtml],
  ['blocksToHtml', MINUTES, (text) => blocksToHtml([paragraph(text), heading(text)])],
  ['blocksToMarkdown, a paragraph', MINUTES, (text) => blocksToMarkdown([paragraph(text)])],
  ['blocksToMarkdown, a heading', MINUTES, (text) => blocksToMarkdown([plainHeading(text)])],
  ['blocksToMarkdown, code', MINUTES, (text) => blocksToMarkdown([heading(text)])],
  ['parsePresence', 2_048, (text) => parsePresence({ user: { name: text, colour: text }, cursor: text })],
  ['parseCommand', BODY, (text) => parseCommand({ id: text, meetingId: text, kind: text, claimedAt: 0, data: text })],
  ['the data of a command', BODY, commandWith],
  ['the events of the wire', BODY, eventsWith],
  ['an import', BODY, (text) => parseMeetingFile({ meeting: allKeys(text), agenda: [{ title: text }] })],
  ['an item on one line', LINE, parseItemLine],
  ['a person on one line', LINE, parsePersonLine],
  ['a task on one line', 500, (text) => parseTaskLine(text, { parties: [text, 'a'], base: DAY })],
  ['a limit of time', 500, (text) => findDue(text, DAY)],
  ['a sentence that may set a task', 400, (text) => readTaskSentence(text, { parties: [text, 'a'], base: DAY })],
  ['the sentences of a text', LINE, sentencesOf],
  ['a work report that is pasted', LINE, reportTasks],
  ['a line of a notice', LINE, (text) => recogniseNotice(text, DAY)],
  ['an item of a notice', LINE, (text) => recogniseNotice(`会议议程：\n1. 审议\n2. ${text}`, DAY)],
  ['whom a notice names', LINE, (text) => recogniseNotice(`联系人：${text}`, DAY)],
];

function commandWith(text: string): void {
  const head = { id: 'a-command-of-nobody', meetingId: 'm', claimedAt: 0 };
  parseCommand({ ...head, kind: 'meeting.phase', data: { to: 'live', reason: text } });
  parseCommand({ ...head, kind: 'screen.set', data: { screen: text, mode: 'auto' } });
}

function eventsWith(text: string): void {
  docMessage.safeParse({ doc: text });
  commandRequest.safeParse({ id: text, meetingId: text, kind: text, claimedAt: 0 });
}

function allKeys(text: string): unknown {
  const keys = ['name', 'organisation', 'body', 'session', 'date', 'start', 'end', 'timezone', 'venue', 'chair'];
  return Object.fromEntries(keys.map((key) => [key, text]));
}

const ROUTES: readonly RouteDefinition[] = [
  ...accountRoutes,
  ...archiveRoutes,
  ...fileRoutes,
  ...meetingRoutes,
  ...noteRoutes,
  ...officeRoutes,
];

/** Every schema of every route, each of its fields given the same text. */
const SCHEMAS = ROUTES.flatMap(({ name, params, query, body }) => [
  ...filledWith(`${name}.params`, HEADER, params),
  ...filledWith(`${name}.query`, HEADER, query),
  ...filledWith(`${name}.body`, BODY, body),
]);

function filledWith(name: string, units: number, schema: z.ZodType | undefined): readonly (typeof SINKS)[number][] {
  if (schema === undefined) return [];
  const keys =
    'shape' in schema && typeof schema.shape === 'object' && schema.shape ? Object.keys(schema.shape) : ['a'];
  return [[name, units, (text) => schema.safeParse(Object.fromEntries(keys.map((key) => [key, text])))]];
}

/** Milliseconds of the quickest of three runs; one that is quick enough ends the trying. */
function bestMs(run: () => unknown): number {
  let best = Infinity;
  for (let tries = 0; tries < RUNS && best > LIMIT_MS; tries += 1) {
    const start = performance.now();
    run();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

/** The texts that hold `sink` up, with how long. */
function slowTexts(units: number, sink: Sink): readonly string[] {
  return EVIL_TEXTS.flatMap(([name, text]) => {
    const evil = text(units);
    const ms = bestMs(() => sink(evil));
    return ms > LIMIT_MS ? [`${name}: ${Math.round(ms)} ms`] : [];
  });
}

describe('a text made to be slow', () => {
  test.each(SINKS)('[T58] does not hold %s up with %d characters', (_name, units, sink) => {
    expect(slowTexts(units, sink)).toEqual([]);
  });

  test('[T58] does not hold the schema of any route up', () => {
    const slow = SCHEMAS.flatMap(([name, units, sink]) => slowTexts(units, sink).map((one) => `${name}: ${one}`));

    expect(SCHEMAS.length).toBeGreaterThan(20);
    expect(slow).toEqual([]);
  });

  test.each([
    ['a tail of blanks', / +$/, ` ${' '.repeat(20_000)}x`],
    ['two that share', /^(.*?)\s*(\d+)$/, `a${' '.repeat(20_000)}x`],
    ['nested', /^(?:a+)+$/, `${'a'.repeat(24)}!`],
  ])('would be found where a pattern goes back and forth: %s', (_name, pattern, text) => {
    expect(bestMs(() => pattern.test(text))).toBeGreaterThan(LIMIT_MS);
  });

  test('there are thirty of them at least', () => {
    expect(EVIL_TEXTS.length).toBeGreaterThanOrEqual(30);
  });
});
