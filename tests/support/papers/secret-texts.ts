// Texts of minutes and drafts with internal words in their midst.
import * as Y from 'yjs';
import type { FileId } from '../../../shared/domain/ids.ts';
import type { Planting } from './planting.ts';

/** Open words with internal ones in the midst, in each kind of block. */
export function write(
  text: Y.XmlFragment,
  planting: Planting,
  { isHidden, beside }: { readonly isHidden: boolean; readonly beside: FileId },
): void {
  const line = (name: string): Y.XmlElement => {
    const element = new Y.XmlElement(name);
    const words = new Y.XmlText();
    words.applyDelta([
      { insert: isHidden ? planting.secret() : planting.open('正文') },
      {
        insert: planting.secret(),
        attributes: { internal: {}, link: { href: `https://oa.example.org/${planting.secret()}` } },
      },
      ...(!isHidden && planting.chance(0.5) ? [{ insert: planting.open('后文') }] : []),
    ]);
    element.insert(0, [words]);
    return element;
  };
  const within = (...path: readonly string[]): Y.XmlElement =>
    path.toReversed().reduce<Y.XmlElement>((inner, name) => {
      const element = new Y.XmlElement(name);
      element.insert(0, [inner]);
      return element;
    }, line('paragraph'));
  const internalOnly = new Y.XmlElement('paragraph');
  const inside = new Y.XmlText();
  inside.applyDelta([{ insert: planting.secret(), attributes: { internal: {} } }]);
  internalOnly.insert(0, [inside]);
  const mention = new Y.XmlElement('mention');
  mention.setAttribute('key', planting.secret());
  mention.setAttribute('label', planting.secret());
  internalOnly.insert(1, [mention]);
  text.insert(0, [
    line('paragraph'),
    line('heading'),
    within('bullet_list', 'list_item'),
    within('ordered_list', 'list_item'),
    within('blockquote'),
    within('table', 'table_row', 'table_cell'),
    internalOnly,
    picture(beside, planting.secret()),
  ]);
}

export function picture(fileId: FileId, alt: string): Y.XmlElement {
  const element = new Y.XmlElement('image');
  element.setAttribute('fileId', fileId);
  element.setAttribute('alt', alt);
  return element;
}

export function linked(words: string, page: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph');
  const text = new Y.XmlText();
  text.applyDelta([{ insert: words, attributes: { link: { href: `https://oa.example.org/${page}` } } }]);
  element.insert(0, [text]);
  return element;
}
