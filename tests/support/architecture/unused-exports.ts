// What is exported and never imported, and which files nothing reaches. Syntax only, over the TypeScript parser: a name
// counts as used when any other file imports it from that file.
import ts from 'typescript';
import { lineOf, walk, type SourceFile } from './source-tree.ts';

interface Exported {
  readonly name: string;
  readonly line: number;
  /** Interfaces and type aliases: erased, and often exported only because a signature names them. */
  readonly isType: boolean;
}

/** Exports no other file imports. Types pass when their own file uses them, for they complete a signature. */
export function unusedExports(files: readonly SourceFile[], entries: readonly string[]): string[] {
  const used = new Map<string, Set<string>>();
  for (const file of files) {
    for (const { file: target, names } of file.imports) {
      if (target === null || target === file.path) continue;
      const known = used.get(target) ?? new Set();
      names.forEach((name) => known.add(name));
      used.set(target, known);
    }
  }
  return files
    .filter(({ path }) => !entries.includes(path) && !/\.test\.ts$/.test(path))
    .flatMap((file) => {
      const names = used.get(file.path) ?? new Set();
      if (names.has('*')) return [];
      const unused = exportsOf(file).filter(
        ({ name, isType }) => !names.has(name) && !(isType && mentions(file, name) > 1),
      );
      return unused.map(({ name, line }) => `${file.path}:${line}: ${name} is exported and imported nowhere`);
    });
}

/** Files that no entry reaches by its imports, lazy ones included. */
export function unreachedFiles(files: readonly SourceFile[], entries: readonly string[]): string[] {
  const known = new Map(files.map((file) => [file.path, file]));
  const reached = new Set<string>();
  const queue = [...entries, ...files.map(({ path }) => path).filter((path) => path.endsWith('.test.ts'))];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (reached.has(path)) continue;
    reached.add(path);
    for (const { file } of known.get(path)?.imports ?? []) if (file !== null) queue.push(file);
  }
  return files.filter(({ path }) => !reached.has(path)).map(({ path }) => `${path}: nothing imports it`);
}

function exportsOf({ tree }: SourceFile): Exported[] {
  return tree.statements.flatMap((node) => {
    if (ts.isExportDeclaration(node) && node.exportClause !== undefined && ts.isNamedExports(node.exportClause)) {
      return node.exportClause.elements.map(({ name }) => ({
        name: name.text,
        line: lineOf(tree, node),
        isType: node.isTypeOnly,
      }));
    }
    if (!ts.canHaveModifiers(node)) return [];
    const kinds = (ts.getModifiers(node) ?? []).map(({ kind }) => kind);
    if (!kinds.includes(ts.SyntaxKind.ExportKeyword) || kinds.includes(ts.SyntaxKind.DefaultKeyword)) return [];
    const isType = ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);
    return declaredNames(node).map((name) => ({ name, line: lineOf(tree, node), isType }));
  });
}

function declaredNames(node: ts.Statement): string[] {
  if (ts.isVariableStatement(node)) {
    return node.declarationList.declarations.flatMap(({ name }) =>
      ts.isIdentifier(name)
        ? [name.text]
        : name.elements.flatMap((part) => ('name' in part && ts.isIdentifier(part.name) ? [part.name.text] : [])),
    );
  }
  const named =
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node);
  return named && node.name !== undefined ? [node.name.text] : [];
}

function mentions({ tree }: SourceFile, name: string): number {
  let count = 0;
  walk(tree, (node) => {
    if (ts.isIdentifier(node) && node.text === name) count += 1;
  });
  return count;
}
