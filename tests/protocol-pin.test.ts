// Refuses silent changes of what other programs rely on. When it fails: if old clients still work, say so in
// docs/protocol.md and renew the pin; if not, raise PROTOCOL_VERSION (or the schema's, or the screen's) as well.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { DOCUMENT_SCHEMA_VERSION, MARK_NAMES, NODE_NAMES, ROOTS } from '../shared/doc/schema.ts';
import { CLOSE_CODES, mayReturn } from '../shared/protocol/close-code.ts';
import { SCREEN_VERSION } from '../shared/protocol/screen-state.ts';
import { PROTOCOL_VERSION } from '../shared/protocol/version.ts';

/** The text of a module without comments and white space: what remains is what it says. */
function meaningOf(path: string): string {
  const source = ts.createSourceFile(
    path,
    readFileSync(new URL(`../${path}`, import.meta.url), 'utf8'),
    ts.ScriptTarget.Latest,
  );
  return ts.createPrinter({ removeComments: true }).printFile(source).replace(/\s+/g, ' ');
}

function pin(...parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}

describe('the published wire', () => {
  it('keeps its events, frames and limits under one version', () => {
    const events = meaningOf('shared/protocol/socket-events.ts');
    const arguments_ = meaningOf('shared/protocol/socket-events.schema.ts');
    const codes = Object.entries(CLOSE_CODES).map(([reason, code]) => [reason, code, mayReturn(code)]);

    expect({ version: PROTOCOL_VERSION, pin: pin(events, arguments_, codes) }).toMatchInlineSnapshot(`
      {
        "pin": "91482d90357fcfdc",
        "version": 1,
      }
    `);
  });

  it('keeps the shape of the documents under one version', () => {
    const shape = pin(ROOTS, [...NODE_NAMES], [...MARK_NAMES], meaningOf('shared/doc/canonical.ts'));

    expect({ version: DOCUMENT_SCHEMA_VERSION, pin: shape }).toMatchInlineSnapshot(`
      {
        "pin": "035b4c8c79035766",
        "version": 1,
      }
    `);
  });

  it('keeps the screen state under one version', () => {
    const state = pin(meaningOf('shared/protocol/screen-state.ts'), meaningOf('shared/domain/scene.ts'));

    expect({ version: SCREEN_VERSION, pin: state }).toMatchInlineSnapshot(`
      {
        "pin": "06ca700bf035fe90",
        "version": 1,
      }
    `);
  });
});
