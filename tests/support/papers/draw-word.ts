// Word files drawn as PDFs by LibreOffice, to be measured like any other page (print.ts). Where it is not installed, what
// stands in the file must do.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const HAS_LIBREOFFICE = spawnSync('soffice', ['--version']).error === undefined;

/** By name; one start of the program draws them all. `folder` is empty, and ends with the test. */
export function drawnWords(files: ReadonlyMap<string, Buffer>, folder: string): ReadonlyMap<string, Uint8Array> {
  return converted(files, 'docx', 'pdf', folder);
}

/** Word files as LibreOffice writes them, from texts in its own XML. */
export function writtenWords(texts: ReadonlyMap<string, Buffer>, folder: string): ReadonlyMap<string, Buffer> {
  return converted(texts, 'fodt', 'docx', folder);
}

function converted(
  files: ReadonlyMap<string, Buffer>,
  from: string,
  to: string,
  folder: string,
): ReadonlyMap<string, Buffer> {
  for (const [name, file] of files) writeFileSync(join(folder, `${name}.${from}`), file);
  const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
  const asked = [...files.keys()].map((name) => join(folder, `${name}.${from}`));
  const how = [profile, '--headless', '--convert-to', to, '--outdir', folder];
  const { status, stderr } = spawnSync('soffice', [...how, ...asked]);
  if (status !== 0) throw new Error(`soffice: ${stderr.toString()}`);
  return new Map(Array.from(files.keys(), (name) => [name, readFileSync(join(folder, `${name}.${to}`))]));
}
