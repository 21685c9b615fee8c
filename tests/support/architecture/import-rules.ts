// Rules about who knows whom, each a function from parsed files to sentences that name the offence.
// architecture.test.ts runs them over the real tree, and over planted offences to show that each can fail.
import { posix } from 'node:path';
import ts from 'typescript';
import { ROOMS, type Room } from './import-table.ts';
import { isProduct, locate, packageOf, type Import, type Rule, type SourceFile } from './source-tree.ts';

/** Every import is on the allow-list of its room; a page never imports a page; a room in the list covers every file. */
export const importsFollowTheTable: Rule = (files) =>
  files.filter(isProduct).flatMap((file) => {
    const room = roomOf(file.path);
    if (room === null) return [`${file.path}: belongs to no room of the import table`];
    return file.imports
      .filter((found) => !isAllowed(room, file.path, found))
      .map((found) => forbidden(file, found, room));
  });

/** No file reaches itself by its imports. Lazy imports are left out: they load after the importer has finished. */
export const importsHaveNoCycles: Rule = (files) => {
  const known = new Map(files.map((file) => [file.path, file]));
  const state = new Map<string, 'open' | 'done'>();
  const cycles: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (state.get(path) === 'done') return;
    if (state.get(path) === 'open') {
      cycles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
      return;
    }
    state.set(path, 'open');
    for (const found of known.get(path)?.imports ?? []) {
      if (!found.lazy && found.file !== null && known.has(found.file)) visit(found.file, [...trail, path]);
    }
    state.set(path, 'done');
  };
  for (const file of files) visit(file.path, []);
  return cycles;
};

/** What a file exports is its own: no `export … from`, and no import that is exported again. */
export const nothingIsReExported: Rule = (files) =>
  files.flatMap((file) => {
    const imported = new Set<string>();
    for (const node of file.tree.statements)
      if (ts.isImportDeclaration(node)) localNames(node).forEach((name) => imported.add(name));
    const passed = file.tree.statements.filter(
      (node) =>
        ts.isExportDeclaration(node) &&
        (node.moduleSpecifier !== undefined ||
          (node.exportClause !== undefined &&
            ts.isNamedExports(node.exportClause) &&
            node.exportClause.elements.some((element) => imported.has((element.propertyName ?? element.name).text)))),
    );
    return passed.map((node) => locate(file, node, 'exports what another file owns; import it from there'));
  });

/** zod is used in `*.schema.ts` and in shared/commands; nothing the browser loads may reach it. */
export const zodStaysOutOfTheBrowser: Rule = (files) => {
  const users = files.filter((file) => isProduct(file) && file.imports.some((found) => packageOf(found) === 'zod'));
  const misplaced = users.filter(
    ({ path }) =>
      !path.endsWith('.schema.ts') && !path.startsWith('shared/commands/') && !path.startsWith('server/http/'),
  );
  return [
    ...misplaced.map(({ path }) => `${path}: imports zod outside *.schema.ts, shared/commands and server/http`),
    ...reached(files, (path) => path.startsWith('client/'), ['zod']),
    ...files
      .filter(({ path }) => path.startsWith('client/'))
      .flatMap((file) =>
        file.imports
          .filter((found) => found.file?.endsWith('.schema.ts') === true && !found.typeOnly)
          .map((found) => `${file.path}:${found.line}: client code may only import types from ${found.file}`),
      ),
  ];
};

/** The hall's page loads fast on an old machine, so neither Yjs nor the editor is in it. */
export const theHallIsLight: Rule = (files) =>
  reached(files, (path) => path === 'client/pages/projector.svelte', [
    'yjs',
    'lib0',
    'y-protocols',
    'y-indexeddb',
    'prosemirror-view',
  ]);

/** Whoever judges the product from outside knows nothing of it but what is published: no module of ours, types included. */
export const theHarnessIsOutside: Rule = (files) =>
  files
    .filter(({ path }) => path.startsWith('tests/durability/harness/'))
    .flatMap((file) =>
      file.imports
        .filter(
          (found) =>
            found.file !== null &&
            !/^tests\/(?:durability\/harness\/|support\/disk\/|support\/seeded\.ts$)/.test(found.file),
        )
        .map((found) => `${file.path}:${found.line}: the harness may not know ${found.file ?? ''}`),
    );

