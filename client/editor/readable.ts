// Whether our text schema can show a fragment without loss. y-prosemirror deletes, for everybody, what a schema refuses;
// so what is not readable is never given to it.
import type { ContentMatch, NodeType, Schema } from 'prosemirror-model';
import * as Y from 'yjs';
import { asPlain, own, type Plain } from '../../shared/doc/reading.ts';

/** y-prosemirror writes overlapping marks of one kind as `name--hash`. */
const HASHED_MARK = /--[0-9A-Za-z+/=]{8}$/;

type Child = Y.XmlElement | Y.XmlText | Y.XmlHook;

/** True when every node and mark below `type` is known to `schema` and stands where it may. */
export function isReadable(type: Y.XmlFragment, schema: Schema): boolean {
  const name = type instanceof Y.XmlElement ? type.nodeName : schema.topNodeType.name;
  const nodeType = schema.nodes[name];
  return nodeType !== undefined && holdsReadable(type.toArray(), nodeType, schema);
}

/** The same for what an event changed, without looking at the rest again. */
export function isStillReadable(changed: unknown, schema: Schema): boolean {
  if (changed instanceof Y.XmlText) {
    const parent = changed.parent;
    return parent instanceof Y.XmlFragment ? isReadable(parent, schema) : true;
  }
  return changed instanceof Y.XmlFragment ? isReadable(changed, schema) : true;
}

function holdsReadable(children: readonly Child[], nodeType: NodeType, schema: Schema): boolean {
  let match: ContentMatch | null = nodeType.contentMatch;
  for (const child of children) {
    if (child instanceof Y.XmlText) {
      if (child.length === 0) continue;
      if (!hasReadableRuns(child, nodeType, schema)) return false;
      match = match.matchType(textType(schema, nodeType));
    } else {
      const childType: NodeType | undefined = child instanceof Y.XmlElement ? schema.nodes[child.nodeName] : undefined;
      if (!(child instanceof Y.XmlElement) || !childType || !holdsReadable(child.toArray(), childType, schema))
        return false;
      match = match.matchType(childType);
    }
    if (match === null) return false;
  }
  return match.validEnd;
}

function textType(schema: Schema, fallback: NodeType): NodeType {
  return schema.nodes['text'] ?? fallback;
}

function hasReadableRuns(text: Y.XmlText, parent: NodeType, schema: Schema): boolean {
  const runs: unknown = text.toDelta();
  return (
    Array.isArray(runs) &&
    runs.every((run: unknown) => {
      const plain = asPlain(run);
      const attributes = plain && asPlain(own(plain, 'attributes'));
      return (
        plain !== null && typeof own(plain, 'insert') === 'string' && areKnownMarks(attributes ?? {}, parent, schema)
      );
    })
  );
}

function areKnownMarks(attributes: Plain, parent: NodeType, schema: Schema): boolean {
  return Object.keys(attributes).every((name) => {
    const mark = schema.marks[name.replace(HASHED_MARK, '')];
    return mark !== undefined && parent.allowsMarkType(mark);
  });
}
