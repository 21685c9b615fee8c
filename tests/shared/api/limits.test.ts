// Nothing that a stranger sends is without a limit: every text, list, record and number of every route, event and command
// says how much of it there may be (T8).
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { COMMAND_DATA, COMMAND_ENVELOPE } from '../../../shared/commands/command.ts';
import * as events from '../../../shared/protocol/socket-events.schema.ts';
import { EVERY_ROUTE } from '../../support/every-route.ts';
import { boundsLength, openPlaces } from '../../support/schema-limits.ts';
import { startApp } from '../../support/app.ts';

/** What is open on purpose, and what bounds it instead. */
const KNOWN: Readonly<Record<string, string>> = {
  'importMeeting.body (keys)': 'a body of 5 MB at most, and a checker of its own (import.schema.ts)',
  'joinRequest.stateVector (anything)': 'binary: the frame limit of the wire, then the decoder',
  'updateMessage.update (anything)': 'binary: the frame limit of the wire, then the decoder',
  'commandRequest.data (anything)': 'checked by the schema of its kind',
  'commandRequest.claimedAt (number)': 'checked again with the command, where it is refused and does not end the line',
  'command.data (anything)': 'checked by the schema of its kind',
};

function everyOpenPlace(): readonly string[] {
  const routes = EVERY_ROUTE.flatMap(({ name, params, query, body }) =>
    Object.entries({ params, query, body }).flatMap(([part, schema]) =>
      schema === undefined ? [] : openPlaces(`${name}.${part}`, schema),
    ),
  );
  const wire = Object.entries(events).flatMap(([name, schema]) => openPlaces(name, schema));
  const commands = Object.entries(COMMAND_DATA).flatMap(([kind, schema]) => openPlaces(kind, schema));
  return [...routes, ...wire, ...openPlaces('command', COMMAND_ENVELOPE), ...commands];
}

describe('limits of what comes in', () => {
  test('[T8] every part of every route, event and command has one, or is known by name', () => {
    expect(everyOpenPlace().toSorted()).toEqual(Object.keys(KNOWN).toSorted());
  });

  test('[T8] the routes that are looked at are those the server mounts', async () => {
    const app = await startApp();

    expect(app.routes.map(({ name }) => name).toSorted()).toEqual(EVERY_ROUTE.map(({ name }) => name).toSorted());
  });

  test.each<[string, z.ZodType, string]>([
    ['a text of any length', z.object({ a: z.string().min(1) }), 'x.a (string)'],
    ['a text whose pattern has no end', z.object({ a: z.string().regex(/^[a-z]+$/) }), 'x.a (string)'],
    ['a text whose pattern is not anchored', z.object({ a: z.string().regex(/[a-z]{1,3}/) }), 'x.a (string)'],
    ['a text that only a refinement bounds', z.object({ a: z.string().refine((s) => s.length < 9) }), 'x.a (string)'],
    ['a text in an optional list', z.object({ a: z.array(z.string()).max(3).nullish() }), 'x.a[] (string)'],
    ['a list of any length', z.object({ a: z.array(z.boolean()).min(1) }), 'x.a (array)'],
    ['a record', z.object({ a: z.record(z.string(), z.boolean()) }), 'x.a (keys)'],
    ['a loose object', z.looseObject({}), 'x (keys)'],
    ['a number of any size', z.object({ a: z.number().min(0) }), 'x.a (number)'],
    ['a text on one side of a choice', z.union([z.string().max(3), z.string()]), 'x (string)'],
    ['a text before it is read as a number', z.string().transform(Number), 'x (string)'],
    ['anything', z.object({ a: z.unknown() }), 'x.a (anything)'],
  ])('%s is found', (_what, schema, place) => {
    expect(openPlaces('x', schema)).toEqual([place]);
  });

  test('what is bounded in every way is not found', () => {
    const bounded = z.object({
      name: z
        .string()
        .trim()
        .min(1)
        .max(9)
        .regex(/^\p{L}*$/u),
      id: z.string().regex(/^[0-9A-Za-z_-]{1,64}$/),
      kind: z.enum(['a', 'b']).default('a'),
      list: z.array(z.object({ at: z.int().min(0) })).max(3),
      size: z.number().positive().max(10).nullish(),
    });

    expect(openPlaces('x', bounded)).toEqual([]);
  });

  test.each([
    ['^[0-9*+_-]{1,64}$', true],
    ['^\\d{4}-\\d{2}$', true],
    ['^a{1,}$', false],
    ['^a|b$', false],
    ['^a*$', false],
    ['a', false],
    ['', false],
  ])('a pattern %s bounds the length: %s', (pattern, bounds) => {
    expect(boundsLength(pattern)).toBe(bounds);
  });
});
