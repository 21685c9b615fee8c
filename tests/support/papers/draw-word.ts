// Word files drawn as PDFs by LibreOffice, to be measured like any other page (print.ts). Where it is not installed, what
// stands in the file must do.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const HAS_LIBREOFFICE = spawnSync('soffice', ['--version']).error === undefined;

/** By name; one start of the program draws them all. `folder` is empty, and ends with the test. */
export function drawnWords(files: ReadonlyMap<string, Buffer>, folder: string): ReadonlyMap<string, Uint8Array> {
  for (const [name, file] of files) writeFileSync(join(folder, `${name}.docx`), file);
  const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
  const asked = [...files.keys()].map((name) => join(folder, `${name}.docx`));
  const how = [profile, '--headless', '--convert-to', 'pdf', '--outdir', folder];
  const { status, stderr } = spawnSync('soffice', [...how, ...asked]);
  if (status !== 0) throw new Error(`soffice: ${stderr.toString()}`);
  return new Map(Array.from(files.keys(), (name) => [name, readFileSync(join(folder, `${name}.pdf`))]));
}
