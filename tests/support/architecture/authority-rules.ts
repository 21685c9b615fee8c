// Who may do what is asked at one place (ADR 0014): only `authority` reads the table of rights, and only the table of events
// opens a namespace of the wire.
import ts from 'typescript';
import { isProduct, locate, walk, type Rule } from './source-tree.ts';

const TABLE = 'shared/domain/roles.ts';
const AUTHORITY = 'shared/domain/authority.ts';
const EVENTS = 'server/transport/event-rules.ts';

/** `can` of the table is asked by `authority` alone. */
export const rightsAreAskedAtOnePlace: Rule = (files) =>
  files
    .filter(isProduct)
    .flatMap((file) =>
      file.path === AUTHORITY
        ? []
        : file.imports
            .filter(({ file: from, names }) => from === TABLE && (names.includes('can') || names.includes('*')))
            .map(({ line }) => `${file.path}:${line}: asks the table of rights instead of authority`),
    );

/** A namespace that is opened past the table would be heard without a rule. */
export const namespacesComeFromTheTable: Rule = (files) =>
  files
    .filter(({ path }) => path.startsWith('server/') && path !== EVENTS)
    .flatMap((file) => {
      const offences: string[] = [];
      walk(file.tree, (node) => {
        if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return;
        const { name, expression } = node.expression;
        const isServer = name.text === 'of' && /^(?:this\.)?#?(?:io|sockets|wire)$/.test(expression.getText(file.tree));
        if (isServer) offences.push(locate(file, node, 'opens a namespace past the table of events'));
      });
      return offences;
    });
