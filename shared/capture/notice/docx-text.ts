// The text of a Word document as a notice is read: a paragraph a line, a row of a table as its cells between tabs, numbers
// that Word makes by itself as numbers. Reads `word/document.xml` as text: no entity is expanded but the five of XML, and
// nothing outside of it is ever asked for.

/** Of the text that comes out; what is beyond is left. */
const MAX_CHARACTERS = 60_000;
const TAG = /<(\/?)(w:[A-Za-z]+)((?:\s[^<>]*?)?)(\/?)>|([^<]+)/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The lines of `xml`, the main part of a document. Text that was deleted with its change tracked is left out. */
export function docxText(xml: string): string {
  const reader = new DocumentReader();
  for (const [, slash, name, attributes = '', selfClosing, text] of xml.matchAll(TAG)) {
    if (reader.length > MAX_CHARACTERS) break;
    if (text !== undefined) reader.text(text);
    else if (slash === '/') reader.close(name ?? '');
    else {
      reader.open(name ?? '', attributes);
      if (selfClosing === '/') reader.close(name ?? '');
    }
  }
  return reader.lines().join('\n').slice(0, MAX_CHARACTERS);
}

class DocumentReader {
  readonly #lines: string[] = [];
  readonly #counts = new Map<string, number>();
  #cells: string[] | null = null;
  #paragraph = '';
  #cell: string[] = [];
  #isText = false;
  #depth = 0;
  #level = '0';
  #list: string | null = null;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  open(name: string, attributes: string): void {
    if (name === 'w:p') {
      this.#paragraph = '';
      this.#list = null;
      this.#level = '0';
    } else if (name === 'w:t') this.#isText = true;
    else if (name === 'w:tab') this.#add(' ');
    else if (name === 'w:br' || name === 'w:cr') this.#paragraph += '\n';
    else if (name === 'w:tbl') this.#depth += 1;
    else if (name === 'w:tr' && this.#depth === 1) this.#cells = [];
    else if (name === 'w:tc' && this.#depth === 1) this.#cell = [];
    else if (name === 'w:ilvl') this.#level = valueOf(attributes);
    else if (name === 'w:numId') this.#list = valueOf(attributes);
  }

  text(text: string): void {
    if (this.#isText) this.#add(unescaped(text));
  }

  close(name: string): void {
    if (name === 'w:t') this.#isText = false;
    else if (name === 'w:p') this.#endParagraph();
    else if (name === 'w:tc' && this.#depth === 1) this.#cells?.push(this.#cell.join(' ').replace(/\s+/g, ' ').trim());
    else if (name === 'w:tr' && this.#depth === 1) this.#endRow();
    else if (name === 'w:tbl') this.#depth = Math.max(0, this.#depth - 1);
  }

  lines(): readonly string[] {
    return this.#lines;
  }

  #add(text: string): void {
    this.#paragraph += text;
    this.#length += text.length;
  }

  #endParagraph(): void {
    const text = this.#paragraph;
    this.#paragraph = '';
    if (this.#cells !== null) {
      this.#cell.push(text);
      return;
    }
    const number = text.trim() === '' ? null : this.#number();
    this.#lines.push(...`${number ?? ''}${text}`.split('\n'));
  }

  /** A level's count begins anew below each paragraph of the level above. */
  #number(): string | null {
    if (this.#list === null || this.#list === '0') return null;
    const level = Number(this.#level) || 0;
    const key = `${this.#list}/${level}`;
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    for (const other of this.#counts.keys()) {
      const [list, deeper] = other.split('/');
      if (list === this.#list && Number(deeper) > level) this.#counts.delete(other);
    }
    return level === 0 ? `${count}. ` : `(${count}) `;
  }

  #endRow(): void {
    const cells = this.#cells ?? [];
    this.#cells = null;
    // A table of two columns is often a form: 时间 | 11月25日.
    const isForm = cells.length === 2 && !/^\d+$/.test(cells[0] ?? '');
    this.#lines.push(isForm ? `${cells[0] ?? ''}: ${cells[1] ?? ''}` : cells.join('\t'));
  }
}

function valueOf(attributes: string): string {
  return /w:val="([^"]{0,20})"/.exec(attributes)?.[1] ?? '0';
}

function unescaped(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{2,4}));/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return ENTITIES[name] ?? whole;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code > 31 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : ' ';
    },
  );
}