/** What the installed server runs must be installed with it: `npm prune --omit=dev` takes the rest away. */
export function onlyInstalledPackages(files: readonly SourceFile[], dependencies: readonly string[]): string[] {
  return files
    .filter(({ path }) => path.startsWith('server/') || path.startsWith('shared/'))
    .flatMap((file) =>
      file.imports
        .filter(
          (found) => !found.typeOnly && packageOf(found) !== null && !dependencies.includes(packageOf(found) ?? ''),
        )
        // The development server is loaded only where it is installed.
        .filter((found) => !(found.lazy && found.specifier === 'vite'))
        .map((found) => `${file.path}:${found.line}: ${found.specifier} is not among "dependencies"`),
    );
}

/** A second copy of these fails silently: `instanceof` between copies is false. */
export function copiesInLock(packages: Readonly<Record<string, unknown>>, names: readonly string[]): string[] {
  return names.flatMap((name) => {
    const places = Object.keys(packages).filter((place) => place.endsWith(`node_modules/${name}`));
    return places.length === 1 ? [] : [`${name}: ${places.length} copies (${places.join(', ')})`];
  });
}

function roomOf(path: string): Room | null {
  const rooms = ROOMS.filter(({ prefix }) => path.startsWith(prefix));
  return rooms.reduce<Room | null>(
    (best, room) => (best !== null && best.prefix.length >= room.prefix.length ? best : room),
    null,
  );
}

function isAllowed(room: Room, from: string, found: Import): boolean {
  if (found.file !== null) {
    const isPage = (path: string): boolean => /^client\/pages\/[^/]+$/.test(path);
    if (isPage(from) && isPage(found.file)) return false;
    if (found.file.endsWith('.css')) return from.startsWith('client/');
    if (roomOf(found.file) === room) return true;
  }
  const covers = (entry: string): boolean =>
    (found.file === null ? coversPackage : coversFile)(entry, found.file ?? found.specifier);
  return room.may.some(covers) || (found.typeOnly && (room.mayTypes ?? []).some(covers));
}

function coversFile(entry: string, path: string): boolean {
  return entry.endsWith('/*') ? posix.dirname(path) === entry.slice(0, -2) : path.startsWith(entry);
}

/** `prosemirror-` and `node:` stand for all names that begin so; any other entry for one package and what is inside it. */
function coversPackage(entry: string, specifier: string): boolean {
  return /[:-]$/.test(entry) ? specifier.startsWith(entry) : specifier === entry || specifier.startsWith(`${entry}/`);
}

function forbidden(file: SourceFile, found: Import, room: Room): string {
  const kind = found.typeOnly ? 'type import' : 'import';
  return `${file.path}:${found.line}: ${room.prefix} may not know ${found.file ?? found.specifier} (${kind})`;
}

/** Paths from each starting file, over imports that survive compilation, to one of `packages`. */
function reached(
  files: readonly SourceFile[],
  starts: (path: string) => boolean,
  packages: readonly string[],
): string[] {
  const known = new Map(files.map((file) => [file.path, file]));
  const seen = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (seen.has(path)) return;
    seen.add(path);
    for (const entry of known.get(path)?.imports ?? []) {
      if (entry.typeOnly || (entry.lazy && entry.file?.startsWith('client/pages/') === true)) continue;
      if (packages.includes(packageOf(entry) ?? '')) found.push([...trail, path, entry.specifier].join(' → '));
      if (entry.file !== null) visit(entry.file, [...trail, path]);
    }
  };
  for (const { path } of files) if (starts(path)) visit(path, []);
  return found;
}

function localNames(node: ts.ImportDeclaration): string[] {
  const bindings = node.importClause?.namedBindings;
  const named = bindings === undefined ? [] : ts.isNamespaceImport(bindings) ? [bindings] : [...bindings.elements];
  const names = named.map((element) => element.name.text);
  return node.importClause?.name === undefined ? names : [node.importClause.name.text, ...names];
}
